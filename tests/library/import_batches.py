"""Builders of imports as the admin makes them, worked on at once."""

import zipfile

from library.importing import batches
from library.importing.table import read_cells
from library.importing.work import go_on
from library.models import ImportBatch
from tests.library.import_tables import table, text_file


def opened(folder, *rows, by=None, **options):
    """A batch of a table with `rows` (title, file) over `folder`, its columns guessed and not yet chosen."""
    header, read = read_cells(table(folder, *rows))
    return batches.open_batch(source="table.csv", folder=folder, by=by, header=header, rows=read, **options)


def checked(folder, *rows, by=None, **options):
    """The same, ready to start."""
    batch = opened(folder, *rows, by=by, **options)
    return batches.choose_columns(batch=batch, fields=batch.fields, by=by)


def works(folder, number):
    """Rows of `number` works with their files in `folder`."""
    for n in range(number):
        text_file(folder, f"{n}.txt", f"Работа {n}")
    return [[f"Работа {n}", f"{n}.txt"] for n in range(number)]


def imported(folder, *rows, by=None, **options):
    """A batch that has been imported."""
    batch = batches.start(batch=checked(folder, *rows, by=by, **options), by=by)
    return worked(batch)


def guessed(folder, by=None, **options):
    """A batch of a bare folder, its cards guessed and not yet imported."""
    return worked(batches.open_batch(source="папка", folder=folder, by=by, **options))


def worked(batch):
    """The batch after the worker has done all it can."""
    while go_on(batch.pk):
        pass
    return ImportBatch.objects.get(pk=batch.pk)


def states(batch):
    """The states of its rows, in order."""
    return [row.state for row in batch.rows.all()]


def windows_zip(path, files, encoding="cp866"):
    """A ZIP as Windows makes it: names in a code page, without a mark. `files` are {name: bytes}."""

    class Entry(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            return self.filename.encode(encoding), self.flag_bits

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = Entry(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path
