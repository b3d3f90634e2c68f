"""RTF: its text without pictures, by pages when its page breaks are as many as the editor counted."""

import re

from striprtf.striprtf import rtf_to_text

from files.extraction.assembly import Document
from files.extraction.flow import page_count, split_pages, total_pages
from files.extraction.limits import Limits

# The encoding of old Russian files that do not name theirs.
ENCODING = "cp1251"
PAGE_BREAK = "\f"
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
# Pictures and embedded objects are long runs of hexadecimal digits: most of a large file.
_HEX = re.compile(rb"[0-9a-fA-F\r\n]{200,}")
_PAGES = re.compile(rb"\\nofpages(\d{1,5})\b")
# The library knows these words by other names, or drops what they stand for.
_WORDS = (
    (re.compile(rb"\\page(?![a-zA-Z])"), rb"\\'0c"),
    (re.compile(rb"\\(?:nest)?cell(?![a-zA-Z])"), rb"\\tab"),
    (re.compile(rb"(?:\\\*)?\\footnote(?![a-zA-Z])"), rb"\\line"),
    # The library looks for links with a pattern whose time grows with the cube of a line; with a space it finds none.
    (re.compile(rb"\\fldinst\{"), rb"\\fldinst {"),
)


def read(path: str, limits: Limits) -> Document:
    """The text of an RTF file with its footnotes, without headers and text boxes."""
    with open(path, "rb") as file:
        data = _HEX.sub(b"", _without_binary(file.read()))
    found = _PAGES.search(data)
    for pattern, word in _WORDS:
        data = pattern.sub(word, data)
    text = _whole_letters(rtf_to_text(data.decode(ENCODING, errors="replace"), encoding=ENCODING, errors="replace"))
    pages = page_count(found.group(1).decode()) if found else 0
    sections = split_pages(text, pages)
    return Document(sections, total_pages(sections, pages))


def _whole_letters(text: str) -> str:
    """Letters of rare scripts and smileys stand in a file as two halves."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _without_binary(data: bytes) -> bytes:
    """The file without raw bytes of pictures, in which any bracket may stand."""
    kept, position = [], 0
    while found := _BINARY.search(data, position):
        kept.append(data[position : found.start()])
        position = found.end() + int(found.group(1))
    return b"".join([*kept, data[position:]])
