"""The body of a page as parts of a Document, and parts as blocks of a body: what is read on the site goes home the same.

Pictures and videos are named in words: a document carries what was written.
"""

import uuid
from functools import singledispatch
from html.parser import HTMLParser

from django.utils.html import escape
from django.utils.text import Truncator

from files.writers.document import Bullets, Heading, Paragraph, Table

# What a block of the body takes at most (home.blocks).
LINE_LENGTH = 600
TITLE_LENGTH, CAPTION_LENGTH = 160, 200


def parts_of_body(body):
    """Return the parts (files.writers.document) of `body`, a StreamValue with the blocks of home.body, in their order."""
    return [part for block in body for part in parts_of_block(block)]


def parts_of_block(block):
    """Return the parts of one block of a body; a block that this door does not know has none."""
    reader = READERS.get(block.block_type)
    return reader(block.value) if reader else []


def raw_blocks(parts):
    """Return the raw StreamField value of `parts`, each block with an id of its own."""
    return [{"id": str(uuid.uuid4()), **_raw(part)} for part in parts]


def _text(value):
    return _RichText.parts_of(value.source)


def _heading(value):
    return [Heading(value["text"], int(value["level"]))]


def _list(value):
    return [Bullets(tuple(value["lines"]), ordered=bool(value["ordered"]))]


def _table(value):
    if not value.header:
        return []
    width = len(value.header)
    rows = tuple(tuple((*row, *[""] * width)[:width]) for row in value.rows)
    titled = bool(value["first_column_is_header"])
    return [Table(rows, tuple(value.header), caption=value["caption"] or "", titled=titled)]


def _quote(value):
    source = ", ".join(filter(None, (value["author"], value["source"])))
    return [Paragraph(f"«{value['text']}»{f' — {source}' if source else ''}")]


def _callout(value):
    return [Paragraph(". ".join(filter(None, (value["title"], value["text"]))))]


def _picture(value):
    caption = value["caption"] or value["alt"]
    return [Paragraph(f"[{caption}]", muted=True)] if caption else []


def _video(value):
    return [Paragraph(f"{value['title']}: {value['url']}", muted=True)]


def _titled(value):
    return [part for one in value["parts"] for part in (Heading(one["title"], 3), *_text(one["text"]))]


def _files(value):
    names = tuple(str(file) for file in value["files"] if file)
    return (
        [Paragraph(value["title"]), Bullets(names)] if names and value["title"] else [Bullets(names)] if names else []
    )


READERS = {
    "text": _text,
    "heading": _heading,
    "list": _list,
    "table": _table,
    "quote": _quote,
    "callout": _callout,
    "image": _picture,
    "video": _video,
    "accordion": _titled,
    "steps": _titled,
    "files": _files,
}


class _RichText(HTMLParser):
    """Paragraphs and lists of an editor's rich text, without marks inside them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.items, self.words, self.ordered = [], None, [], False

    @classmethod
    def parts_of(cls, html):
        """Return the Paragraphs and Bullets of `html`."""
        reader = cls()
        reader.feed(html)
        reader.close()
        reader._end_text()
        return reader.parts

    def handle_starttag(self, tag, attrs):
        if tag in ("ol", "ul"):
            self._end_text()
            self.items, self.ordered = [], tag == "ol"
        elif tag in ("p", "li"):
            self._end_text()
        elif tag == "br":
            self.words.append("\n")

    def handle_endtag(self, tag):
        if tag in ("p", "li"):
            self._end_text()
        elif tag in ("ol", "ul") and self.items is not None:
            self._end_text()
            if self.items:
                self.parts.append(Bullets(tuple(self.items), self.ordered))
            self.items = None

    def handle_data(self, data):
        self.words.append(data)

    def _end_text(self):
        lines = (" ".join(line.split()) for line in "".join(self.words).split("\n"))
        text, self.words = "\n".join(line for line in lines if line), []
        if not text:
            return
        if self.items is None:
            self.parts.append(Paragraph(text))
        else:
            self.items.append(text)


@singledispatch
def _raw(part):
    raise TypeError(f"{type(part).__name__} is no part of a body")


@_raw.register
def _raw_heading(part: Heading):
    return {"type": "heading", "value": {"text": _fit(part.text, TITLE_LENGTH), "level": str(part.level)}}


@_raw.register
def _raw_paragraph(part: Paragraph):
    lines = "<br/>".join(escape(line) for line in part.text.split("\n"))
    return {"type": "text", "value": f"<p>{lines}</p>"}


@_raw.register
def _raw_bullets(part: Bullets):
    lines = [_fit(item, LINE_LENGTH) for item in part.items]
    return {"type": "list", "value": {"lines": lines, "ordered": part.ordered}}


@_raw.register
def _raw_table(part: Table):
    rows = [[_cell(cell) for cell in row] for row in (part.head, *part.rows)]
    table = {"data": rows, "first_row_is_table_header": True, "first_col_is_header": part.titled, "cell": []}
    caption = _fit(part.caption, CAPTION_LENGTH)
    return {"type": "table", "value": {"caption": caption, "table": table, "first_column_is_header": part.titled}}


def _cell(value):
    return "\n".join(value.items) if isinstance(value, Bullets) else str(value)


def _fit(text, length):
    return Truncator(text).chars(length)
