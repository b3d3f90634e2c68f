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
    return any(map(_has_row, (*query.clauses, *query.excluded)))


def exact_condition(query, any_word, position):
    """Return (SQL, parameters) of what the words alone do not tell, asked of a row of `search_indexedpage AS page`.

    `position` is the database's function of (text, part).
    """
    # Where every clause binds, those of words alone have been seen to by the engine's index.
    rows = [clause for clause in query.clauses if _has_row(clause)]
    # Where one will do, words alone are asked first: most pages need no more.
    clauses = sorted(query.clauses, key=_has_row) if any_word else rows
    codes = codes_of(query.normals)
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
    wanted = [f"({joint.join([holds(clause, joint) for clause in clauses])})"] if clauses else []
    unwanted = [f"NOT ({' OR '.join([holds(clause) for clause in query.excluded])})"] if query.excluded else []
    return " AND ".join(wanted + unwanted), params


def _has_row(clause):
    if isinstance(clause, Either):
        return any(map(_has_row, (*clause.typed, *clause.others)))
    return isinstance(clause, Phrase) and len(clause.normals) > 1
