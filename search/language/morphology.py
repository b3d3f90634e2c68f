"""Russian and English word forms: the normal form of a word, and what else the same word may look like.

Pure functions over one canonical word (see ``tokens``). pymorphy3 gives the readings of a Russian word, PyStemmer cuts
what the dictionary form still carries: ``stem(lemma(word))``, design section 9.
"""

import threading
from functools import cache, lru_cache
from itertools import groupby, takewhile

import Stemmer

MAX_NORMALS = 4
# Of a longer run of letters or digits the beginning is compared; engines and tables have their limits too.
LONGEST = 80
PLAUSIBLE = 0.2

# Snowball strips «доо» to «до» and «ооо» to «оо»: abbreviations would become each other and prepositions.
_SHORTEST_STEM = 3

# Half of the past tense of «идти» is also an imperative («нашли» of «наслать»), which a library hardly ever uses.
_IMPERATIVE_WEIGHT = 0.8

_stemming = threading.Lock()  # PyStemmer objects must not be shared by threads at the same moment
_russian = Stemmer.Stemmer("russian", 0)
_english = Stemmer.Stemmer("english", 0)


@cache
def _analyser():
    # Imported at the first unknown word, not with the module: a process that only serves cached words stays small.
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def _stem(stemmer: Stemmer.Stemmer, lemma: str) -> str:
    with _stemming:
        stem = stemmer.stemWord(lemma)
    return stem if len(stem) >= _SHORTEST_STEM else lemma


def _is_russian(word: str) -> bool:
    # The dictionary knows no other scripts, and of letters without a name in Unicode it makes an error.
    return any("а" <= letter <= "я" for letter in word) and all("\u0400" <= letter <= "\u04ff" for letter in word)


def _normal_of(parse) -> str:
    # A few lemmas have a hyphen that their forms have not («тёмнобурый»); one token must stay one word.
    stem = _stem(_russian, parse.normal_form.replace("ё", "е").replace("-", ""))
    # The lemma of a word outside the dictionary is a guess that may keep an ending («ФГОСов» as a surname), and the
    # lemmas «Земляков» and «Землякова» are one name: a second cut brings their forms together.
    return stem if parse.is_known and "Surn" not in parse.tag else _stem(_russian, stem)


def _readings(word: str) -> dict[str, float]:
    """Return the normal forms a Russian word may have, each with its share of probability (0–1)."""
    weights: dict[str, float] = {}
    for parse in _analyser().parse(word):
        normal = _normal_of(parse)
        weight = parse.score * (_IMPERATIVE_WEIGHT if "impr" in parse.tag else 1)
        weights[normal] = weights.get(normal, 0) + weight
    total = sum(weights.values()) or 1
    return {normal: weight / total for normal, weight in weights.items()}


def _best(readings: dict[str, float]) -> str:
    return max(readings, key=readings.__getitem__)


def normal_form(word: str) -> str:
    """Return the normal form of one canonical word: the one that the index and the query compare (FX-02).

    A Russian word gives the stem of its lemma, a word of plain Latin letters its English stem, anything else itself.
    Never empty and never with a space in it.
    """
    if len(word) > LONGEST:
        return word[:LONGEST]  # no word of a language: a line of a table, a key, an address without its dots
    if len(word) == 1:
        return word  # an initial or a number of a list, not the «так» that the dictionary sees in «т.»
    if _is_russian(word):
        return _best(_readings(word))
    return _stem(_english, word) if word.isascii() and word.isalpha() else word


@lru_cache(maxsize=4096)
def homonyms(word: str) -> tuple[str, ...]:
    """Return other normal forms under which the same word may stand in the index, at most three.

    «кружок»: its genitive «кружка» is indexed as the mug, so the query has to ask for both. A reading counts when it
    has at least a fifth of the probability. For queries only: it looks at every form of the word.
    """
    if not 1 < len(word) <= LONGEST or not _is_russian(word):
        return ()
    readings = _readings(word)
    main = _best(readings)
    found = dict.fromkeys(normal for normal, share in readings.items() if share >= PLAUSIBLE)
    for form, own in _own_forms(word, readings, known_only=True):
        shares = _readings(form)
        if shares.get(own, 0) >= PLAUSIBLE:
            found[_best(shares)] = None
    found.pop(main, None)
    return tuple(found)[: MAX_NORMALS - 1]


def _own_forms(word: str, readings: dict[str, float], *, known_only: bool = False) -> dict[tuple[str, str], None]:
    """Return the forms of a Russian word in its plausible readings, each with the normal form of the reading.

    ``known_only`` leaves out the forms that are guessed for a word outside the dictionary.
    """
    forms: dict[tuple[str, str], None] = {}
    lexemes = set()
    for parse in _analyser().parse(word):
        own = _normal_of(parse)
        if readings[own] < PLAUSIBLE or own in lexemes or (known_only and not parse.is_known):
            continue
        lexemes.add(own)
        forms |= dict.fromkeys((form.word.replace("ё", "е"), own) for form in parse.lexeme)
    return forms


@lru_cache(maxsize=4096)
def beginnings(word: str) -> tuple[str, ...]:
    """Return the beginnings one of which every form of the word has: «ребенок» gives «дет» and «ребен».

    A cheap filter before words of a text are looked up one by one; for queries only.
    """
    forms = {word, normal_form(word), *homonyms(word)}
    if _is_russian(word):
        forms |= {form for form, _ in _own_forms(word, _readings(word))}
    groups = (list(group) for _, group in groupby(sorted(forms), key=lambda form: form[:3]))
    # In a sorted group what the first and the last form share, all share.
    return tuple(_common_beginning(group[0], group[-1]) for group in groups)


def lemmas_of(word: str) -> dict[str, float]:
    """Return the dictionary forms of one canonical word, the likeliest first, with their shares of probability (0–1).

    A guess for a word outside the dictionary; a word that is not Russian is its own.
    """
    if not _is_russian(word) or len(word) > LONGEST:
        return {word: 1.0}
    shares: dict[str, float] = {}
    for parse in _analyser().parse(word):
        lemma = parse.normal_form.replace("ё", "е")
        shares[lemma] = shares.get(lemma, 0) + parse.score
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def lemma_of(word: str) -> str:
    """Return the likeliest dictionary form of one canonical word, folded."""
    return next(iter(lemmas_of(word)))


@lru_cache(maxsize=1024)
def forms_of(lemma: str) -> tuple[str, ...]:
    """Return every form of the dictionary form ``lemma`` (folded), nothing for a word outside the dictionary."""
    if not is_in_dictionary(lemma):
        return ()
    readings = [parse for parse in _analyser().parse(lemma) if parse.normal_form.replace("ё", "е") == lemma]
    return tuple(dict.fromkeys(form.word.replace("ё", "е") for parse in readings[:2] for form in parse.lexeme))


def is_in_dictionary(word: str) -> bool:
    """Tell whether the dictionary of Russian has this form of a word; «е» stands for «ё» too."""
    return _is_russian(word) and len(word) <= LONGEST and _analyser().parse(word)[0].is_known


def _common_beginning(one: str, other: str) -> str:
    return "".join(left for left, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
