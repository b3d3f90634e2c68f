"""Blocks → plain text."""

from textwrap import fill

from .markdown import Heading, Listing, Paragraph, Table, parse, plain


def plain_text(head, body):
    """The same source as plain text: headings underlined, tables as lines «столбец: значение»."""
    parts = ["\n".join([head["title"].upper(), *(head[key] for key in ("subtitle", "byline") if head.get(key))])]
    for block in parse(body):
        match block:
            case Heading():
                parts.append(f"{plain(block.text)}\n{'=-~'[block.level - 1] * len(plain(block.text))}")
            case Paragraph():
                parts.append(fill(plain(block.text), 88, initial_indent="! " if block.boxed else ""))
            case Listing():
                parts.append("\n".join(_lines(block, "")))
            case Table():
                parts.append("\n\n".join(_record(block.rows[0], row) for row in block.rows[1:]))
    return "\n\n".join(parts) + "\n"


def _lines(listing, indent):
    for number, item in enumerate(listing.items, start=listing.start):
        mark = f"{indent}{number}. " if listing.ordered else f"{indent}- "
        yield fill(plain(item.text), 88, initial_indent=mark, subsequent_indent=" " * len(mark))
        if item.inner:
            yield from _lines(item.inner, indent + "   ")


def _record(header, row):
    cells = [(plain(name), plain(cell).replace("\n", " ")) for name, cell in zip(header, row, strict=True)]
    return "\n".join(f"    {name}: {cell}" if name else f"    {cell}" for name, cell in cells if cell)
