"""`make bench-search`: the engines of search on one archive, and the pages of results; writes docs/benchmarks-search.md.

It goes by stages whose figures are kept beside the data: `--only parts,loaded` measures these anew and leaves the others,
`--only million` adds ten times as many works, `--only ""` writes the page of what there is.
"""

import argparse
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from bench.search_report import write_report  # noqa: E402  the path above comes first
from bench.search_stages import STAGES, USUAL, ready, say  # noqa: E402

SIZE = 100_000
# Figures of the same state of these are compared.
MEASURED = ("search", "library")


def run(size, stages):
    """Measure `stages` on `size` materials; return the figures of all stages measured so far, {stage: figures}."""
    folder = ready(size)
    kept = folder / "figures.json"
    figures = json.loads(kept.read_text()) if kept.exists() else {}
    for name in [name for name in STAGES if name in stages]:
        say(f"{name} …")
        when = {"day": date.today().isoformat(), "load": os.getloadavg()[0], "commit": commit()}
        figures[name] = STAGES[name](folder, size, figures) | {"when": when}
        kept.write_text(json.dumps(figures, ensure_ascii=False))
    return figures


def commit():
    """Return the commit of what is measured, with a plus where files differ from it; "" outside of a repository."""
    last = _git("log", "-1", "--format=%h", "--", *MEASURED)
    return last + ("+" if _git("status", "--porcelain", "--", *MEASURED) else "")


def _git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.searching", description=__doc__)
    parser.add_argument("--size", default=SIZE, type=int)
    parser.add_argument("--only", default=",".join(USUAL), help=", ".join(STAGES))
    options = parser.parse_args()
    stages = options.only.split(",")
    if unknown := set(stages) - STAGES.keys() - {""}:
        parser.error(f"there is no stage {', '.join(unknown)}")
    report = write_report(run(options.size, stages), options.size)
    print(report)
    # Other sizes are for whoever works on the measurement.
    if options.size == SIZE:
        (ROOT / "docs" / "benchmarks-search.md").write_text(report, encoding="utf-8")
