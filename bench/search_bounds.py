"""The bounds that search has set itself, and what of the figures of `bench.searching` is held to each."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Bound:
    """`label` says what is measured, `most` is the bound in `unit`; `measured` takes it out of the figures of all stages.

    `measured` raises KeyError where its stage has not been measured.
    """

    label: str
    most: float
    unit: str
    measured: Callable[[dict], float]


def p95(walls):
    """Return the 95th percentile of two or more milliseconds."""
    return quantiles(walls, n=20)[-1]


def walls_of(figures):
    """Return the milliseconds by the clock of {text: {"wall", …}}."""
    return [one["wall"] for one in figures.values()]


def parts_of(figures, part, clock="wall"):
    """Return the milliseconds of one `part` of the page, of all questions."""
    return [one[part][clock] for text, one in figures["parts"].items() if text != "when"]


BOUNDS = (
    Bound("a page of results over HTTP, p50", 10, "ms", lambda found: median(found["pages"]["wall"].values())),
    Bound("a page of results over HTTP, p95", 40, "ms", lambda found: p95(found["pages"]["wall"].values())),
    Bound("the page of a word in a third of the works, over HTTP", 60, "ms", lambda found: found["pages"]["common"]),
    Bound(
        "eight facets, three of them multi-valued, p95", 15, "ms", lambda found: p95(parts_of(found, "eight facets"))
    ),
    Bound("the engine beside indexing at full speed, p95", 10, "ms", lambda found: p95(found["loaded"]["beside"])),
    Bound("suggestions in process, p95", 15, "ms", lambda found: p95(walls_of(found["suggestions"]["inside"]))),
    Bound("suggestions over HTTP, p95", 15, "ms", lambda found: p95(found["suggestions"]["page"].values())),
    Bound(
        "the engine at ten times the works, SQLite, p95",
        80,
        "ms",
        lambda found: p95(walls_of(found["million"]["sqlite"]["questions"])),
    ),
    Bound(
        "the engine at ten times the works, Elasticsearch, p95",
        80,
        "ms",
        lambda found: p95(walls_of(found["million"]["elasticsearch"]["questions"])),
    ),
    Bound("memory that search adds to a web worker", 30, "MiB", lambda found: found["pages"]["added"]),
    Bound(
        "index on SQLite ÷ text",
        0.5,
        "",
        lambda found: found["sqlite"]["size"]["index"] / found["sqlite"]["size"]["text"],
    ),
)


def bounds_table(figures, bounds=BOUNDS):
    """Return the table of all `bounds` for {stage: figures}, as Markdown; what was not measured is said to be so."""
    lines = ["| bound | measured | held? |", "|---|---|---|"]
    for bound in bounds:
        try:
            measured = bound.measured(figures)
        except KeyError:
            lines.append(f"| {_said(bound)} | not measured | |")
        else:
            held = "yes" if measured <= bound.most else "**no**"
            lines.append(f"| {_said(bound)} | {measured:.2f}{_unit(bound)} | {held} |")
    return "\n".join(["## Bounds", "", *lines, ""])


def _said(bound):
    return f"{bound.label} ≤ {bound.most:g}{_unit(bound)}"


def _unit(bound):
    return f" {bound.unit}" if bound.unit else ""
