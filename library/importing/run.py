"""One row after another: checked whole, then written whole."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from files.actions import keep_bytes, record_file
from files.sniffing import FileRefused
from library.creating import create_material
from library.enums import ExpertState
from library.importing.cards import card_of
from library.importing.columns import COLUMNS, REQUIRED
from library.importing.errors import RowRefused
from library.importing.sources import check_source, find_source
from library.importing.words import read_books, tidy
from library.models import MaterialFile, MaterialPage


class Result(TextChoices):
    """What became of a row."""

    IMPORTED = "imported", _("импортировано")
    ALREADY = "already", _("уже есть")
    REFUSED = "refused", _("отклонено")


@dataclass(frozen=True)
class Outcome:
    """The Result of a row; when it was refused, the reason in Russian; else the MaterialPage it has brought or found."""

    result: Result
    reason: str = ""
    material: MaterialPage | None = None


@dataclass(frozen=True)
class Ready:
    """A row that only waits to be written: the card, the hashes of its files, their KeptFiles."""

    card: dict
    hashes: list
    kept: list


class Importer:
    """Takes the rows of a Table into the library under `index`; the files lie in `folder` (a Path).

    They are published as «архив, без экспертизы» unless `publish` is false (then drafts); with `write` false all is
    checked and nothing is written. `user` is who does it.
    """

    def __init__(self, *, index, folder, publish=True, write=True, user=None):
        self.index, self.folder, self.publish, self.user = index, folder, publish, user
        self._write = write
        self._books = read_books()
        self._taken = set()
        self._slugs = set()

    def take(self, table, row):
        """Import one Row of `table`, whole or not at all; return its Outcome."""
        ready = self.prepare(table, row)
        if isinstance(ready, Outcome):
            return ready
        self._taken.add((ready.card["title"], *ready.hashes))
        self._slugs.add(ready.card["slug"])
        return self.write(ready) if self._write else Outcome(Result.IMPORTED)

    def prepare(self, table, row):
        """Do all that is slow for a Row, the copying of its files too, and write no record; return Ready or an Outcome."""
        try:
            return self._prepare(*table.values(row))
        except RowRefused as refusal:
            return Outcome(Result.REFUSED, str(refusal))

    def write(self, ready):
        """Write a Ready row in a transaction of its own; return its Outcome."""
        card, hashes = ready.card, ready.hashes
        try:
            with transaction.atomic():
                # Once more: another row, or another person, may have been quicker.
                if twin := twin_of(card["title"], hashes):
                    return Outcome(Result.ALREADY, material=twin)
                self._demand_free(card["slug"], ())
                files = [record_file(kept=kept, user=self.user) for kept in ready.kept]
                material = create_material(
                    index=self.index,
                    files=[(file, "") for file in files],
                    expert_state=ExpertState.ARCHIVE if self.publish else ExpertState.NONE,
                    publish=self.publish,
                    user=self.user,
                    **card,
                )
        except RowRefused as refusal:
            return Outcome(Result.REFUSED, str(refusal))
        except ValidationError as error:
            return Outcome(Result.REFUSED, " ".join(error.messages))
        return Outcome(Result.IMPORTED, material=material)

    def _prepare(self, values, stray):
        _demand_shape(values, stray)
        title = tidy(values["title"])
        sources = [find_source(self.folder, name.strip()) for name in values["file"].split("|") if name.strip()]
        hashes = sorted(source.sha256 for source in sources)
        if (title, *hashes) in self._taken:
            return Outcome(Result.ALREADY)
        if twin := twin_of(title, hashes):
            return Outcome(Result.ALREADY, material=twin)
        card = card_of(values, self._books)
        self._demand_free(card["slug"], self._slugs)
        for source in sources:
            check_source(source)
        return Ready(card, hashes, [self._keep(source) for source in sources] if self._write else [])

    def _demand_free(self, slug, taken):
        # Not `get_children`: the copy of the library in memory may still believe that it has none.
        if slug and (slug in taken or Page.objects.child_of(self.index).filter(slug=slug).exists()):
            raise RowRefused(f"Столбец «{COLUMNS['slug']}»: «{slug}» уже занят.")

    def _keep(self, source):
        try:
            with source.path.open("rb") as content:
                return keep_bytes(content=content, name=source.path.name)
        except FileRefused as refusal:
            raise RowRefused(refusal.reason) from refusal


def twin_of(title, hashes):
    """Return the material of this title with exactly these files (their sorted SHA-256), None where there is none."""
    # By the hash first: it has an index, the title has none. Mostly there is none, and nothing more is read.
    same = MaterialFile.objects.filter(file__sha256=hashes[0], page__title=title).values_list("page", flat=True)
    for page in sorted(set(same)):
        files = MaterialFile.objects.filter(page=page, file__isnull=False)
        if sorted(files.values_list("file__sha256", flat=True)) == hashes:
            return MaterialPage.objects.get(pk=page)
    return None


def _demand_shape(values, stray):
    if stray:
        raise RowRefused(
            f"Под ячейкой «{stray[0][:40]}» нет столбца: значение, внутри которого есть разделитель, берут в кавычки."
        )
    for field in REQUIRED:
        if not values.get(field, "").strip(" |"):
            raise RowRefused(f"Столбец «{COLUMNS[field]}» пуст.")
