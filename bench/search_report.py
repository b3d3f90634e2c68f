"""The figures of search as a page of documentation."""

import os
import platform
from statistics import median

from bench.search_bounds import bounds_table, walls_of
from bench.search_tables import (
    loaded_table,
    million_table,
    parts_table,
    stock_table,
    suggestions_table,
    table,
    when_table,
)
from bench.timing import half_and_most

HEADER = """# Benchmarks of search

Written by `python -m bench.searching`; nothing here is edited by hand. Machine: {cores} cores, Python {python}.

{size} materials with a text file each (8 kB of Russian text in the mean), one server of every kind on the same machine, no cache
of results. {questions} questions: {teachers} as teachers ask (requirements, part G), the others are words from every tenth of
frequency. **Engine**: which pages have the words, and the best twenty in order, without facets, texts and HTML. **Page**: the
whole page of results over HTTP with all its facets, one web worker with one client. **By hand**: the same words put to the
engine alone, count and the first twenty ids, without our order. Milliseconds by the clock, where nothing else is said; medians of
three.
"""
NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL", "elasticsearch": "Elasticsearch"}


def write_report(figures, size):
    """Return the document for {stage: figures} of `bench.searching` on `size` materials, as Markdown.

    The stage "sqlite" must be there; what of the others was not measured is left out.
    """
    questions = figures["sqlite"]["questions"]
    header = HEADER.format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        size=size,
        questions=len(questions),
        teachers=sum(" " in text or "-" in text for text in questions),
    )
    tables = {
        "parts": parts_table,
        "suggestions": suggestions_table,
        "loaded": loaded_table,
        "stock": stock_table,
        "million": million_table,
    }
    engines = {name: figures[name] for name in NAMES if name in figures}
    parts = [header, bounds_table(figures), _engines(engines, figures), _agreement(engines), _common(engines)]
    parts += [write(figures) for stage, write in tables.items() if stage in figures]
    return "\n".join([*parts, _sizes(figures), when_table(figures)])


def _engines(engines, figures):
    columns = ["engine", "p50", "p95", "longest", "CPU p50", "by hand p50", "÷ by hand p50"]
    columns += ["page p50", "page p95", "page CPU", "filling, s"]
    rows = []
    for name, one in engines.items():
        asked = one["questions"].values()
        page = figures.get("pages") if name == "sqlite" else one.get("page")
        rows.append(
            (
                NAMES[name],
                *half_and_most(walls_of(one["questions"])),
                max(walls_of(one["questions"])),
                median(answer["cpu"] for answer in asked),
                median(answer["raw"] for answer in asked),
                median(answer["wall"] / answer["raw"] for answer in asked),
                *((*half_and_most(page["wall"].values()), page["cpu"]) if page else ("", "", "")),
                f"{one['fill']['seconds']:.0f}",
            )
        )
    return table("Engines and pages, ms", "", columns, rows)


def _agreement(engines):
    own = engines["sqlite"]["questions"]
    lines = []
    for name in engines.keys() - {"sqlite"}:
        other = engines[name]["questions"]
        if engines[name]["when"].get("commit") != engines["sqlite"]["when"].get("commit"):
            lines.append(f"- {NAMES[name]}: not compared, it was measured at another commit.")
            continue
        counts = sum(own[text]["hits"] == other[text]["hits"] for text in own)
        firsts = sum(own[text]["first"][:10] == other[text]["first"][:10] for text in own)
        lines.append(
            f"- {NAMES[name]}: the same number of hits for {counts} of {len(own)} questions, the same first ten for {firsts}."
        )
    return "\n".join(["## One answer, beside SQLite", "", *sorted(lines, reverse=True), ""]) if lines else ""


def _common(engines):
    questions = engines["sqlite"]["questions"]
    rows = [
        (text, questions[text]["hits"], *(one["questions"][text]["wall"] for one in engines.values()))
        for text in sorted(questions, key=lambda text: -questions[text]["hits"])[:8]
    ]
    return table(
        "The commonest words, ms in the engine", "", ("words", "hits", *(NAMES[name] for name in engines)), rows
    )


def _sizes(figures):
    size, pages = figures["sqlite"]["size"], figures.get("pages")
    lines = [
        f"- Index on SQLite without the texts: {size['index']:.0f} MiB, {size['index'] / size['text']:.2f} of the text, "
        f"{size['text']:.0f} MiB."
    ]
    if pages:
        lines.append(
            f"- The web worker's own memory after all questions: {pages['memory']:.0f} MiB; {pages['added']:.0f} of them have "
            "come since it had shown lists and works: what building the picture of the archive had left free is used again."
        )
    return "\n".join(["## Size", "", *lines, ""])
