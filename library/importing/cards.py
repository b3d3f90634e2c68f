"""From the texts of a row to the card of a material."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from library.importing.columns import COLUMNS
from library.importing.errors import RowRefused
from library.importing.words import tidy
from library.models import MaterialAuthor, MaterialLink, MaterialPage

SEVERAL = re.compile("[;|]")
LINKS = re.compile(r"\|")
KEYWORDS = re.compile("[,;|]")
YEAR = re.compile(r"(?:[0-3]?\d\.[01]?\d\.)?(?P<year>\d{4})(?:\s*(?:г\.?|год|года))?(?:\s+\d\d:\d\d)?", re.IGNORECASE)
CHECKED = frozenset(
    {
        "title",
        "slug",
        "annotation",
        "kind",
        "organisation",
        "programme",
        "subproject",
        "group",
        "year",
        "language",
        "keywords",
    }
)


def parts_of(text, separator):
    """Return the filled parts of `text` between separators (a compiled expression), each on one line."""
    return [part for part in map(tidy, separator.split(text)) if part]


def card_of(values, books):
    """Return the arguments of `create_material` that the {field: text} of a row gives, without files.

    `books` are the Books of known words. Raises RowRefused with everything that is wrong in the first faulty column.
    """
    card = {field: tidy(values.get(field, "")) for field in ("title", "organisation", "slug")}
    card["annotation"] = values.get("annotation", "")
    card["keywords"] = ", ".join(parts_of(values.get("keywords", ""), KEYWORDS))
    for field in ("subjects", "levels", "audiences"):
        book = getattr(books, field)
        # A word written twice is one word.
        card[field] = list(dict.fromkeys(book.find(word) for word in parts_of(values.get(field, ""), SEVERAL)))
    for field, book in (("kind", books.kinds), ("language", books.languages), ("licence", books.licences)):
        if field in values:
            card[field] = book.find(values[field])
    card.update(_place(values, books))
    if card["slug"]:
        _demand_latin(card["slug"])
    if "year" in values:
        card["year"] = _year(values["year"])
    card["authors"] = parts_of(values.get("authors", ""), SEVERAL)
    card["links"] = [_link(part) for part in parts_of(values.get("links", ""), LINKS)]
    _validate(card)
    return card


def _place(values, books):
    """Return the programme, the subproject and the group; a subproject or a group alone brings its programme."""
    programme = books.programmes.find(values["programme"]) if "programme" in values else None
    found = {}
    if "subproject" in values:
        book = books.subprojects_of[programme.pk] if programme else books.subprojects
        found["subproject"] = book.find(values["subproject"])
        programme = programme or found["subproject"].get_parent().specific
    if "group" in values:
        # Every programme has its council: within a programme only its own groups and the centre's are asked.
        found["group"] = books.groups_for(programme).find(values["group"])
        programme = programme or found["group"].owner_programme
    return {"programme": programme, **found}


def _year(text):
    """«2014», «2014 г.», a date of that year."""
    found = YEAR.fullmatch(text)
    if not found:
        raise RowRefused(f"Столбец «год»: «{text}» — не год.")
    return int(found["year"])


def _demand_latin(slug):
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise RowRefused(f"Столбец «{COLUMNS['slug']}»: «{slug}» — нужны латинские буквы, цифры и дефисы.") from error


def _link(text):
    title, equals, url = text.partition("=")
    if not equals or text.startswith(("http://", "https://")):
        title, url = text, text
    return title.strip(), url.strip()


def _validate(card):
    """Ask the models what they think of the card before anything is written."""
    fields = {field: value for field, value in card.items() if field in CHECKED}
    unchecked = {field.name for field in MaterialPage._meta.get_fields()} - CHECKED
    # Without an address of its own the page gets one from the title.
    _ask(MaterialPage(**fields), unchecked if card["slug"] else unchecked | {"slug"})
    for name in card["authors"]:
        _ask(MaterialAuthor(name=name), {"page", "user"}, column="authors")
    for title, url in card["links"]:
        _ask(MaterialLink(title=title, url=url), {"page"}, column="links")


def _ask(record, unchecked, column=None):
    try:
        record.clean_fields(exclude=unchecked)
    except ValidationError as error:
        raise RowRefused(_sentences(error, column)) from error


def _sentences(error, column):
    return " ".join(
        f"Столбец «{COLUMNS[column or field]}»: {' '.join(messages)}" for field, messages in error.message_dict.items()
    )
