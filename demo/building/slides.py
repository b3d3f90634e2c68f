"""Blocks → a flat presentation (.fodp), from which LibreOffice makes PPTX, PPT and ODP."""

from xml.sax.saxutils import escape

from .markdown import Listing, Paragraph, Table, parse
from .odf import fill, marked

SEPARATOR = "???"
TEXT_WIDTH, TOP, BOTTOM = 25.2, 3.7, 15.0  # centimetres on a slide of 28 × 15.75


def presentation(head, body):
    """The .fodp text of a source: a title slide, then a slide for every first-level heading, notes after ???."""
    first, *rest = ("\n" + body).split("\n# ")
    _, _, notes = first.partition(SEPARATOR)
    pages = [_cover(head, notes)]
    for number, text in enumerate(rest, start=2):
        shown, _, notes = text.partition(f"\n{SEPARATOR}")
        title, _, content = shown.partition("\n")
        pages.append(_slide(number, title.strip(), parse(content), notes))
    return fill("presentation.xml", title=escape(head["title"]), pages="".join(pages))


def _cover(head, notes):
    lines = "".join(
        f'<text:p text:style-name="{style}">{marked(head[key], "Slide")}</text:p>'
        for key, style in (("subtitle", "CoverSubtitle"), ("byline", "CoverByline"))
        if head.get(key)
    )
    title = f'<text:p text:style-name="CoverTitle">{marked(head["title"], "Slide")}</text:p>'
    return _page(
        1,
        "Cover",
        _box("title", "CoverTitleBox", 1.6, 3.2, 24.8, 4.6, title)
        + _box("subtitle", "CoverBox", 1.6, 8.4, 24.8, 5, lines),
        notes,
    )


def _slide(number, title, blocks, notes):
    text = [block for block in blocks if not isinstance(block, Table)]
    tables = [block for block in blocks if isinstance(block, Table)]
    if len(tables) > 1:
        raise ValueError(f"На слайде «{title}» больше одной таблицы")
    shapes = _box("title", "TitleBox", 1.4, 0.8, TEXT_WIDTH, 2.2, _paragraph(title, "SlideTitle"))
    # Words alone take the whole slide; over a table they take what they need.
    height = _height(text) if tables else BOTTOM - TOP
    if text:
        shapes += _box("outline", "TextBox", 1.4, TOP, TEXT_WIDTH, height, "".join(_text(block) for block in text))
    if tables:
        shapes += _table(tables[0], TOP + height)
    return _page(number, "Plain", shapes, notes)


def _height(blocks):
    """Centimetres that words need over a table: lines of about 65 letters."""
    lines = [item.text for block in blocks for item in (block.items if isinstance(block, Listing) else [block])]
    return sum(1.45 * (1 + len(line) // 65) for line in lines)


def _page(number, master, shapes, notes):
    said = "".join(_text(block, "Notes") for block in parse(notes))
    return (
        f'<draw:page draw:name="page{number}" draw:style-name="Page" draw:master-page-name="{master}">{shapes}'
        '<presentation:notes draw:style-name="Page">'
        f'<draw:page-thumbnail draw:page-number="{number}" presentation:class="page" svg:x="3cm" svg:y="2cm"'
        ' svg:width="15cm" svg:height="8.4cm"/>'
        f"{_box('notes', 'NotesBox', 2, 11.5, 17, 16, said)}</presentation:notes></draw:page>"
    )


def _box(role, style, x, y, width, height, inside):
    return (
        f'<draw:frame presentation:style-name="{style}" presentation:class="{role}" presentation:user-transformed="true"'
        f' draw:layer="layout" svg:x="{x}cm" svg:y="{y}cm" svg:width="{width}cm" svg:height="{height}cm">'
        f"<draw:text-box>{inside}</draw:text-box></draw:frame>"
    )


def _paragraph(text, style):
    return f'<text:p text:style-name="{style}">{marked(text, "Slide")}</text:p>'


def _text(block, style="SlideText"):
    match block:
        case Paragraph():
            return _paragraph(block.text, "SlideRemark" if block.boxed and style == "SlideText" else style)
        case Listing():
            return _listing(block, style, 1)
    raise ValueError(f"На слайде или в заметках не бывает такого: {block}")


def _listing(listing, style, level):
    kind = "SlideNumbers" if listing.ordered else "SlideBullets"
    items = "".join(
        f"<text:list-item>{_paragraph(item.text, style if level == 1 else f'{style}Inner')}"
        f"{_listing(item.inner, style, 2) if item.inner else ''}</text:list-item>"
        for item in listing.items
    )
    return f'<text:list text:style-name="{kind}">{items}</text:list>'


def _table(table, top):
    total, lines = sum(table.widths), len(table.rows)
    columns = "".join(
        f'<table:table-column table:style-name="Column{round(24 * dashes / total)}"/>' for dashes in table.widths
    )
    rows = "".join(
        f'<table:table-row table:style-name="SlideRow">{"".join(_cell(cell, number) for cell in row)}</table:table-row>'
        for number, row in enumerate(table.rows)
    )
    return (
        f'<draw:frame draw:layer="layout" svg:x="1.4cm" svg:y="{top}cm" svg:width="{TEXT_WIDTH}cm"'
        f' svg:height="{1.4 * lines:.1f}cm"><table:table>{columns}{rows}</table:table></draw:frame>'
    )


def _cell(text, number):
    style = "SlideCell" if number else "SlideHead"
    return f'<table:table-cell table:style-name="{style}">{_paragraph(text, f"{style}Text")}</table:table-cell>'
