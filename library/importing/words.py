"""Finding a record by the word that a person wrote for it."""

import difflib
import re
from dataclasses import dataclass

from home.models import Audience, Level, Subject
from library.enums import Language
from library.importing.errors import RowRefused
from library.models import Licence, MaterialKind
from programmes.models import GroupPage, ProgrammePage, SubprojectPage

LIKENESS = 0.3
_SPACES = re.compile(r"\s+")


def tidy(text):
    """Return `text` on one line with single spaces."""
    return _SPACES.sub(" ", text).strip()


def key_of(text):
    """Return what two spellings of one word have in common: no case, «е» for «ё», single spaces."""
    return tidy(text).casefold().replace("ё", "е")


def nearest(text, names):
    """Return the one of `names` that is most like `text`; None when none is like it at all."""
    names_by_key = {key_of(name): name for name in names}
    found = difflib.get_close_matches(key_of(text), names_by_key, n=1, cutoff=LIKENESS)
    return names_by_key[found[0]] if found else None


def unknown(column, text, names):
    """Return the sentence about a word nobody knows in `column`, with the nearest of `names`."""
    guess = nearest(text, names)
    hint = f"; может быть, «{guess}»?" if guess else "."
    return f"Столбец «{column}»: не знаю «{text}»{hint}"


class Book:
    """Records of one column, found by any of their names.

    `entries` are (record, name, other names) triples; `column` is the column's Russian name, for refusals.
    """

    def __init__(self, column, entries):
        self.column = column
        self.names = []
        self._found, self._parts = {}, {}
        for record, name, others in entries:
            self.names.append(name)
            for key in {key_of(str(word)) for word in (name, *others)}:
                self._found.setdefault(key, []).append(record)
            for part in {key_of(part) for part in name.split(",")}:
                self._parts.setdefault(part, []).append(record)

    def find(self, text):
        """Return the record called `text`: its whole name, or a part of it, «конспект» of «Сценарий, конспект».

        Raises RowRefused for a word that none or several have.
        """
        found = self._found.get(key_of(text)) or self._parts.get(key_of(text), [])
        if not found:
            raise RowRefused(unknown(self.column, text, self.names))
        if len(found) > 1:
            raise RowRefused(f"Столбец «{self.column}»: «{text}» подходит к нескольким записям.")
        return found[0]


@dataclass(frozen=True)
class Books:
    """All lists that a row may name, read once for the whole table."""

    kinds: Book
    subjects: Book
    levels: Book
    audiences: Book
    licences: Book
    languages: Book
    programmes: Book
    subprojects: Book
    # {pk of a programme: Book of its subprojects}
    subprojects_of: dict
    # [(a council or group, pk of the programme it stands under or None)]
    groups: list

    def groups_for(self, programme):
        """Return the Book of the groups that a work of `programme` may name; None: of all groups."""
        wanted = [page for page, owner in self.groups if programme is None or owner in (None, programme.pk)]
        return Book("группа", [(page, page.title, [page.slug]) for page in wanted])


def read_books():
    """Return the Books of what the database has now; retired words are left out."""
    programmes = list(ProgrammePage.objects.all())
    subprojects = list(SubprojectPage.objects.all())
    return Books(
        kinds=_vocabulary("вид", MaterialKind),
        subjects=_vocabulary("предметы", Subject),
        levels=_vocabulary("уровни", Level),
        audiences=_vocabulary("кому", Audience),
        licences=_vocabulary("лицензия", Licence),
        languages=Book("язык", [(language, str(language.label), [language.value]) for language in Language]),
        programmes=Book("программа", [(page, page.title, [page.slug]) for page in programmes]),
        subprojects=_subprojects(subprojects),
        subprojects_of={
            programme.pk: _subprojects([page for page in subprojects if page.is_child_of(programme)])
            for programme in programmes
        },
        groups=[
            (page, next((above.pk for above in programmes if page.is_descendant_of(above)), None))
            for page in GroupPage.objects.all()
        ],
    )


def _vocabulary(column, model):
    return Book(column, [(word, word.name, [word.code]) for word in model.objects.active()])


def _subprojects(pages):
    numbers = [[] if page.number is None else [page.number] for page in pages]
    return Book("подпроект", [(page, page.title, others) for page, others in zip(pages, numbers, strict=True)])
