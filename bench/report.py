"""The figures as a page of documentation."""

import os
import platform
import sqlite3
from datetime import date
from importlib.metadata import version

from bench.cases import (
    BASE,
    BASE_CPU,
    BOOK_MIB,
    BOOK_SECONDS,
    GROWTH,
    INDEX_RATE,
    KEPT_CPU,
    PAPERS_SECONDS,
    SENDING_CPU,
    WORKER_MIB,
)

HEADER = """# Benchmarks

What pages cost the server. Written by `{command}` on {day}; nothing here is edited by hand.

Machine: {cores} cores, Python {python}, SQLite {sqlite}, Django {django}, Wagtail {wagtail}, gunicorn {gunicorn}.
Server: gunicorn as in `gunicorn.conf.py` (2 workers, 4 threads each), DEBUG off. One client asks for one page after another
over one connection: {requests} requests a round after 30 for warming up, {rounds} interleaved rounds, medians.

- **CPU** is user and system time of the web workers for a request, in ms. 1000 ÷ CPU is what one core can serve
  in a second. **p50, p95** is the client's wait, in ms: it depends on what else the machine does much more than CPU.
- **÷ base** compares with the home page of a fresh `wagtail start` site, measured beside every page. The bounds were set
  where that page cost {base_cpu} ms; here it cost {base:.1f}, so a bound is also given in bases: a busy or slower machine moves
  ratios less than milliseconds.
- CPU is that of a page made anew. **Kept** is CPU when the page cache has it, as it has for most visitors; bound {kept_cpu} ms
  on the machine of the bounds, here {kept_here:.1f}. Search is never kept.
- **Queries** are SQL queries of a page that was asked for before. Who asks is a visitor, in the rooms of the review the person
  whose room it is. **Sent** are bytes as compressed, **KB** the page before that.
- **Growth** is CPU at the largest size ÷ CPU at the smallest, bound {growth:g}. ✓ and ✗ stand beside figures that have a bound.
- Data: materials with one text file each (8 kB of Russian text in the mean), 300 news, 5 programmes, a page closed
  for visitors; made by `bench/corpus.py`, the same at every run. Works under review by `bench/reviews.py`: 60 in the queue, one
  of 40 pages before its experts.
"""
MEMORY = """## Memory of the largest web worker

Pages mapped from files are the database's own (`mmap_size`): all workers share them, and the system takes them back when it
needs memory. The last column counts memory that several workers share in parts.
"""
BACKGROUND = """## What the worker does

Seconds are of the processor where nothing else is said. Bounds of time are
for the machine of the bounds; in brackets what they are on this one.
"""


