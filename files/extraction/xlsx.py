"""XLSX: the cells of each sheet, as a person sees them, under the name of the sheet."""

from files.extraction.archive import Archive
from files.extraction.assembly import Document
from files.extraction.cells import DATE_FORMATS, date_text, is_date_format, number_text
from files.extraction.leaves import Leaves
from files.extraction.limits import Limits
from files.extraction.markup import SKIP, Handler, parse
from files.extraction.package import Relations, main_part

# Formulas say nothing to a reader; readings of hieroglyphs stand beside the text they belong to.
SKIPPED = frozenset({"x:f", "x:rPh", "x:phoneticPr"})
BOOLEANS = {"1": "ИСТИНА", "0": "ЛОЖЬ"}


def read(path: str, limits: Limits) -> Document:
    """The text of an XLSX file by sheets, hidden ones too.

    Raises Unreadable, and zipfile.BadZipFile or ExpatError for damage.
    """
    leaves = Leaves("sheet", limits)
    with Archive(path, limits.unpacked_bytes) as archive:
        part = main_part(archive)
        relations = Relations(archive, part)
        book, strings, styles = _Book(), _Strings(), _Styles()
        parse(archive.chunks(part), book)
        for kind, handler in (("sharedStrings", strings), ("styles", styles)):
            for name in relations.of_type(kind)[:1]:
                parse(archive.chunks(name), handler)
        worksheets = set(relations.of_type("worksheet"))
        for label, relation in book.sheets:
            leaves.begin(label)
            sheet = relations.by_id(relation)
            if sheet in worksheets and not leaves.is_full:
                parse(archive.chunks(sheet), _Sheet(leaves, strings.found, styles.are_dates, book.from_1904))
    return leaves.document()


class _Book(Handler):
    """Handler of the main part: names of the sheets with their relations, in the order of their tabs."""

    def __init__(self):
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "x:sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("r:id", "")))
        elif name == "x:workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


class _Strings(Handler):
    """Handler of the texts that cells name by number."""

    def __init__(self):
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if name in SKIPPED:
            return SKIP
        if name == "x:si":
            self._pieces = []
        self._in_text = name == "x:t"
        return None

    def end(self, name: str) -> None:
        self._in_text = False
        if name == "x:si":
            self.found.append("".join(self._pieces))

    def text(self, data: str) -> None:
        if self._in_text:
            self._pieces.append(data)


class _Styles(Handler):
    """Handler of the styles: for each style of cells, does it show dates?"""

    def __init__(self):
        self.are_dates: list[bool] = []
        self._own: set[str] = set()
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "x:numFmt" and is_date_format(attributes.get("formatCode", "")):
            self._own.add(attributes.get("numFmtId", ""))
        elif name == "x:cellXfs":
            self._in_cells = True
        elif name == "x:xf" and self._in_cells:
            number = attributes.get("numFmtId", "")
            self.are_dates.append(number in self._own or (number.isdecimal() and int(number[:9]) in DATE_FORMATS))

    def end(self, name: str) -> None:
        if name == "x:cellXfs":
            self._in_cells = False


class _Sheet(Handler):
    """Handler of one sheet: writes its cells to `leaves`."""

    def __init__(self, leaves: Leaves, strings: list[str], are_dates: list[bool], from_1904: bool):
        self._leaves, self._strings = leaves, strings
        self._are_dates, self._from_1904 = are_dates, from_1904
        self._kind = self._style = ""
        self._value: list[str] = []
        self._in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if name in SKIPPED:
            return SKIP
        if name == "x:c":
            self._kind, self._style, self._value = attributes.get("t", "n"), attributes.get("s", ""), []
        self._in_value = name in ("x:v", "x:t")
        return None

    def end(self, name: str) -> None:
        self._in_value = False
        if name == "x:c":
            self._leaves.write(self._shown("".join(self._value)))
            self._leaves.end_cell()
        elif name == "x:row":
            self._leaves.end_line()

    def text(self, data: str) -> None:
        if self._in_value:
            self._value.append(data)

    def _shown(self, value: str) -> str:
        if self._kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 10 else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if self._kind == "b":
            return BOOLEANS.get(value, "")
        if self._kind == "n":
            return self._number(value)
        return "" if self._kind == "e" else value

    def _number(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return ""
        style = int(self._style) if self._style.isdecimal() and len(self._style) < 10 else -1
        if 0 <= style < len(self._are_dates) and self._are_dates[style]:
            return date_text(number, from_1904=self._from_1904)
        return number_text(number)
