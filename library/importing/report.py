"""What became of the table: the refused rows as a table, numbers of rows in words, the bar of progress."""

import csv
import io

from files.writers import Sheet, neutralise, write_xlsx
from library.importing.columns import REPORT_COLUMNS
from library.importing.words import key_of

BAR_WIDTH = 30


def refused_records(header, rows):
    """Give out the report of refused ImportRows as lists of harmless texts, its own header first."""
    kept = [place for place, name in enumerate(header) if key_of(name) not in REPORT_COLUMNS]
    yield [*REPORT_COLUMNS, *(header[place] for place in kept)]
    for row in rows:
        cells = [row.cells[place] if place < len(row.cells) else "" for place in kept] + row.cells[len(header) :]
        yield [str(row.number), neutralise(row.reason), *map(neutralise, cells)]


def refused_csv(header, rows):
    """Return the report as the bytes of a CSV file (UTF-8 with its mark, semicolons)."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(refused_records(header, rows))
    return stream.getvalue().encode("utf-8-sig")


def refused_xlsx(header, rows):
    """Return the report as the bytes of an XLSX file."""
    header, *records = refused_records(header, rows)
    return write_xlsx(Sheet("Отказы", header, records))


def ranges(numbers):
    """Return ascending numbers as people write them: [2, 3, 4, 9] → «2–4, 9»."""
    spans = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


class Bar:
    """The bar of progress on `stream`, drawn when it is a terminal."""

    def __init__(self, stream, total):
        self._stream, self._total, self._done = stream, total, 0

    def add(self, number):
        """Say that so many more are done."""
        self._done += number
        if number and self._stream.isatty():
            filled = BAR_WIDTH * self._done // self._total
            end = "\n" if self._done >= self._total else ""
            self._stream.write(f"\r[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {self._done} из {self._total}{end}")
            self._stream.flush()
