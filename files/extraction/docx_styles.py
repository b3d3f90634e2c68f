"""Styles of a DOCX file, as far as they bear on text: headings, page breaks, hidden text."""

import re
from dataclasses import dataclass

from files.extraction.archive import Archive
from files.extraction.markup import SKIP, Handler, parse

_HEADING_NAME = re.compile(r"(?:heading|заголовок)\s*\d", re.IGNORECASE)
BODY_LEVEL = 9


def is_on(attributes: dict[str, str]) -> bool:
    """The value of an on/off element such as w:vanish, which is on when it says nothing."""
    return attributes.get("w:val", "true") not in ("0", "false", "off")


def outline_level(attributes: dict[str, str]) -> int:
    """The level of a w:outlineLvl, 0 for the highest heading and 9 for body text."""
    value = attributes.get("w:val", "")
    return int(value) if value.isdecimal() else BODY_LEVEL


@dataclass
class Style:
    """One style; None stands for «as in the style it is based on»."""

    key: str
    name: str = ""
    based_on: str = ""
    outline: int | None = None
    page_break: bool | None = None
    hidden: bool | None = None


class Styles(Handler):
    """The styles of a document; `parts` are the names of its styles parts, one or none."""

    def __init__(self, archive: Archive, parts: list[str]):
        self._styles: dict[str, Style] = {}
        self._current: Style | None = None
        for part in parts[:1]:
            parse(archive.chunks(part), self)

    def is_heading(self, key: str) -> bool:
        """By its outline level or, when it has none, by name: «heading 1», «Заголовок 1», Heading1."""
        level = self._inherited(key, "outline")
        if level is not None:
            return level < BODY_LEVEL
        return any(_HEADING_NAME.match(style.name) or _HEADING_NAME.match(style.key) for style in self._chain(key))

    def begins_page(self, key: str) -> bool:
        """Does a paragraph in this style begin a page?"""
        return bool(self._inherited(key, "page_break"))

    def is_hidden(self, key: str) -> bool:
        """Is text in this style hidden?"""
        return bool(self._inherited(key, "hidden"))

    def _chain(self, key: str) -> list[Style]:
        chain: list[Style] = []
        while (style := self._styles.get(key)) and style not in chain:
            chain.append(style)
            key = style.based_on
        return chain or [Style(key)]

    def _inherited(self, key: str, trait: str) -> int | bool | None:
        values = (getattr(style, trait) for style in self._chain(key))
        return next((value for value in values if value is not None), None)

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if name == "w:style":
            self._current = Style(attributes.get("w:styleId", ""))
            self._styles[self._current.key] = self._current
        elif name in ("w:docDefaults", "w:latentStyles", "w:tblStylePr"):
            return SKIP
        elif self._current:
            self._note(self._current, name, attributes)
        return None

    def _note(self, style: Style, name: str, attributes: dict[str, str]) -> None:
        if name == "w:name":
            style.name = attributes.get("w:val", "")
        elif name == "w:basedOn":
            style.based_on = attributes.get("w:val", "")
        elif name == "w:outlineLvl":
            style.outline = outline_level(attributes)
        elif name == "w:pageBreakBefore":
            style.page_break = is_on(attributes)
        elif name == "w:vanish":
            style.hidden = is_on(attributes)

    def end(self, name: str) -> None:
        if name == "w:style":
            self._current = None
