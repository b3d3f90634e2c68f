"""From a query to Elasticsearch's own language: filters of exact words only, nothing of it is ever parsed or analysed."""

from search.engines.base import Scope
from search.language.query import Either, Phrase

NOTHING = {"match_none": {}}


def to_filter(query, scope=Scope.WORDS, any_word=False):
    """Return the filter of the pages that match a query."""
    if not query.clauses:
        return NOTHING
    wanted = [_clause(clause, scope, any_word) for clause in query.clauses]
    unwanted = [_clause(clause, scope, False) for clause in query.excluded] if scope is Scope.WORDS else []
    found = _any(wanted) if any_word else _all(wanted)
    return {"bool": {"filter": [found], "must_not": unwanted}} if unwanted else found


def _clause(clause, scope, any_word):
    if isinstance(clause, Either):
        typed = [_clause(part, scope, any_word) for part in clause.typed]
        others = [_clause(other, scope, False) for other in clause.others]
        return _any([_any(typed) if any_word else _all(typed), *others])
    if not isinstance(clause, Phrase):
        return _any([_word(normal, scope) for normal in clause.normals])
    row = _row(clause.normals, scope)
    return _any([row, _word(clause.joined, scope)]) if clause.joined else row


def _row(normals, scope):
    if scope is not Scope.WORDS or len(normals) == 1:
        return _all([_word(normal, scope) for normal in normals])
    return {"match_phrase": {scope.value: {"query": " ".join(normals), "analyzer": "whitespace"}}}


def _word(normal, scope):
    return {"term": {scope.value: normal}}


def _all(filters):
    return filters[0] if len(filters) == 1 else {"bool": {"filter": filters}}


def _any(filters):
    return filters[0] if len(filters) == 1 else {"bool": {"should": filters, "minimum_should_match": 1}}
