"""WordprocessingML read as a story: paragraphs, tables, text boxes, notes and the turns of pages."""

from dataclasses import dataclass
from typing import ClassVar

from files.extraction.docx_styles import BODY_LEVEL, Styles, is_on, outline_level
from files.extraction.flow import Flow, Mark
from files.extraction.markup import SKIP, Handler

# Deleted and moved-away text, codes of fields, phonetic guides, tab stops, formatting as it was before a change.
SKIPPED = frozenset(
    {"w:del", "w:moveFrom", "w:delText", "w:instrText", "w:delInstrText", "w:rt", "w:tabs", "w:sdtPr"}
    | {"w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblPrExChange", "w:trPrChange"}
    | {"w:tcPrChange"}
)
NEW_PAGE = frozenset({"nextPage", "oddPage", "evenPage"})


@dataclass
class Context:
    """An open paragraph or run; a run inside a text box stands on that box's paragraph, and so on inwards."""

    is_run: bool
    hidden: bool = False
    in_properties: bool = False
    mark_deleted: bool = False
    ends_section: bool = False


class Story(Handler):
    """Handler of one part of a document; `flow` is what it gives.

    notes  texts of footnotes and endnotes by (element of the reference, id); a text follows the paragraph that
           names it, so a note of deleted text is left out with it
    """

    def __init__(self, styles: Styles, notes: dict[tuple[str, str], str]):
        self.flow = Flow()
        self._styles = styles
        self._notes = notes
        self._contexts: list[Context] = []
        self._in_text = False
        self._seen_paragraph = False
        self._section_type: str | None = None  # of the w:sectPr being read
        self._undecided: int | None = None  # where in the flow the last section ended

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if name in ("w:del", "w:moveFrom") and self._contexts and self._contexts[-1].in_properties:
            self._contexts[-1].mark_deleted = True
        if name in SKIPPED:
            return SKIP
        if action := self.STARTS.get(name):
            action(self, attributes)
        return None

    def end(self, name: str) -> None:
        if action := self.ENDS.get(name):
            action(self)

    def text(self, data: str) -> None:
        if self._in_text:
            self._write(data)

    def _write(self, text: str) -> None:
        if self._contexts and not self._contexts[-1].hidden:
            self.flow.write(text)

    # Paragraphs and runs

    def _open_paragraph(self, _attributes: dict[str, str]) -> None:
        self._contexts.append(Context(is_run=False))
        self.flow.open()

    def _close_paragraph(self) -> None:
        context = self._contexts.pop()
        self.flow.close("" if context.mark_deleted else "\n")
        self._seen_paragraph = True
        if context.ends_section and not self._contexts:
            self._undecided = len(self.flow.items)
            self.flow.items.append((Mark.UNDECIDED, ""))

    def _open_properties(self, _attributes: dict[str, str]) -> None:
        if self._contexts:
            self._contexts[-1].in_properties = True

    def _close_properties(self) -> None:
        if self._contexts:
            self._contexts[-1].in_properties = False

    def _paragraph_style(self, attributes: dict[str, str]) -> None:
        style = attributes.get("w:val", "")
        if self.flow.paragraph:
            self.flow.paragraph.heading = self._styles.is_heading(style)
            self._contexts[-1].hidden = self._styles.is_hidden(style)
            if self._styles.begins_page(style):
                self._page_before_paragraph({})

    def _outline(self, attributes: dict[str, str]) -> None:
        if self.flow.paragraph:
            self.flow.paragraph.heading = outline_level(attributes) < BODY_LEVEL

    def _open_run(self, _attributes: dict[str, str]) -> None:
        self._contexts.append(Context(is_run=True, hidden=bool(self._contexts) and self._contexts[-1].hidden))

    def _close_run(self) -> None:
        self._contexts.pop()

    def _run_style(self, attributes: dict[str, str]) -> None:
        if self._styles.is_hidden(attributes.get("w:val", "")):
            self._vanish({})

    def _vanish(self, attributes: dict[str, str]) -> None:
        if self._contexts and self._contexts[-1].is_run:
            self._contexts[-1].hidden = is_on(attributes)

    def _open_text(self, _attributes: dict[str, str]) -> None:
        self._in_text = True

    def _close_text(self) -> None:
        self._in_text = False

    def _note(self, element: str, attributes: dict[str, str]) -> None:
        self.flow.aside(self._notes.get((element, attributes.get("w:id", "")), ""))

    # Pages

    def _break(self, attributes: dict[str, str]) -> None:
        if attributes.get("w:type") == "page":
            self.flow.break_page(Mark.FORCED)
        else:
            self._write("\n")

    def _page_before_paragraph(self, attributes: dict[str, str]) -> None:
        """The first paragraph of a document is on a new page anyway."""
        paragraph = self.flow.paragraph
        if paragraph and self._seen_paragraph and is_on(attributes) and (Mark.FORCED, "") not in paragraph.items:
            self.flow.break_page(Mark.FORCED)

    def _open_section(self, _attributes: dict[str, str]) -> None:
        self._section_type = "nextPage"

    def _type(self, attributes: dict[str, str]) -> None:
        if self._section_type:
            self._section_type = attributes.get("w:val", "nextPage")

    def _close_section(self) -> None:
        """The type of a section says how it begins, and stands at its end."""
        if self._undecided is not None and self._section_type in NEW_PAGE:
            self.flow.items[self._undecided] = (Mark.FORCED, "")
        self._undecided = self._section_type = None
        if self._contexts:
            self._contexts[-1].ends_section = True

    STARTS: ClassVar = {
        "w:p": _open_paragraph,
        "w:pPr": _open_properties,
        "w:pStyle": _paragraph_style,
        "w:outlineLvl": _outline,
        "w:pageBreakBefore": _page_before_paragraph,
        "w:r": _open_run,
        "m:r": _open_run,
        "w:rStyle": _run_style,
        "w:vanish": _vanish,
        "w:t": _open_text,
        "m:t": _open_text,
        "w:tab": lambda self, _attributes: self._write("\t"),
        "w:cr": lambda self, _attributes: self._write("\n"),
        "w:noBreakHyphen": lambda self, _attributes: self._write("-"),
        "w:footnoteReference": lambda self, attributes: self._note("w:footnote", attributes),
        "w:endnoteReference": lambda self, attributes: self._note("w:endnote", attributes),
        "w:br": _break,
        "w:lastRenderedPageBreak": lambda self, _attributes: self.flow.break_page(Mark.RENDERED),
        "w:sectPr": _open_section,
        "w:type": _type,
        "w:tc": lambda self, _attributes: self.flow.open_cell(),
    }
    ENDS: ClassVar = {
        "w:p": _close_paragraph,
        "w:pPr": _close_properties,
        "w:r": _close_run,
        "m:r": _close_run,
        "w:t": _close_text,
        "m:t": _close_text,
        "w:sectPr": _close_section,
        "w:tc": lambda self: self.flow.close_cell(),
        "w:tr": lambda self: self.flow.close_row(),
    }
