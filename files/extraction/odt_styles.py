"""Styles of an ODT file, as far as they bear on text: page breaks and hidden text."""

from dataclasses import dataclass

from files.extraction.markup import Handler

PROPERTIES = frozenset({"style:paragraph-properties", "style:table-properties", "style:text-properties"})


@dataclass
class Style:
    """One style; None stands for «as in its parent»."""

    parent: str = ""
    break_before: bool | None = None
    break_after: bool | None = None
    hidden: bool | None = None


class OdtStyles(Handler):
    """Gathers style:style elements of styles.xml, then of content.xml, which may be based on the first.

    As a handler it is given both parts; in content.xml by the reader, which is a handler itself.
    """

    def __init__(self):
        self._styles: dict[str, Style] = {}
        self._current: Style | None = None

    def begins_page(self, name: str) -> bool:
        """Does what is in this style begin a page?"""
        return self._inherited(name, "break_before")

    def ends_page(self, name: str) -> bool:
        """Is the page at an end after it?"""
        return self._inherited(name, "break_after")

    def is_hidden(self, name: str) -> bool:
        """Is text in this style hidden?"""
        return self._inherited(name, "hidden")

    def _inherited(self, name: str, trait: str) -> bool:
        seen: set[str] = set()
        while name not in seen and (style := self._styles.get(name)):
            seen.add(name)
            value = getattr(style, trait)
            if value is not None:
                return value
            name = style.parent
        return False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style:style":
            self._current = Style(attributes.get("style:parent-style-name", ""))
            if attributes.get("style:master-page-name"):
                self._current.break_before = True  # another page layout can only begin on another page
            self._styles[attributes.get("style:name", "")] = self._current
        elif name in PROPERTIES and self._current:
            self._note(self._current, attributes)

    def _note(self, style: Style, attributes: dict[str, str]) -> None:
        if value := attributes.get("fo:break-before"):
            style.break_before = style.break_before or value == "page"
        if value := attributes.get("fo:break-after"):
            style.break_after = value == "page"
        if value := attributes.get("text:display"):
            style.hidden = value == "none"

    def end(self, name: str) -> None:
        if name == "style:style":
            self._current = None
