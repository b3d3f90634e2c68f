"""What became of the table: the refused rows as a table, numbers of rows in words, the bar of progress."""

import csv

from library.importing.cells import neutralise
from library.importing.columns import REPORT_COLUMNS
from library.importing.words import key_of

BAR_WIDTH = 30


class RefusalReport:
    """Writes refused rows with their reasons into the CSV file at `path` (UTF-8 with its mark, semicolons).

    Used with `with`. A corrected report can be imported like any table. Raises OSError when it cannot be written.
    """

    def __init__(self, path, table):
        # The columns of an earlier report are not carried on.
        self._kept = [place for place, name in enumerate(table.header) if key_of(name) not in REPORT_COLUMNS]
        self._width = len(table.header)
        self._stream = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._stream, delimiter=";")
        self._writer.writerow([*REPORT_COLUMNS, *(table.header[place] for place in self._kept)])

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._stream.close()

    def add(self, row, reason):
        """Write one refused Row; what stands under no column goes to its end."""
        cells = [row.cells[place] for place in self._kept if place < len(row.cells)]
        cells += [""] * (len(self._kept) - len(cells)) + row.cells[self._width :]
        self._writer.writerow([row.number, neutralise(reason), *(neutralise(cell) for cell in cells)])


def ranges(numbers):
    """Return ascending numbers as people write them: [2, 3, 4, 9] → «2–4, 9»."""
    spans = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def with_progress(items, stream):
    """Give out `items` (a list) one by one, drawing a bar on `stream` when it is a terminal."""
    for done, item in enumerate(items, start=1):
        yield item
        if stream.isatty():
            filled = BAR_WIDTH * done // len(items)
            end = "\n" if done == len(items) else ""
            stream.write(f"\r[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done} из {len(items)}{end}")
            stream.flush()
