"""`make bench`: measures the pages at two sizes of data beside a fresh Wagtail site and writes docs/benchmarks.md."""

import argparse
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from bench.base import make_base  # noqa: E402  the path above comes first
from bench.cases import chosen_cases  # noqa: E402
from bench.measure import Measure, measure, middle  # noqa: E402
from bench.project import DATA, fingerprint, manage, run_inside  # noqa: E402
from bench.report import background_table, memory_table, pages_table, write_report  # noqa: E402
from bench.server import base_server, site_server  # noqa: E402


@dataclass(frozen=True)
class Result:
    """All figures of a run; `pages`, `kept` (the same from the page cache), `ratios` to the base and `known` (what
    bench.inside says) by (size, case code), `memory` by size; `background`: what the worker's modules have measured on the
    smallest size.
    """

    cases: list
    sizes: list
    requests: int
    rounds: int
    base: Measure
    pages: dict
    kept: dict
    ratios: dict
    known: dict
    memory: dict
    background: dict


def prepare(size):
    """Return the data directory with `size` materials; a kept one is used again while its sources are the same."""
    folder = DATA / str(size)
    # Taken first: a source that changes meanwhile must make the data stale, not pass for what they were made by.
    stamp, sources = folder / "made_by", fingerprint()
    if not stamp.exists() or stamp.read_text() != sources:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        seconds = run_inside("fill", folder, size)
        say(f"{size} materials: " + ", ".join(f"{step} {spent:.0f} s" for step, spent in seconds.items()))
        stamp.write_text(sources)
    return folder


def collect_static(folders):
    """Collect styles and scripts once for all `folders`: they may have changed since the last run."""
    shared = DATA / "static"
    shared.mkdir(exist_ok=True)
    for folder in folders:
        if not (folder / "static").is_symlink():
            (folder / "static").symlink_to(shared)
    manage(folders[0], "collectstatic", "--noinput", "--verbosity", "0")


def run(options):
    """Measure what `options` ask for and return the Result."""
    cases, sizes = chosen_cases(options.only), options.sizes
    folders = {size: prepare(size) for size in sizes}
    collect_static(list(folders.values()))
    inside = {
        size: run_inside("inside", folder, size, *(case.code for case in cases)) for size, folder in folders.items()
    }
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        make_base(folder)
        base = stack.enter_context(base_server(folder))
        sites, keeping = (
            {size: stack.enter_context(site_server(folder, keeps)) for size, folder in folders.items()}
            for keeps in (False, True)
        )
        rounds = list(_rounds(options, cases, base, sites, inside))
        kept = {
            (size, case.code): _ask(server, inside[size][case.code], options)
            for size, server in keeping.items()
            for case in cases
            if case.kept
        }
        memory = {size: server.memory() for size, server in keeping.items()}
    folder, book = folders[min(sizes)], DATA / "book.pdf"
    background = {
        "indexing": run_inside("background", folder, book),
        "book": run_inside("reading", folder, book),
        "reviews": run_inside("reviewing", folder),
    }
    keys = [(size, case.code) for size in sizes for case in cases]
    return Result(
        cases=cases,
        sizes=sizes,
        requests=options.requests,
        rounds=options.rounds,
        base=middle([one["base", code] for one in rounds for _size, code in keys]),
        pages={key: middle([one[key] for one in rounds]) for key in keys},
        kept=kept,
        # Each against the base of the same minute: the machine's other work comes and goes.
        ratios={key: median(one[key].cpu / one["base", key[1]].cpu for one in rounds) for key in keys},
        known={(size, code): inside[size][code] for size, code in keys},
        memory=memory,
        background=background,
    )


def _rounds(options, cases, base, sites, inside):
    """Yield for each round {(size or "base", case code): Measure}; the base is measured beside every case."""
    for number in range(options.rounds):
        say(f"round {number + 1} of {options.rounds}")
        found = {}
        for case in cases:
            found["base", case.code] = measure(base, "/", options.requests)
            for size, server in sites.items():
                found[size, case.code] = _ask(server, inside[size][case.code], options)
        yield found


def _ask(server, known, options):
    return measure(server, known["address"], options.requests, known["cookie"])


def read_options(arguments):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", default=[1000, 10000], type=lambda text: [int(size) for size in text.split(",")])
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--requests", default=200, type=int)
    parser.add_argument("--only", default="", help="cases whose code begins so; the document is then left as it is")
    return parser.parse_args(arguments)


def say(line):
    """Tell the person who waits."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    options = read_options(sys.argv[1:])
    result = run(options)
    print("\n\n".join(table(result) for table in (pages_table, memory_table, background_table)))
    if not options.only:
        command = " ".join(["python -m bench", *sys.argv[1:]])
        (ROOT / "docs" / "benchmarks.md").write_text(write_report(result, command), encoding="utf-8")
