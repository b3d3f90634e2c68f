"""The table of refused rows: safe to open, easy to correct and to import again."""

import csv
import io

import pytest

from library.importing.report import Bar
from library.models import MaterialPage
from tests.library.import_tables import HEADER, run, table, text_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(sections):
    """Every import goes into a library."""


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def test_only_refused_rows_are_reported_with_number_and_reason(tmp_path):
    text_file(tmp_path, "урок.txt")
    report = tmp_path / "report.csv"
    run(table(tmp_path, ["Первый", "урок.txt"], ["Второй", "нет.txt"]), "--report", str(report))
    header, *rows = rows_of(report)
    assert report.read_bytes().startswith(b"\xef\xbb\xbf")
    assert header == ["строка", "причина", *HEADER]
    assert [row[:4] for row in rows] == [["3", "Файл «нет.txt» не найден в папке.", "Второй", "нет.txt"]]


def test_a_cell_that_looks_like_a_formula_is_made_harmless(tmp_path):
    report = tmp_path / "report.csv"
    for mark in "=+-@":
        run(table(tmp_path, [f"{mark}1+1", "нет.txt"]), "--report", str(report))
        assert rows_of(report)[1][2] == f"'{mark}1+1"


def test_a_corrected_report_is_imported_and_its_own_report_is_not_wider(tmp_path):
    report, second = tmp_path / "report.csv", tmp_path / "second.csv"
    run(table(tmp_path, ["=Урок", "поздно.txt"], ["Другой", "нет.txt"]), "--report", str(report))
    text_file(tmp_path, "поздно.txt")
    told = run(report, "--report", str(second))
    assert "Импортировано: 1" in told.text
    assert MaterialPage.objects.get().title == "=Урок"
    assert rows_of(second)[0] == ["строка", "причина", *HEADER]
    assert rows_of(second)[1][2:4] == ["Другой", "нет.txt"]


def test_the_report_never_overwrites_the_table(tmp_path):
    path = table(tmp_path, ["Урок", "нет.txt"])
    before = path.read_bytes()
    assert "назовите другой файл" in run(path, "--report", str(path)).text
    assert path.read_bytes() == before


def test_a_report_that_cannot_be_written_stops_the_run_before_it_begins(tmp_path):
    text_file(tmp_path, "урок.txt")
    told = run(table(tmp_path, ["Урок", "урок.txt"]), "--report", str(tmp_path / "нет" / "report.csv"))
    assert "не записывается" in told.text
    assert not MaterialPage.objects.exists()


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_is_drawn_on_a_terminal_and_nowhere_else():
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        bar = Bar(stream, 2)
        bar.add(1)
        bar.add(1)
    assert terminal.getvalue() == f"\r[{'#' * 15}{'.' * 15}] 1 из 2\r[{'#' * 30}] 2 из 2\n"
    assert pipe.getvalue() == ""
