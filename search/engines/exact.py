"""Phrases, for engines that keep no places of words: looked for in the coded texts of IndexedPage, page by page.

A word is a character there and a phrase a substring (language.coding). Only those pages are looked at that have all words of
the query: the engine's own index has told them.
"""

from search.language.query import Either, Phrase
from search.vocabulary import codes_of

# A code that no text has: of a word that no page has.
UNKNOWN = "\x02\x02"


def needs_places(query):
    """Tell whether words of the query must stand in a row."""
    return any(isinstance(part, Phrase) and len(part.normals) > 1 for part in _parts(query))


def exact_condition(query, any_word, position):
    """Return (SQL, parameters) of the whole query, asked of a row of `search_indexedpage AS page`.

    `position` is the database's function of (text, part).
    """
    codes = codes_of(
        normal for part in _parts(query) for normal in (*part.normals, getattr(part, "joined", None) or "")
    )
    params = []

    def stands(normals):
        row = [codes.get(normal) for normal in normals]
        params.append("".join(row) if all(row) else UNKNOWN)
        return f"{position}(page.words, %s) > 0"

    def holds(clause, joint=" AND "):
        if isinstance(clause, Either):
            typed = joint.join(holds(part) for part in clause.typed)
            return f"(({typed}) OR {' OR '.join(holds(other) for other in clause.others)})"
        if not isinstance(clause, Phrase):
            return f"({' OR '.join(stands((normal,)) for normal in clause.normals)})"
        rows = [clause.normals, *([(clause.joined,)] if clause.joined else [])]
        return f"({' OR '.join(map(stands, rows))})"

    joint = " OR " if any_word else " AND "
    wanted = joint.join([holds(clause, joint) for clause in query.clauses])
    unwanted = " OR ".join([holds(clause) for clause in query.excluded])
    return (f"({wanted}) AND NOT ({unwanted})" if unwanted else f"({wanted})"), params


def _parts(query):
    others = (other for clause in query.clauses if isinstance(clause, Either) for other in clause.others)
    return [*query.typed, *query.excluded, *others]
