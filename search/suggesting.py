"""Suggestions while a query is typed: terms of the thesaurus, words that go on, titles of pages.

Nothing is kept for it: what goes on is asked of the index as it is, and only pages that everybody may see at this moment
give titles and words, so what has left the site is suggested by nobody (design §9).
"""

import time
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import Q

from home.terms import current_terms
from library.facets import current_facets
from library.facets.form import address
from search.common_words import current_vocabulary
from search.engines import database_engine
from search.engines.base import Scope
from search.hits import shown_pages
from search.language.morphology import is_in_dictionary
from search.language.query import STOP_WORDS, Query, Word, parse
from search.language.tokens import clean_query, fold, tokens
from search.models import IndexWord
from search.vocabulary import counted_of
from search.words import query_normaliser

SHORTEST = 2
LONGEST = 80
MOST, MOST_TERMS, MOST_WORDS, MOST_TITLES = 8, 2, 3, 4
# Of words in so many pages nobody's draft is told; that rarer ones stand on a public page is looked up.
COMMON = 300
# As many words may go on the one that is being typed: the first of a query, or one that others narrow down.
GOING_ON, GOING_ON_AFTER = 6, 40
# As many pages are read for their titles.
READ = 60
# One title is enough to finish a word; to add another there must be two.
FINISHED = 2
# What stands in more pages than this says nothing yet of which page is wanted.
MOST_PAGES, MOST_PAGES_OF_SEVERAL = 3000, 6000
# The commonest words that go on count; that many pages of them together an index looks through at once.
MOST_GONE_ON = 30_000
# Shorter beginnings may become too many words: beside words of few pages they are looked for in the titles.
LONG, NARROW = 3, 300


@dataclass(frozen=True)
class Suggestion:
    """A line of the list: `kind` is «term», «words» or «page»; `url` leads to what it says."""

    kind: str
    text: str
    url: str


def suggest(raw, base):
    """Return (the clean beginning that was typed, its Suggestions); `base` is the address of the search page."""
    typed = clean_query(raw)
    if not SHORTEST <= len(typed) <= LONGEST:
        return typed, []
    found = {}
    for kind, text, url in (*_terms(typed), *_going_on(typed)):
        key = fold(text)
        if key != fold(typed) and key not in found:
            found[key] = Suggestion(kind, text, url or address(base, {}, q=text))
    return typed, list(found.values())[:MOST]


def _terms(typed):
    """Yield the names of the thesaurus that begin so, or have a word that does."""
    start = fold(typed)
    labels = _labels()
    begin = [label for label in labels if fold(label).startswith(start)]
    inside = [label for label in labels if f" {start}" in fold(label)]
    for label in list(dict.fromkeys(begin + inside))[:MOST_TERMS]:
        yield "term", label, ""


def _labels():
    return [label for term in current_terms() for label in term.labels]


def _going_on(typed):
    """Yield words that go on with what was typed, and the titles that have it all."""
    found = list(tokens(typed))
    if not found:
        return
    # After a space the next word is wanted, not a longer one.
    last = found[-1] if found[-1].end == len(typed) else None
    before = parse(typed[: last.start] if last else typed, query_normaliser()).clauses
    longer = _longer(last.text, GOING_ON_AFTER if before else GOING_ON) if last else {}
    if last and not before:
        shown = (word for word, pages in longer.items() if _is_language(word) and (pages >= COMMON or _is_public(word)))
        yield from (("words", word, "") for word in islice(shown, MOST_WORDS))
    pages = _pages(before, last, [*longer])
    yield from (("words", phrase, "") for phrase in _phrases(pages, typed, found, last))
    shown = [page for page in pages if last is None or _has_word(page.title, last.text)]
    yield from (("page", page.title, page.url) for page in shown[:MOST_TITLES])


