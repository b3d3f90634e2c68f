"""The judged files as an expert reads them: pictures of the first pages, and the text page by page."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from files.enums import TextState
from files.leaves import NUMBERED, leaves_of

# So much stands beside the sheet at once; the rest is a press away.
MOST_LEAVES = 24
MOST_CHARACTERS = 40_000
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class LeafShown:
    """A page, slide or passage: its number from 1, what people call it, its lines.

    `page` is what a remark names as the page; None where the file has headings and no pages: there `heading` is.
    """

    number: int
    label: str
    lines: list
    page: int | None
    heading: str


@dataclass(frozen=True)
class FileShown:
    """A judged file. `stored` is None while there is no copy without names; `note` says so, or why there is no text."""

    round_file: object
    stored: object
    leaves: list
    total: int
    next_leaf: int | None
    note: str

    @property
    def title(self):
        """What the expert calls it."""
        return self.round_file.title_for_expert

    @property
    def pictures(self):
        """Pictures of the first pages."""
        return list(self.stored.preview_pages.all()) if self.stored else []


def judged_files(review_round):
    """Return the RoundFile rows with what experts read of them: three queries, however many files."""
    field = "clean_file" if review_round.hides_authors else "file"
    return list(review_round.files.select_related(f"{field}__filetext").prefetch_related(f"{field}__preview_pages"))


def shown_files(round_files, *, leaves=MOST_LEAVES, characters=MOST_CHARACTERS):
    """Return [FileShown, …]: together at most so many leaves and characters, the rest is left for `shown_part`."""
    shown = []
    for round_file in round_files:
        one = shown_part(round_file, 1, leaves=leaves, characters=characters)
        leaves -= len(one.leaves)
        characters -= sum(len(line) for leaf in one.leaves for line in leaf.lines)
        shown.append(one)
    return shown


def shown_part(round_file, first, *, leaves=MOST_LEAVES, characters=MOST_CHARACTERS):
    """Return the FileShown of one file from the leaf `first` (≥ 1) on."""
    stored = round_file.for_expert
    reading = getattr(stored, "filetext", None) if stored else None
    if reading is None or reading.state != TextState.DONE:
        return FileShown(round_file, stored, [], 0, None, stored.reading_label if stored else "")
    found = leaves_of(reading.text, reading.places)
    has_pages = any(place[1] in NUMBERED for place in reading.places)
    part = []
    for number, leaf in enumerate(found[first - 1 : first - 1 + max(leaves, 0)], start=first):
        if characters <= 0:
            break
        characters -= leaf.end - leaf.start
        part.append(_leaf_shown(reading.text, leaf, number, has_pages))
    following = first + len(part)
    return FileShown(
        round_file, stored, part, len(found), following if following <= len(found) else None, reading.reason
    )


def _leaf_shown(text, leaf, number, has_pages):
    lines = [line for line in text[leaf.start : leaf.end].splitlines() if line.strip()]
    if lines and lines[0].strip() == leaf.label:
        # A passage is called by its heading, which is its first line too.
        lines = lines[1:]
    page = NUMBER.search(leaf.label) if has_pages else None
    heading = "" if has_pages else leaf.label
    return LeafShown(number, leaf.label or _("Часть %d") % number, lines, int(page[0]) if page else None, heading)
