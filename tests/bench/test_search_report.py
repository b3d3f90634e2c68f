"""The page of figures of search: what is held to a bound, and what was not measured."""

import pytest

from bench.asked import LONGEST, SHORTEST, beginnings
from bench.search_bounds import BOUNDS, Bound, bounds_table
from bench.search_report import write_report

WHEN = {"when": {"day": "2026-11-23", "load": 0.5, "commit": "abc1234"}}
ANSWER = {"hits": 3, "first": [3, 2, 1], "wall": 4.0, "cpu": 3.0, "raw": 2.0}
QUESTIONS = {"урок": ANSWER, "школа": ANSWER}
CLOCKS = {"wall": 2.0, "cpu": 1.0}
SQLITE = {"fill": {"seconds": 1}, "questions": QUESTIONS, "size": {"index": 1, "text": 4}, **WHEN}
PARTS = ("engine", "eight facets", "all facets", "hits", "rest", "whole")
ENGINE = {"fill": {"pages": 10, "seconds": 1}, "questions": QUESTIONS}
OTHERS = {
    "pages": {"wall": {"урок": 11.0, "школа": 12.0}, "common": 50, "cpu": 5.0, "memory": 80, "added": 31.5, **WHEN},
    "parts": {"урок": dict.fromkeys(PARTS, CLOCKS), "школа": dict.fromkeys(PARTS, CLOCKS), **WHEN},
    "suggestions": {
        "inside": {"ур": {"lines": 2, **CLOCKS}, "шк": {"lines": 0, **CLOCKS}},
        "page": {"ур": 2.0, "шк": 3.0},
        **WHEN,
    },
    "elasticsearch": {"fill": {"seconds": 1}, "questions": QUESTIONS, **WHEN},
    "stock": {
        "size": 10,
        "fill": {"seconds": 1},
        "questions": {
            "урок": {"own": 2.0, "own_hits": 3, "stock": 800.0, "stock_hits": 2},
            "школа": {"own": 2.0, "own_hits": 3, "stock": 20000.0, "stock_hits": None},
            '"урок"': {"own": 2.0, "own_hits": 3, "stock": None, "stock_hits": None},
        },
        **WHEN,
    },
    "loaded": {"alone": [1.0, 2.0], "beside": [2.0, 3.0], "writer": {"pages": 600, "seconds": 2}, "same": True, **WHEN},
    "million": {"sqlite": ENGINE, "elasticsearch": ENGINE, **WHEN},
}


@pytest.mark.parametrize(
    ("measured", "line"),
    [
        (14.96, "| a page, p95 ≤ 15 ms | 14.96 ms | yes |"),
        (15.04, "| a page, p95 ≤ 15 ms | 15.04 ms | **no** |"),
        (0.26, "| a page, p95 ≤ 15 ms | 0.26 ms | yes |"),
    ],
)
def test_a_bound_is_held_or_not(measured, line):
    bound = Bound("a page, p95", 15, "ms", lambda figures: figures["page"])
    assert line in bounds_table({"page": measured}, [bound]).splitlines()


def test_what_was_not_measured_is_not_held():
    report = write_report({"sqlite": SQLITE}, 2)
    assert report.count("| not measured | |") == len(BOUNDS) - 1
    assert "| index on SQLite ÷ text ≤ 0.5 | 0.25 | yes |" in report


def test_the_report_has_every_stage():
    report = write_report({"sqlite": SQLITE, **OTHERS}, 2)
    assert "not measured" not in report
    assert "| memory that search adds to a web worker ≤ 30 MiB | 31.50 MiB | **no** |" in report
    assert "- Elasticsearch: the same number of hits for 2 of 2 questions, the same first ten for 2." in report
    assert "300 a second" in report
    assert "Broken off after 20 s, and counted as that: 1. Ended in an error of the database: 1." in report
    for title in ("Parts of the page", "Suggestions", "Readers while", "Beside Wagtail's own", "Ten times the works"):
        assert f"\n## {title}" in report


def test_answers_of_different_code_are_not_compared():
    other = {**OTHERS["elasticsearch"], "when": {**WHEN["when"], "commit": "def5678"}}
    report = write_report({"sqlite": SQLITE, "elasticsearch": other}, 2)
    assert "- Elasticsearch: not compared, it was measured at another commit." in report


def test_beginnings_are_of_two_to_six_letters():
    counted = [(f"{'длинноеслово'}{chr(ord('а') + number % 32)}", number + 2) for number in range(300)]
    typed = beginnings(counted)
    assert {len(text) for text in typed} == set(range(SHORTEST, LONGEST + 1))
    assert len(set(typed)) == len(typed)
