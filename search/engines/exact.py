"""Phrases, for engines that keep no places of words: looked for in the coded texts of IndexedPage, page by page.

A word is a character there and a phrase a substring (language.coding). Only those pages are looked at that have all words of
the query: the engine's own index has told them.
"""

from dataclasses import replace

from search.language.query import Either, Phrase, Word
from search.vocabulary import codes_of


def needs_places(query):
    """Tell whether words of the query must stand in a row."""
    return any(map(_has_row, (*query.clauses, *query.excluded)))


def proven(query, any_word=False):
    """Return the Query that words alone can answer and whose every page matches `query` too, None where there is none.

    «ФГОС» or «федеральный государственный …»: a page with the short name need not be looked at. Of what is excluded
    it takes pages without all its words.
    """
    found = [_proven(clause, any_word) for clause in query.clauses]
    clauses = tuple(part for parts in found for part in parts)
    return replace(query, clauses=clauses) if clauses and (any_word or all(found)) else None


def exact_condition(query, any_word, position):
    """Return (SQL, parameters) of what the words alone do not tell, asked of a row of `search_indexedpage AS page`.

    `position` is the database's function of (text, part). The row is of a page that has the words of the query and is
    not of those of `proven`.
    """
    codes = codes_of(query.normals)
    params = []

    def stands(normals):
        row = [codes.get(normal) for normal in normals]
        if not all(row):
            # Of a word that no page has.
            return "FALSE"
        params.append("".join(row))
        return f"{position}(page.words, %s) > 0"

    def holds(clause, joint=" AND "):
        if isinstance(clause, Either):
            typed = joint.join(holds(part) for part in clause.typed)
            return f"(({typed}) OR {' OR '.join(holds(other) for other in clause.others)})"
        if not isinstance(clause, Phrase):
            return f"({' OR '.join(stands((normal,)) for normal in clause.normals)})"
        rows = [clause.normals, *([(clause.joined,)] if clause.joined else [])]
        return f"({' OR '.join(map(stands, rows))})"

    if any_word and not any(map(_has_row, query.excluded)):
        # A page with one of the single words is proven; among the others a phrase must tell.
        rows = [stands(part.normals) for part in query.parts if _has_row(part)]
        wanted = [f"({' OR '.join(rows)})"]
    elif any_word:
        wanted = [f"({' OR '.join(holds(clause, ' OR ') for clause in query.clauses)})"]
    else:
        wanted = [holds(clause) for clause in query.clauses if _has_row(clause)]
    unwanted = [f"NOT ({' OR '.join([holds(clause) for clause in query.excluded])})"] if query.excluded else []
    return " AND ".join(wanted + unwanted), params


def _has_row(clause):
    if isinstance(clause, Either):
        return any(map(_has_row, (*clause.typed, *clause.others)))
    return isinstance(clause, Phrase) and len(clause.normals) > 1


def _proven(clause, any_word=False):
    """Return the clauses that stand for one where words alone are asked, () where they tell nothing."""
    if isinstance(clause, Either):
        typed = [_proven(part) for part in clause.typed]
        others = tuple(part for other in clause.others for part in _proven(other))
        parts = tuple(part for parts in typed for part in parts)
        if parts and (any_word or all(typed)):
            return (Either(parts, others),) if others else parts
        return (Word("", tuple(normal for other in others for normal in other.normals)),) if others else ()
    if _has_row(clause):
        return (Word("", (clause.joined,)),) if clause.joined else ()
    return (clause,)
