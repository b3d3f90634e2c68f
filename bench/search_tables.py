"""The tables of the page of documentation that are about search on the measured archive, each of one stage."""

from statistics import median

from bench.search_bounds import p95, parts_of, walls_of
from bench.timing import half_and_most

PARTS = {
    "engine": "engine: pages with the words, the best twenty in order",
    "eight facets": "eight facets and the tabs",
    "all facets": "all facets that the page offers, and the tabs",
    "hits": "hits: checked in SQL, titles and snippets marked",
    "rest": "the rest: middleware, menus, HTML",
    "whole": "the whole page",
}


def table(title, note, columns, rows):
    """Return a section with a Markdown table; milliseconds are written with one digit after the point, less than one with two."""
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return "\n".join([f"## {title}", "", *([note, ""] if note else []), *lines, ""])


def parts_table(figures):
    """Return what the parts of the page on SQLite cost."""
    rows = [
        (label, *half_and_most(parts_of(figures, part, "cpu")), *half_and_most(parts_of(figures, part)))
        for part, label in PARTS.items()
    ]
    note = "In process, over all questions. The whole is all facets, not the eight, with the other parts."
    return table("Parts of the page on SQLite, ms", note, ("part", "CPU p50", "CPU p95", "p50", "p95"), rows)


def suggestions_table(figures):
    """Return what suggestions cost."""
    inside, page = (figures["suggestions"][where] for where in ("inside", "page"))
    empty = sum(not one["lines"] for one in inside.values())
    note = (
        f"{len(inside)} beginnings of two to six letters, of words of every tenth of frequency; for {empty} of them nothing is "
        "suggested."
    )
    rows = [("in process", *half_and_most(walls_of(inside))), ("over HTTP", *half_and_most(page.values()))]
    rows = [(*row, max(walls)) for row, walls in zip(rows, (walls_of(inside), page.values()), strict=True)]
    return table("Suggestions on SQLite, ms", note, ("", "p50", "p95", "longest"), rows)


def loaded_table(figures):
    """Return what readers wait beside the worker that writes."""
    loaded = figures["loaded"]
    rate = loaded["writer"]["pages"] / loaded["writer"]["seconds"]
    same = "The answers were the same" if loaded["same"] else "**The answers were not the same**"
    note = (
        f"The engine in one process, while another wrote the same pages anew, {rate:.0f} a second, in transactions of 200. "
        f"{same} before, meanwhile and afterwards."
    )
    rows = [
        (label, *half_and_most(loaded[key]), max(loaded[key]))
        for key, label in (("alone", "readers alone"), ("beside", "beside the writer"))
    ]
    return table("Readers while the worker indexes, SQLite, ms", note, ("", "p50", "p95", "longest"), rows)


def stock_table(figures):
    """Return how much longer Wagtail's own search takes."""
    stock = figures["stock"]
    asked = stock["questions"].values()
    answered = [one for one in asked if one["stock"] is not None]
    broken_off = sum(one["stock_hits"] is None for one in answered)
    note = (
        f"At {stock['size']} works, {len(asked)} of the questions, each asked once: count and the first twenty, the text of "
        "files indexed too. It finds words only as they are typed. "
        f"Broken off after 20 s, and counted as that: {broken_off}. "
        f"Ended in an error of the database: {len(asked) - len(answered)}."
    )
    # What finds nothing takes no time.
    found = [one for one in answered if one["stock_hits"] != 0]
    rows = [
        ("all that were answered", len(answered), *_compared(answered)),
        ("those for which stock finds something", len(found), *_compared(found)),
    ]
    columns = ("questions", "", "SQLite p50", "SQLite p95", "stock p50", "stock p95", "stock ÷ ours, p50")
    return table("Beside Wagtail's own search (modelsearch) on SQLite, ms", note, columns, rows)


def _compared(asked):
    if len(asked) < 2:
        return ("",) * 5
    own, stock = ([one[key] for one in asked] for key in ("own", "stock"))
    ratio = median(one["stock"] / one["own"] for one in asked)
    return *half_and_most(own), *half_and_most(stock), ratio


def million_table(figures):
    """Return what the engines cost at ten times the documents."""
    labels = {"sqlite": "SQLite", "elasticsearch": "Elasticsearch"}
    rows = []
    for name, label in labels.items():
        questions = figures["million"][name]["questions"]
        walls, raw = walls_of(questions), [one["raw"] for one in questions.values()]
        rows.append(
            (label, *half_and_most(walls), max(walls), median(one["cpu"] for one in questions.values()), p95(raw))
        )
    pages = figures["million"]["sqlite"]["fill"]["pages"]
    note = (
        f"{pages} documents: the words of the archive ten times over, one behind the other, to be read only; words ten times as "
        "frequent. There are no texts, so there are neither facets nor pages."
    )
    columns = ("engine", "p50", "p95", "longest", "CPU p50", "by hand p95")
    return table("Ten times the works, ms in the engine", note, columns, rows)


def when_table(figures):
    """Return when each stage was measured, and what else the machine did."""
    rows = [
        (name, stage["when"]["day"], stage["when"].get("commit", ""), stage["when"]["load"])
        for name, stage in figures.items()
    ]
    note = "The load of the machine is that of the minute before each stage; 2.0 is all that two cores have."
    return table("When this was measured", note, ("stage", "day", "commit", "load before"), rows)


def _cell(value):
    if not isinstance(value, float):
        return str(value)
    # Hundredths matter only where there is nothing before them.
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"
