"""Blocks → a flat text document (.fodt), from which LibreOffice makes DOCX, ODT, DOC, RTF and PDF."""

from xml.sax.saxutils import escape

from .markdown import Blank, Heading, Listing, PageBreak, Paragraph, Table, parse
from .odf import fill, marked

# Width and height of a sheet in centimetres. A poster is a small sheet: looked at whole, its letters are large.
UPRIGHT, LYING, POSTER = (21, 29.7), (29.7, 21), (14.8, 21)
FOOTER = "{title}<text:tab/><text:page-number text:select-page='current'>1</text:page-number>"
MARGIN = 2  # on the left and on the right, as in document.xml


def document(head, body):
    """The .fodt text of a source: its front matter `head` and Markdown `body`."""
    if head["file"].endswith((".png", ".jpg")):
        return Writer(POSTER).write(head, parse(body), footer="")
    return Writer(LYING if head.get("landscape") else UPRIGHT).write(head, parse(body), footer=FOOTER)


class Writer:
    """Writes blocks one after another; remembers what the next one must know."""

    def __init__(self, sheet):
        self.sheet, self.width = sheet, round(sheet[0] - 2 * MARGIN, 1)
        self.styles, self.tables, self.lists, self.broken = [], 0, 0, False

    def write(self, head, blocks, footer):
        body = self._title(head) + "".join(self._block(block) for block in blocks)
        return fill(
            "document.xml",
            title=escape(head["title"]),
            page_width=f"{self.sheet[0]}cm",
            page_height=f"{self.sheet[1]}cm",
            orientation="landscape" if self.sheet == LYING else "portrait",
            footer=footer.format(title=escape(head["title"])),
            tab=f"{self.width}cm",
            styles="".join(self.styles),
            body=body,
        )

    def _title(self, head):
        lines = [f'<text:p text:style-name="Title">{marked(head["title"])}</text:p>']
        lines += [
            f'<text:p text:style-name="{style}">{marked(head[key])}</text:p>'
            for key, style in (("subtitle", "Subtitle"), ("byline", "Byline"))
            if head.get(key)
        ]
        return "".join(lines) + '<text:p text:style-name="Rule"/>'

    def _block(self, block):
        match block:
            case PageBreak():
                self.broken = True
                return ""
            case Heading():
                style = self._style(f"Heading_20_{block.level}")
                text = marked(block.text)
                return f'<text:h text:style-name="{style}" text:outline-level="{block.level}">{text}</text:h>'
            case Paragraph(boxed=False):
                return f'<text:p text:style-name="{self._style("Body")}">{marked(block.text)}</text:p>'
        before = f'<text:p text:style-name="{self._style("Body")}"/>' if self.broken else ""
        match block:
            case Paragraph():
                return before + f'<text:p text:style-name="Boxed">{marked(block.text)}</text:p>'
            case Blank():
                return before + '<text:p text:style-name="Body"/>'
            case Listing():
                return before + self._listing(block)
            case Table():
                return before + self._table(block)

    def _style(self, name):
        """The style of a paragraph, or its twin that begins a page when a break is due."""
        broken, self.broken = self.broken, False
        return f"Break_{name}" if broken else name

    def _listing(self, listing, outer=""):
        style = "Bulleted"
        if listing.ordered:
            style = outer if outer.startswith("Numbered") else self._numbered(listing.start)
        items = []
        for item in listing.items:
            inner = self._listing(item.inner, style) if item.inner else ""
            text = f'<text:p text:style-name="Item">{marked(item.text)}</text:p>'
            items.append(f"<text:list-item>{text}{inner}</text:list-item>")
        return f'<text:list text:style-name="{style}">{"".join(items)}</text:list>'

    def _numbered(self, start):
        """A list style of this list alone: in DOC all lists of one style are one list and go on counting."""
        self.lists += 1
        levels = "".join(
            f'<text:list-level-style-number text:level="{level}" style:num-format="1" style:num-suffix="."'
            f' text:display-levels="{level}" text:start-value="{start if level == 1 else 1}">'
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            f'<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="{tab}cm"'
            f' fo:text-indent="-{indent}cm" fo:margin-left="{tab}cm"/></style:list-level-properties>'
            "</text:list-level-style-number>"
            for level, tab, indent in ((1, 1, 0.75), (2, 2.1, 1.1))
        )
        self.styles.append(f'<text:list-style style:name="Numbered{self.lists}">{levels}</text:list-style>')
        return f"Numbered{self.lists}"

    def _table(self, table):
        self.tables += 1
        name, total = f"T{self.tables}", sum(table.widths)
        columns = ""
        for number, dashes in enumerate(table.widths):
            self.styles.append(
                f'<style:style style:name="{name}.{number}" style:family="table-column"><style:table-column-properties'
                f' style:column-width="{self.width * dashes / total:.2f}cm"/></style:style>'
            )
            columns += f'<table:table-column table:style-name="{name}.{number}"/>'
        self.styles.append(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties'
            f' style:width="{self.width}cm" table:align="margins" fo:margin-bottom="0.3cm"/></style:style>'
        )
        header, *rows = table.rows
        # A form without headings: the first row is as the others.
        top = f"<table:table-header-rows>{_row(header, 'Head')}</table:table-header-rows>" if any(header) else ""
        body = "".join(_row(row, "Cell") for row in rows)
        return (
            f'<table:table table:name="{name}" table:style-name="{name}">{columns}{top}{body}</table:table>'
            '<text:p text:style-name="After"/>'
        )


def _row(cells, style):
    inside = "".join(
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f'<text:p text:style-name="{style}Text">{marked(cell)}</text:p></table:table-cell>'
        for cell in cells
    )
    return f'<table:table-row table:style-name="Row">{inside}</table:table-row>'
