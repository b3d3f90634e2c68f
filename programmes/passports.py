"""The passport of a programme or of its part as a document: one for the page, the print, the DOCX and the PDF (B.2, F4-01)."""

from dataclasses import dataclass, field, replace

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from files.writers import Bullets, Document, Heading, Table
from home.models import SiteSettings
from programmes.block_values import listed

# The two-column table in the order in which such passports are written: fields, what is computed, kinds of blocks.
ROWS = (
    *("full_title", "kind_label", "characteristics", "epigraph_text", "developers", "customer", "legal_basis"),
    *(
        "strategic_goal",
        "goal",
        "tasks",
        "period_label",
        "dates_label",
        "current_stage",
        "territory",
        "geography",
        "audience",
    ),
    *("participants", "executors", "main_events", "forms", "products", "control", "resources", "finance"),
    *("success_conditions", "prospects"),
)
# What is written one to a line.
LISTS = {
    *("goal", "developers", "customer", "executors", "participants", "main_events", "forms", "products", "control"),
    *("success_conditions", "prospects"),
}
# The order is a part of what they say.
NUMBERED = {"tasks", "prospects"}
COMPUTED = {
    "kind_label": _("Вид"),
    "period_label": _("Сроки реализации"),
    "dates_label": _("Начало и окончание"),
    "epigraph_text": _("Эпиграф"),
}
# What the programme's own page says of its passport; the rest is one step away.
BRIEF = ("characteristics", "current_stage", "strategic_goal", "customer", "developers", "participants")


@dataclass(frozen=True)
class Row:
    """A row of the two-column table: its title, and a text or Bullets."""

    title: str
    value: object


@dataclass(frozen=True)
class Section:
    """A part with a heading and a table of its own; `anchor` is its address on the page."""

    anchor: str
    title: str
    parts: list


@dataclass(frozen=True)
class Passport:
    """All that a page's passport says."""

    rows: list[Row] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def passport_of(page):
    """Return the Passport of a ProgrammePage or SubprojectPage; nothing empty is in it."""
    by_kind, sections = {}, []
    for block in page.passport:
        value = block.value
        if value.is_row:
            by_kind.setdefault(block.block_type, []).append(Row(value.title, value.cell))
        elif parts := value.parts:
            sections.append(Section(f"part-{len(sections) + 1}", value.title, parts))
    rows = []
    for name in ROWS:
        rows += field_rows(page, name) + by_kind.pop(name, [])
    rows += [row for kind in by_kind.values() for row in kind]
    return Passport([row for row in rows if row.value], sections)


def field_rows(page, name):
    """Return [Row] of one field or property of `page`, [] where the page has none or it is empty."""
    text = getattr(page, name, "")
    if not text:
        return []
    title = COMPUTED.get(name) or page._meta.get_field(name).verbose_name
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    numbered = name in NUMBERED
    value = listed(lines, numbered) if numbered or name in LISTS else text
    return [Row(capfirst(str(title)), capfirst(value) if isinstance(value, str) else value)]


def brief_passport(page):
    """Return {"passport_rows": [Row]}: the few rows that the page itself shows."""
    return {"passport_rows": [row for name in BRIEF for row in field_rows(page, name)]}


def passport_document(page):
    """Return the passport of `page` as a Document for DOCX and PDF, with the day of its own last change (D4.7)."""
    # Imported here: the history is built from the models, whose pages read this module.
    from programmes.passport_history import dated_line

    return Document(
        title=page.title,
        subtitle=". ".join(filter(None, [str(page.passport_name), dated_line(page)])),
        publisher=SiteSettings.objects.values_list("centre_name", flat=True).first() or "",
        parts=_document_parts(page),
    )


def passport_words(page):
    """Return every word of the passport of `page` as one text, for search."""
    return "\n".join(word for part in _document_parts(page) for word in words_of(part) if word)


def _document_parts(page):
    passport = passport_of(page)
    rows = tuple((row.title, row.value) for row in passport.rows)
    parts = [Table(rows=rows, widths=(1, 2), titled=True)] if rows else []
    for section in passport.sections:
        # What the table is stands right above it: a caption would say it twice.
        tables = [replace(part, caption="") if isinstance(part, Table) else part for part in section.parts]
        parts += [Heading(section.title), *tables]
    return parts


def words_of(part):
    """Yield the texts of a part of a document or of a cell of its table, in order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Bullets):
        yield from part.items
    elif isinstance(part, Table):
        for row in part.rows:
            for cell in row:
                yield from words_of(cell)
    else:
        yield part.text
