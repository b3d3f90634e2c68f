"""One row after another: checked whole, then written whole."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from files.actions import store_file
from files.sniffing import FileRefused
from library.creating import create_material
from library.enums import ExpertState
from library.importing.cards import card_of
from library.importing.columns import COLUMNS, REQUIRED
from library.importing.errors import RowRefused
from library.importing.sources import check_source, find_source
from library.importing.words import read_books, tidy
from library.models import MaterialPage


class Result(TextChoices):
    """What became of a row."""

    IMPORTED = "imported", _("импортировано")
    ALREADY = "already", _("уже есть")
    REFUSED = "refused", _("отклонено")


@dataclass(frozen=True)
class Outcome:
    """The Result of a row and, when it was refused, the reason in Russian; the keys of the files it has brought."""

    result: Result
    reason: str = ""
    file_ids: tuple = ()


class Importer:
    """Takes the rows of a Table into the library under `index`; the files lie in `folder` (a Path).

    They are published as «архив, без экспертизы» unless `publish` is false (then drafts); with `write` false all is
    checked and nothing is written. `user` is who does it.
    """

    def __init__(self, *, index, folder, publish=True, write=True, user=None):
        self.index, self.folder, self.publish, self.write, self.user = index, folder, publish, write, user
        self._books = read_books()
        self._taken = set()
        self._slugs = set()

    def take(self, table, row):
        """Import one Row of `table`, whole or not at all; return its Outcome."""
        try:
            return self._take(*table.values(row))
        except RowRefused as refusal:
            return Outcome(Result.REFUSED, str(refusal))

    def _take(self, values, stray):
        _demand_shape(values, stray)
        title = tidy(values["title"])
        sources = [find_source(self.folder, name.strip()) for name in values["file"].split("|") if name.strip()]
        hashes = sorted(source.sha256 for source in sources)
        if (title, *hashes) in self._taken or is_imported(title, hashes):
            return Outcome(Result.ALREADY)
        card = card_of(values, self._books)
        self._demand_free(card["slug"])
        for source in sources:
            check_source(source)
        file_ids = self._store(card, sources) if self.write else ()
        self._taken.add((title, *hashes))
        self._slugs.add(card["slug"])
        return Outcome(Result.IMPORTED, file_ids=file_ids)

    def _demand_free(self, slug):
        if slug and (slug in self._slugs or self.index.get_children().filter(slug=slug).exists()):
            raise RowRefused(f"Столбец «{COLUMNS['slug']}»: «{slug}» уже занят.")

    def _store(self, card, sources):
        try:
            with transaction.atomic():
                files = [self._store_file(source) for source in sources]
                create_material(
                    index=self.index,
                    files=[(file, "") for file in files],
                    expert_state=ExpertState.ARCHIVE if self.publish else ExpertState.NONE,
                    publish=self.publish,
                    user=self.user,
                    **card,
                )
        except ValidationError as error:
            raise RowRefused(" ".join(error.messages)) from error
        except FileRefused as refusal:
            raise RowRefused(refusal.reason) from refusal
        return tuple(file.pk for file in files)

    def _store_file(self, source):
        with source.path.open("rb") as content:
            return store_file(content=content, name=source.path.name, user=self.user)


def is_imported(title, hashes):
    """Tell whether the library has a material of this title with exactly these files (their sorted SHA-256)."""
    # By the hash first: it has an index, the title has none.
    pages = MaterialPage.objects.filter(files__file__sha256=hashes[0], title=title).prefetch_related("files__file")
    return any(sorted(entry.file.sha256 for entry in page.files.all() if entry.file) == hashes for page in pages)


def _demand_shape(values, stray):
    if stray:
        raise RowRefused(
            f"Под ячейкой «{stray[0][:40]}» нет столбца: значение, внутри которого есть разделитель, берут в кавычки."
        )
    for field in REQUIRED:
        if not values.get(field, "").strip(" |"):
            raise RowRefused(f"Столбец «{COLUMNS[field]}» пуст.")
