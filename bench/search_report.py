"""The figures of search as a page of documentation."""

import os
import platform
from datetime import date
from statistics import median, quantiles

HEADER = """# Benchmarks of search

Written by `{command}` on {day}; nothing here is edited by hand. Machine: {cores} cores, Python {python}.

{size} materials with a text file each (8 kB of Russian text in the mean), one server of every kind on the same machine, no cache
of results. {questions} questions: {teachers} as teachers ask (requirements, part G), the others are words from every tenth of
frequency. **Engine**: which pages have the words, and the best twenty in order, without facets, texts and HTML. **Page**: the
whole page of results over HTTP, eight facets included, one web worker with one client. Milliseconds are medians of three.
"""
NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL", "elasticsearch": "Elasticsearch"}


def write_report(found, size, command):
    """Return the document for {engine: figures} of `bench.searching`, as Markdown."""
    questions = found["sqlite"]["questions"]
    header = HEADER.format(
        command=command,
        day=date.today().isoformat(),
        cores=os.cpu_count(),
        python=platform.python_version(),
        size=size,
        questions=len(questions),
        teachers=sum(" " in text or "-" in text for text in questions),
    )
    return "\n".join([header, _engines(found), _agreement(found), _common(found), _sizes(found)])


def _engines(found):
    lines = [
        "| engine | p50 | p95 | longest | CPU p50 | page p50 | page p95 | page CPU | filling, s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, label in NAMES.items():
        one = found[name]
        walls = [figure["wall"] for figure in one["questions"].values()]
        cpus = [figure["cpu"] for figure in one["questions"].values()]
        page = one.get("page")
        pages = [*map(_ms, _half_and_most(page["wall"].values())), _ms(page["cpu"])] if page else ["", "", ""]
        cells = [
            label,
            *map(_ms, (*_half_and_most(walls), max(walls), median(cpus))),
            *pages,
            f"{one['fill']['seconds']:.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(["## Engines and pages, ms", "", *lines, ""])


def _agreement(found):
    own = found["sqlite"]["questions"]
    lines = []
    for name in ("postgres", "elasticsearch"):
        other = found[name]["questions"]
        counts = sum(own[text]["hits"] == other[text]["hits"] for text in own)
        firsts = sum(own[text]["first"][:10] == other[text]["first"][:10] for text in own)
        lines.append(
            f"- {NAMES[name]}: the same number of hits for {counts} of {len(own)} questions, the same first ten for {firsts}."
        )
    return "\n".join(["## One answer, beside SQLite", "", *lines, ""])


def _common(found):
    questions = found["sqlite"]["questions"]
    common = sorted(questions, key=lambda text: -questions[text]["hits"])[:8]
    lines = ["| words | hits | " + " | ".join(NAMES.values()) + " |", "|---|---" + "|---" * len(NAMES) + "|"]
    for text in common:
        walls = (_ms(found[name]["questions"][text]["wall"]) for name in NAMES)
        lines.append(f"| {text} | {questions[text]['hits']} | {' | '.join(walls)} |")
    return "\n".join(["## The commonest words, ms in the engine", "", *lines, ""])


def _sizes(found):
    size, page = found["sqlite"]["size"], found["sqlite"]["page"]
    return "\n".join(
        [
            "## Size",
            "",
            f"- Index on SQLite without the texts: {size['index']:.0f} MiB, {size['index'] / size['text']:.2f} of the text, "
            f"{size['text']:.0f} MiB (bound 0.5).",
            f"- Memory of its web worker after all questions: {page['memory']:.0f} MiB of its own.",
            "",
        ]
    )


def _half_and_most(figures):
    figures = list(figures)
    return median(figures), quantiles(figures, n=20)[-1]


def _ms(figure):
    return f"{figure:.1f}"
