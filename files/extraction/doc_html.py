"""A web page under the name of a Word or Excel file: its text, by headings where there are any."""

import re
from html.parser import HTMLParser

from files.extraction.assembly import Document
from files.extraction.flow import Flow
from files.extraction.limits import Limits
from files.extraction.txt import BOMS, BYTES_PER_CHAR, decode

HEADINGS = frozenset({"h1", "h2", "h3"})
BLOCKS = HEADINGS | frozenset(
    {"address", "article", "blockquote", "dd", "div", "dt", "h4", "h5", "h6", "li", "p", "pre", "section", "table"}
    | {"title", "tr"}
)
BREAKS = {"br": "\n", "td": "\t", "th": "\t"}
SILENT = frozenset({"script", "style", "xml", "template", "noscript"})
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-z0-9_-]{3,20})", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
HEAD_BYTES = 8192
MARKUP_SHARE = 8  # a page of Word's has several times more markup than text


def read(path: str, limits: Limits) -> Document:
    """The text of a web page without its scripts and styles. Raises Unreadable when its encoding is not known."""
    with open(path, "rb") as file:
        data = file.read(limits.text_chars * BYTES_PER_CHAR * MARKUP_SHARE)
    page = _Page()
    page.feed(_without_comments(_decoded(data)))
    page.close()
    return Document(page.sections())


def _decoded(data: bytes) -> str:
    """The page by its order mark, by what it says of itself, or by its letters."""
    named = _CHARSET.search(data, 0, HEAD_BYTES)
    if named and not data.startswith(tuple(BOMS)):
        try:
            return data.decode(named.group(1).decode(), errors="replace")
        except LookupError:
            pass  # an encoding nobody knows: the letters tell
    return decode(data)


def _without_comments(page: str) -> str:
    """The page up to a comment that never ends: the parser's time grows with the square of such comments."""
    kept, position = [], 0
    while (start := page.find("<!--", position)) >= 0:
        kept.append(page[position:start])
        end = page.find("-->", start)
        if end < 0:
            return "".join(kept)
        position = end + 3
    return "".join([*kept, page[position:]])


class _Page(HTMLParser):
    """Gathers the text of a page in a flow; tags that are not closed leave no paragraph open in another."""

    def __init__(self):
        super().__init__()
        self._flow = Flow()
        self._silent = 0
        self._flow.open()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag in BLOCKS:
            self._flow.close()
            self._flow.open(heading=tag in HEADINGS)
        elif tag in BREAKS:
            self._flow.write(BREAKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in BLOCKS:
            self._flow.close()
            self._flow.open()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._flow.write(_WHITE_SPACE.sub(" ", data))

    def sections(self) -> list:
        """Parts of the finished page by headings; at least one."""
        self._flow.close()
        return self._flow.sections(0)