def _longer(start, most):
    """Return {word: pages} of the words of the index that begin with `start`, the commonest first, `start` itself too."""
    longer, pages = {}, 0
    for word, count in current_vocabulary().beginning_with(start):
        pages += count
        if len(longer) == most or (longer and pages > MOST_GONE_ON):
            break
        if word not in STOP_WORDS:
            longer[word] = count
    if len(longer) < GOING_ON and pages < MOST_GONE_ON:
        # What was written today nobody has counted yet.
        new = IndexWord.objects.filter(_beginning(start)).values_list("normal", "pages")[: GOING_ON - len(longer)]
        longer = {**longer, **{normal: pages for normal, pages in new if normal not in longer}}
    return longer


def _pages(before, last, longer):
    """Return the newest ShownPages with all words in their titles, [] where there are too many to mean one."""
    normaliser = query_normaliser()
    wanted, most = list(before), READ
    if last:
        normals = dict.fromkeys((normaliser.normal(last.text), *normaliser.normals(longer).values(), *longer))
        wanted.append(Word(last.text, tuple(normals)))
    counted = counted_of(normal for clause in wanted for normal in clause.normals)
    pages = [sum(counted[normal][1] for normal in clause.normals if normal in counted) for clause in wanted]
    if not wanted or min(pages) > (MOST_PAGES if len(wanted) == 1 else MOST_PAGES_OF_SEVERAL):
        return []
    if last and before and len(last.text) < LONG and min(pages[:-1]) <= NARROW:
        # Of few pages the titles themselves say best what a letter or two may become.
        wanted, most = list(before), NARROW
    page_ids = _shown_ids(Query("", tuple(wanted)), Scope.TITLE, most)
    known = shown_pages(page_ids)
    return [known[page_id] for page_id in page_ids if page_id in known]


def _shown_ids(query, scope, most):
    """Return the newest `most` ids of the pages that match and that everybody may see."""
    index = current_facets()
    shown, bits = index.shown_bits(time.time()), 0
    for block in database_engine().matches(query, scope):
        bits |= index.bits_of(block) & shown
    return index.newest_ids(bits, 0, most)


def _is_public(word):
    """Tell whether a page that everybody may see has the word at this moment."""
    normal = query_normaliser().normal(word)
    return bool(shown_pages(_shown_ids(Query(word, (Word(word, (normal,)),)), Scope.WORDS, MOST)))


def _phrases(pages, typed, found, last):
    """Return what was typed with its last word finished, or one more word, as titles have it word by word."""
    counted, left = Counter(), found[-2].text if len(found) > 1 else None
    for page in pages:
        words = [token.text for token in tokens(page.title)]
        for place, word in enumerate(words):
            if word == found[-1].text and (more := _next(words[place + 1 :])):
                counted[f"{typed.rstrip()} {more}"] += 1
            elif last and place and words[place - 1] == left and word.startswith(last.text):
                counted[typed[: last.start] + word] += FINISHED
    return [phrase for phrase, count in counted.most_common(MOST_WORDS) if count >= FINISHED]


def _next(words):
    """Return the next word that says something, with the small one before it: «в школе»."""
    length = 2 if words and words[0] in STOP_WORDS else 1
    return " ".join(words[:length]) if len(words) >= length and words[length - 1] not in STOP_WORDS else ""


def _is_language(word):
    """Tell whether people write it so: of «урок-игра» the index also has «урокигра»."""
    return word.isascii() or is_in_dictionary(word) or fold(word) in map(fold, _labels())


def _has_word(title, start):
    """Tell whether the title as it is now has the word: the index may still know the page by an older one."""
    near = [token.text for token in tokens(title) if token.text.startswith(start[:3])]
    normals = query_normaliser().normals([start, *near])
    return any(word.startswith(start) or normals[word] == normals[start] for word in near)


def _beginning(start):
    """Return the condition for normal forms that begin with `start`, such that the database's index serves it."""
    if connection.vendor == "sqlite":
        return Q(normal__gte=start, normal__lt=f"{start}\U0010ffff")
    return Q(normal__startswith=start)
