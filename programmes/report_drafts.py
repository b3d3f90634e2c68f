"""What of a report's body the site has written and what people have: so that fresh data never take a word from anybody.

Every block that the site writes has an id. `written` keeps the ids of each section and a mark of their words; where the
words are others now, people were at work.
"""

from dataclasses import dataclass
from hashlib import sha256

from files.writers import Heading, parts_of_body, raw_blocks
from home.body import BodyBlock
from programmes.enums import SectionChange
from programmes.report_sections import Section


@dataclass(frozen=True)
class SectionDiff:
    """What fresh data would do to one section: `change` (SectionChange) and the Section as the site would write it now."""

    section: Section
    change: str

    @property
    def code(self):
        """The section's code."""
        return self.section.code

    @property
    def preview(self):
        """The fresh parts as [(kind, part)] for a template."""
        return [(type(part).__name__.lower(), part) for part in self.section.parts]

    @property
    def label(self):
        """The change in words."""
        return SectionChange(self.change).label

    @property
    def is_people(self):
        """True where only a person's word lets the site write here."""
        return self.change in (SectionChange.KEPT, SectionChange.REMOVED)


def write_sections(sections):
    """Return (raw body, written) of a new draft made of `sections`."""
    raw, written = [], {}
    for section in sections:
        blocks = _blocks_of(section)
        raw += blocks
        written[section.code] = _record(blocks)
    return raw, written


def compare(raw, written, sections):
    """Return a SectionDiff for each of `sections` against a draft's `raw` body and what the site has `written` there."""
    by_id = {block.get("id"): block for block in raw}
    return [SectionDiff(section, _change(section, written.get(section.code), by_id)) for section in sections]


def merge(raw, written, diffs, replace=()):
    """Return (raw body, written) with fresh data in every section that people have left alone, and in those of `replace`.

    replace   codes of sections whose blocks are written anew although people have changed or removed them
    """
    raw, written = list(raw), dict(written)
    for diff in diffs:
        fresh = diff.change in (SectionChange.NEW, SectionChange.UPDATED)
        if not fresh and not (diff.is_people and diff.code in replace):
            continue
        blocks = _blocks_of(diff.section)
        old = set(written.get(diff.code, {}).get("ids", ()))
        place = next((number for number, block in enumerate(raw) if block.get("id") in old), len(raw))
        raw[place:place] = blocks
        raw = [block for block in raw if block.get("id") not in old]
        written[diff.code] = _record(blocks)
    return raw, written


def _change(section, record, by_id):
    if record is None:
        return SectionChange.NEW
    blocks = [by_id[pk] for pk in record["ids"] if pk in by_id]
    if not blocks:
        return SectionChange.REMOVED
    if len(blocks) < len(record["ids"]) or _mark(blocks) != record["mark"]:
        return SectionChange.KEPT
    return SectionChange.SAME if _mark(_blocks_of(section)) == record["mark"] else SectionChange.UPDATED


def _blocks_of(section):
    return raw_blocks([Heading(section.title), *section.parts])


def _record(blocks):
    return {"ids": [block["id"] for block in blocks], "mark": _mark(blocks)}


def _mark(blocks):
    """Return a mark of the words of raw blocks: an editor's form may store the same words in another shape."""
    parts = parts_of_body(BodyBlock().to_python(blocks))
    return sha256(repr(parts).encode()).hexdigest()[:32]
