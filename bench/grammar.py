"""Russian sentences from patterns: words in their forms, chosen as in living speech, few often and many seldom."""

import random
from bisect import bisect
from functools import cache
from itertools import accumulate, product
from typing import NamedTuple

import pymorphy3

from bench.words import ADJECTIVES, ADVERBS, LINKS, NAME_BEGINNINGS, NAME_ENDINGS, NAME_MIDDLES, NOUNS, PATTERNS, VERBS

SENTENCES = [pattern.split() for pattern in PATTERNS.strip().splitlines()]
ADVERB_LIST, LINK_LIST = ADVERBS.split(), LINKS.split()
NAME_PARTS = [part.split() for part in (NAME_BEGINNINGS, NAME_MIDDLES, NAME_ENDINGS)]
CASES = {"1": "nomn", "2": "gent", "3": "datv", "4": "accs", "5": "ablt", "6": "loct"}
WITH_ADJECTIVE = 0.6
PLURAL = 0.4
# A text speaks of its own subjects: so many of its nouns come from a handful of its own.
OWN_WORDS = 0.4
OWN_NOUNS = 14


class Choice:
    """Words by rank: the weight of the n-th is 1 / (n + 3), close to how often words are used (Zipf)."""

    def __init__(self, words):
        self.words = words
        self.sums = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def pick(self, rng):
        """Return one word, chosen with `rng` (random.Random)."""
        return self.words[bisect(self.sums, rng.random() * self.sums[-1])]


class Noun(NamedTuple):
    """The forms of a noun by (plural, case), and what its adjective must know of it."""

    forms: dict
    gender: str
    animate: bool
    numbers: tuple


class Verb(NamedTuple):
    """The three forms the patterns need."""

    infinitive: str
    singular: str
    plural: str


@cache
def lexicon():
    """Return the inflected vocabulary: {"nouns", "adjectives", "verbs", "places"} as Choices; a second or two, once."""
    morph = pymorphy3.MorphAnalyzer(lang="ru")
    places = [a.capitalize() + b + c for a, b, c in product(*NAME_PARTS)]
    # Neighbours in rank must not begin alike.
    random.Random(1).shuffle(places)
    return {
        "nouns": Choice([_noun(morph, word) for word in NOUNS.split()]),
        "adjectives": Choice([_adjective(morph, word) for word in ADJECTIVES.split()]),
        "verbs": Choice([_verb(morph, word) for word in VERBS.split()]),
        "places": Choice(places),
    }


def _noun(morph, word):
    parse = next(p for p in morph.parse(word) if "NOUN" in p.tag and "nomn" in p.tag)
    forms = {}
    for plural, number in ((False, "sing"), (True, "plur")):
        for code, case in CASES.items():
            if form := parse.inflect({case, number}):
                forms[plural, code] = form.word
    # «каникулы» has no singular, «дисциплина» may lack a case of the plural: only whole numbers are used.
    numbers = tuple(plural for plural in (False, True) if all((plural, code) in forms for code in CASES))
    return Noun(forms, parse.tag.gender or "plur", "anim" in parse.tag, numbers)


def _adjective(morph, word):
    """Return the forms of an adjective by (case, gender or "plur", animate)."""
    parse = next(p for p in morph.parse(word) if "ADJF" in p.tag and p.normal_form == word)
    forms = {}
    for (code, case), gender, animate in product(CASES.items(), ("masc", "femn", "neut", "plur"), (True, False)):
        wanted = {case, gender}
        if case == "accs" and gender in ("masc", "plur"):
            wanted.add("anim" if animate else "inan")
        forms[code, gender, animate] = parse.inflect(wanted).word
    return forms


def _verb(morph, word):
    for parse in morph.parse(word):
        singular, plural = (parse.inflect({"3per", number, "pres"}) for number in ("sing", "plur"))
        if "INFN" in parse.tag and singular and plural:
            return Verb(word, singular.word, plural.word)
    raise ValueError(f"{word}: нет форм настоящего времени")


class Writer:
    """Writes sentences with one generator of chance; the same generator gives the same text."""

    def __init__(self, rng):
        self.rng, self.words = rng, lexicon()
        self.own = [rng.choice(self.words["nouns"].words) for _ in range(OWN_NOUNS)]
        self.plural = False

    def sentence(self):
        """Return one sentence with its capital letter and full stop."""
        text = " ".join(self._slot(slot) for slot in self.rng.choice(SENTENCES))
        for sign in ",.:":
            text = text.replace(f" {sign}", sign)
        return text[0].upper() + text[1:]

    def phrase(self, case="1", adjective=True):
        """Return a noun in the case «1»–«6», with or without an adjective that agrees."""
        own = self.rng.random() < OWN_WORDS
        noun = self.rng.choice(self.own) if own else self.words["nouns"].pick(self.rng)
        plural = noun.numbers[-1] if self.rng.random() < PLURAL else noun.numbers[0]
        if case == "1":
            self.plural = plural
        form = noun.forms[plural, case]
        if not adjective:
            return form
        agreed = (case, "plur" if plural else noun.gender, noun.animate)
        return f"{self.words['adjectives'].pick(self.rng)[agreed]} {form}"

    def paragraphs(self, characters):
        """Return paragraphs of some 3–7 sentences, `characters` long in all."""
        done, parts = 0, []
        while done < characters:
            parts.append(" ".join(self.sentence() for _ in range(self.rng.randint(3, 7))))
            done += len(parts[-1]) + 2
        return parts

    def _slot(self, slot):
        if not slot.isupper():
            return slot
        if slot[:2] == "NP":
            return self.phrase(slot[2], self.rng.random() < WITH_ADJECTIVE)
        if slot[0] == "N" and slot[1:].isdigit():
            return self.phrase(slot[1], adjective=False)
        return self._other(slot)

    def _other(self, slot):
        rng = self.rng
        if slot == "V":
            verb = self.words["verbs"].pick(rng)
            return verb.plural if self.plural else verb.singular
        if slot == "INF":
            return self.words["verbs"].pick(rng).infinitive
        if slot == "PLACE":
            return self.words["places"].pick(rng)
        if slot == "YEAR":
            return str(rng.randint(1995, 2026))
        if slot == "NUMBER":
            return str(rng.randint(2, 40))
        return rng.choice(ADVERB_LIST if slot == "ADV" else LINK_LIST).replace("_", " ")