def write_report(result, command):
    """Return the whole document for a `Result` of `bench.__main__` made by `command`, as Markdown."""
    header = HEADER.format(
        command=command,
        day=date.today().isoformat(),
        cores=os.cpu_count(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        **{name: version(name) for name in ("django", "wagtail", "gunicorn")},
        requests=result.requests,
        rounds=result.rounds,
        growth=GROWTH,
        base_cpu=BASE_CPU,
        base=result.base.cpu,
        kept_cpu=KEPT_CPU,
        kept_here=_kept_bound(result),
    )
    pages = f"## Pages\n\n{pages_table(result)}"
    parts = [header, pages, f"{MEMORY}\n{memory_table(result)}", f"{BACKGROUND}\n{background_table(result)}\n"]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def pages_table(result):
    """Return the table of pages: a line for each case and size, the base first."""
    lines = [
        "| page | materials | CPU | bound | ÷ base | bound | queries | bound | p50 | p95 | sent | KB | growth | kept |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        f"| {BASE.label} | — | {result.base.cpu:.1f} | | 1 | | | | {_waits(result.base)} | | | |",
    ]
    for case in result.cases:
        lines += [_line(result, case, size) for size in result.sizes]
    return "\n".join(lines)


def memory_table(result):
    """Return the table of memory."""
    lines = [
        f"| materials | resident, MiB (bound {WORKER_MIB}) | of it its own | mapped from files | its share of all |",
        "|---:|---:|---:|---:|---:|",
    ]
    for size in result.sizes:
        found = result.memory[size]
        cells = [size, f"{found.resident:.0f} {mark(found.resident, WORKER_MIB)}"]
        cells += [f"{found.own:.0f} {mark(found.own, WORKER_MIB)}", f"{found.mapped:.0f}", f"{found.share:.0f}"]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def background_table(result):
    """Return the table of the worker's doings."""
    book, indexing = result.background["book"], result.background["indexing"]
    slower = result.base.cpu / BASE_CPU
    seconds, rate = BOOK_SECONDS * slower, INDEX_RATE / slower
    reviews, papers, sending = result.background["reviews"], PAPERS_SECONDS * slower, SENDING_CPU * slower
    return "\n".join(
        [
            "| what | figure | bound |",
            "|---|---:|---:|",
            f"| reading a PDF of {book['pages']} pages, {book['characters']} characters | {book['cpu']:.1f} s"
            f" {mark(book['cpu'], seconds)} | {BOOK_SECONDS:g} s ({seconds:.1f}) |",
            f"| its memory | {book['mib']:.0f} MiB {mark(book['mib'], BOOK_MIB)} | {BOOK_MIB} MiB |",
            f"| indexing, all words known | {indexing['cpu']:.0f} documents a second {mark(rate, indexing['cpu'])}"
            f" | {INDEX_RATE} ({rate:.0f}) |",
            f"| PDFs of {reviews['papers']} conclusions, by the clock | {reviews['wall']:.0f} s"
            f" {mark(reviews['wall'], papers)} | {PAPERS_SECONDS} s ({papers:.0f}) |",
            f"| the same by the processor, writers included | {reviews['cpu']:.0f} s | |",
            f"| sending a work beside its upload (in a web worker) | {reviews['sending']:.0f} ms"
            f" {mark(reviews['sending'], sending)} | {SENDING_CPU} ms ({sending:.0f}) |",
        ]
    )


def mark(value, bound):
    """Return ✓ where `value` keeps within `bound`, ✗ where not."""
    return "✓" if value <= bound else "✗"


def _line(result, case, size):
    found, known = result.pages[size, case.code], result.known[size, case.code]
    ratio, most = result.ratios[size, case.code], case.cpu and case.cpu / BASE_CPU
    cells = [
        case.label,
        size,
        *_judged(found.cpu, case.cpu, ".1f"),
        *_judged(ratio, most, ".2f"),
        *_judged(known["queries"], case.queries, "d"),
        _waits(found),
        _kilobytes(known, case),
        _growth(result, case) if size == max(result.sizes) else "",
        _kept(result, case, size),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _judged(value, bound, form):
    """Return the two cells of a figure and its bound."""
    if bound is None:
        return f"{value:{form}}", ""
    return f"{value:{form}} {mark(value, bound)}", f"{bound:{form}}"


def _kilobytes(known, case):
    kilobytes = known["size"] / 1000
    return f"{kilobytes:.0f}" + (f" {mark(kilobytes, case.kilobytes)}" if case.kilobytes else "")


def _growth(result, case):
    if len(result.sizes) < 2:
        return ""
    growth = result.pages[max(result.sizes), case.code].cpu / result.pages[min(result.sizes), case.code].cpu
    return f"{growth:.2f} {mark(growth, GROWTH)}"


def _kept(result, case, size):
    if not case.kept:
        return ""
    cpu = result.kept[size, case.code].cpu
    return f"{cpu:.1f} {mark(cpu, _kept_bound(result))}"


def _kept_bound(result):
    return KEPT_CPU * result.base.cpu / BASE_CPU


def _waits(found):
    return f"{found.p50:.1f} | {found.p95:.1f} | {found.size}"
