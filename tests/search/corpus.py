"""A small archive of made words, hostile queries for it, and an oracle that reads every page for every query."""

import random
from functools import cache

from search.language.query import Either, Phrase, parse
from search.stored import PageWords
from search.words import query_normaliser

VOCABULARY = [
    "урок", "школа", "учитель", "проект", "чтение", "книга", "лес", "снег", "лёд", "музей", "театр", "химия", "опыт",
    "видеоурок", "273", "2024", "фгос", "план", "игра", "дети", "кружок", "стали", "д'артаньян", "x" * 90, "lesson",
]  # fmt: skip
GLUED = ["видео-урок", "мастер-класс", "3D", "15.03.2020", "2024/25", "школа-музей"]
PAGES, TITLE, SUMMARY, BODY = 300, (1, 4), (0, 8), (0, 60)


def pages(seed=1, count=PAGES, first=1):
    """Return {page id: PageWords} of `count` pages, ids from `first` on with gaps."""
    rng = random.Random(seed)
    made = {}
    for number in range(count):
        page_id = first + number * 3
        made[page_id] = PageWords(
            page_id,
            _words(_text(rng, TITLE)),
            _words(_text(rng, SUMMARY)),
            tuple(filter(None, (_words(_text(rng, BODY)) for _part in range(rng.randrange(3))))),
        )
    return made


def queries(seed=2, count=250):
    """Return parsed queries: one word to twelve, phrases, exclusions, glued words, unknown words."""
    rng = random.Random(seed)
    return [query for query in (parse(_question(rng), query_normaliser()) for _number in range(count)) if query]


def holds(page, query, any_word=False):
    """Tell whether `page` matches `query`, by reading it word for word."""
    texts = [text.split() for text in (page.title, page.summary, *page.body)]
    wanted = [_has(texts, clause, any_word) for clause in query.clauses]
    return (any if any_word else all)(wanted) and not any(_has(texts, clause) for clause in query.excluded)


def holds_near(words, query, any_word=False):
    """Tell whether a text that is a bag of `words` has what `query` asks for."""
    words = set(words.split())
    wanted = [_in_bag(words, clause, any_word) for clause in query.clauses]
    return (any if any_word else all)(wanted)


def _has(texts, clause, any_word=False):
    if isinstance(clause, Either):
        typed = [_has(texts, part) for part in clause.typed]
        return (any if any_word else all)(typed) or any(_has(texts, other) for other in clause.others)
    if isinstance(clause, Phrase):
        return any(_stands_in(text, clause.normals) or clause.joined in text for text in texts)
    return any(normal in text for text in texts for normal in clause.normals)


def _in_bag(words, clause, any_word=False):
    if isinstance(clause, Either):
        typed = [_in_bag(words, part) for part in clause.typed]
        return (any if any_word else all)(typed) or any(_in_bag(words, other) for other in clause.others)
    if isinstance(clause, Phrase):
        return words.issuperset(clause.normals) or clause.joined in words
    return any(normal in words for normal in clause.normals)


def _stands_in(text, row):
    return any(text[start : start + len(row)] == list(row) for start in range(len(text) - len(row) + 1))


@cache
def _words(text):
    return query_normaliser().normalise(text)


def _text(rng, lengths):
    # Early words are common, late ones rare; some stand in a row often enough for phrases to be found.
    words = [VOCABULARY[min(int(rng.expovariate(0.2)), len(VOCABULARY) - 1)] for _n in range(rng.randint(*lengths))]
    if rng.random() < 0.3:
        words.insert(rng.randint(0, len(words)), rng.choice(GLUED))
    return " ".join(words)


def _question(rng):
    parts = []
    for _number in range(rng.choice([1, 1, 2, 2, 3, 4, 12])):
        word = rng.choice([*VOCABULARY, *GLUED, "неттакого"])
        kind = rng.random()
        if kind < 0.2:
            parts.append(f'"{word} {rng.choice(VOCABULARY)}"')
        elif kind < 0.3 and parts:
            parts.append(f"-{word}")
        elif kind < 0.4 and parts:
            parts.append(f'-"{word} {rng.choice(VOCABULARY)}"')
        else:
            parts.append(word)
    return " ".join(parts)
