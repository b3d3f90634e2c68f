"""From the plain structures of `demo/pages.yaml` to the blocks of a page's body."""

from django.utils.html import escape


def to_stream(blocks):
    """Return the raw StreamField value of a list of {"type": …} structures."""
    return [{"type": block["type"], "value": MAKERS[block["type"]](block)} for block in blocks]


def paragraphs_to_stream(paragraphs):
    """Return the raw StreamField value of plain paragraphs."""
    return [{"type": "text", "value": _paragraphs(paragraphs)}] if paragraphs else []


def _paragraphs(paragraphs):
    return "".join(f"<p>{escape(' '.join(text.split()))}</p>" for text in paragraphs)


def _parts(block):
    return {"parts": [{"title": item["title"], "text": _paragraphs([item["text"]])} for item in block["items"]]}


def _table(block):
    rows = [block["header"], *block["rows"]]
    table = {"data": rows, "first_row_is_table_header": True, "first_col_is_header": False, "cell": []}
    return {"caption": block["caption"], "table": table, "first_column_is_header": True}


MAKERS = {
    "text": lambda block: _paragraphs(block["paragraphs"]),
    "heading": lambda block: {"text": block["text"], "level": "2"},
    "list": lambda block: {
        "lines": block["items"],
        "ordered": bool(block.get("ordered")),
    },
    "quote": lambda block: {"text": block["text"], "author": block.get("author", ""), "source": ""},
    "callout": lambda block: {"kind": block["kind"], "title": block.get("title", ""), "text": block["text"]},
    "accordion": _parts,
    "steps": _parts,
    "table": _table,
}
