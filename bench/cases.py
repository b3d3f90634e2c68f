"""What is measured, and the bounds that the project has set itself."""

from dataclasses import dataclass

# A page may cost at most so many times more at the largest size than at the smallest.
GROWTH = 2.0
WORKER_MIB = 150
# A page that the cache keeps: what it may cost, on the machine of BASE_CPU (performance.md §3).
KEPT_CPU = 0.6
# Of the worker, on the machine of BASE_CPU: seconds and MiB for a book of 500 pages, documents indexed a second.
BOOK_SECONDS, BOOK_MIB, INDEX_RATE = 2.0, 200, 500
# Of the review (issue: bounds): milliseconds of the processor to send a work beside its upload, seconds by the clock for the
# PDFs of 500 conclusions.
SENDING_CPU, PAPERS_SECONDS = 60, 30
# What the base cost, in ms, on the quiet machine on which the bounds were set: a slower or busier one is judged by ratio.
BASE_CPU = 3.4


@dataclass(frozen=True)
class Case:
    """One page. `cpu` is a bound in milliseconds of the server's processor a request, `queries` in SQL queries; None: no
    bound of its own. `planted` names the word of the corpus that the address asks for. `kept`: the page cache keeps it.
    `by`: who asks, one of bench.reviews.PEOPLE; a visitor where it is empty. `kilobytes` bounds the page before it is
    compressed.
    """

    code: str
    label: str
    cpu: float | None
    queries: int | None
    planted: str = ""
    kept: bool = True
    by: str = ""
    kilobytes: int | None = None


CASES = (
    Case("home", "home", 15, 20),
    Case("news", "one piece of news", 8, 15),
    Case("programme", "one programme, 40 items, 30 indicators", 12, 20),
    Case("programme-plan", "its whole plan", None, 20),
    Case("programme-indicators", "its indicators with charts", None, 20),
    Case("material", "one material", 8, 15),
    Case("listing", "listing, two filters", 12, 12),
    Case("search-rare", "search, word of 3 works", 10, None, "rare", kept=False),
    Case("search-usual", "search, word of 1.5 % of works", 10, None, "usual", kept=False),
    Case("search-common", "search, word of 33 % of works", 20, None, "common", kept=False),
    Case("search-api", "search as JSON, word of 1.5 %", None, None, "usual", kept=False),
    Case("queue", "the methodists' queue, 60 works", 40, 25, kept=False, by="methodist", kilobytes=100),
    Case("sheet", "an expert's sheet beside a work of 40 pages", 20, None, kept=False, by="expert"),
)
BASE = Case("base", "`wagtail start` home", None, None)


def chosen_cases(only):
    """Return the cases whose code begins with `only`; all for an empty string. Raises ValueError when there is none."""
    cases = [case for case in CASES if case.code.startswith(only)]
    if not cases:
        raise ValueError(f"no case begins with {only!r}: {', '.join(case.code for case in CASES)}")
    return cases
