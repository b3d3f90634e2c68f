"""The centre's thesaurus as search uses it (FX-06, F3-31): never staler than the terms themselves."""

from home.terms import current_terms
from search.language.synonyms import Thesaurus
from search.words import query_normaliser

_kept: tuple[tuple, Thesaurus] | None = None


def current_thesaurus():
    """Return the Thesaurus of the active terms of this moment; made anew only after one of them has changed."""
    global _kept
    terms, kept = current_terms(), _kept
    if kept is None or kept[0] is not terms:
        groups = (term.labels for term in terms if len(term.labels) > 1)
        _kept = kept = terms, Thesaurus(groups, query_normaliser())
    return kept[1]
