"""What she meant: from the words as typed to what is really asked, step by step; each step is told and can be taken off.

The steps: the other keyboard, a misspelled word (see correcting), other names of the same thing, school classes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from search.language.classes import expand_classes
from search.language.layout import in_other_layout
from search.language.query import STOP_WORDS, Either, Query, parse, quoted_places
from search.language.tokens import clean_line, tokens, words
from search.thesaurus import current_thesaurus
from search.vocabulary import codes_of
from search.words import query_normaliser

LAYOUT, TYPO, NAMES, CLASSES = "layout", "typo", "names", "classes"
SPELLING = (LAYOUT, TYPO)
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True)
class Step:
    """One thing understood: its kind, the words as they were typed, what they are taken for."""

    kind: str
    typed: str
    understood: tuple[str, ...]

    @property
    def code(self):
        """What takes it off, as a value of the parameter `off`."""
        return f"{self.kind}:{self.typed.lower()}"


@dataclass
class _Steps:
    """What was understood on the way, and what would have been had the visitor not taken it off."""

    taken_off: frozenset[str]
    exact: bool
    on: list[Step] = field(default_factory=list)
    off: list[Step] = field(default_factory=list)

    def takes(self, kind: str, typed: str, understood: Iterable[str]) -> bool:
        step = Step(kind, typed, tuple(understood))
        is_off = self.exact or not self.taken_off.isdisjoint((kind, step.code))
        (self.off if is_off else self.on).append(step)
        return not is_off


@dataclass(frozen=True)
class Understanding:
    """What a visitor typed (`typed`) and what is asked (`query`), by `steps`; the steps `off` were taken off by her.

    `exact`: nothing but what was typed is asked.
    """

    typed: str
    query: Query
    steps: tuple[Step, ...] = ()
    off: tuple[Step, ...] = ()
    exact: bool = False

    @property
    def also(self):
        """The other names that are looked for."""
        return tuple(dict.fromkeys(name for step in self.steps if step.kind == NAMES for name in step.understood))

    @property
    def spelling(self):
        """The steps that changed letters of what was typed."""
        return tuple(step for step in self.steps if step.kind in SPELLING)

    @property
    def corrected(self):
        """The query as it was put right, None where its letters are as they were typed."""
        return self.query.raw if self.spelling else None


def understand(raw, off=(), exact=False, retype=False, corrections=()):
    """Return the Understanding of what was typed; never raises, whatever the string.

    `off` are codes of steps, or kinds of steps, that were taken off. `retype` tells to try the other keyboard, and
    `corrections` are pairs of a word (canonical) and what it is taken for: both for a query that finds nothing.
    """
    typed, cut = clean_line(raw)
    steps = _Steps(frozenset(code.lower() for code in off), exact)
    line = _in_right_layout(typed, steps) if retype else typed
    line = _put_right(line, dict(corrections), steps)
    query = parse(line, query_normaliser())
    query = _with_names(replace(query, cut=cut or query.cut), steps)
    query = expand_classes(
        query, query_normaliser(), lambda words, classes: steps.takes(CLASSES, words, map(str, classes))
    )
    return Understanding(typed, query, tuple(steps.on), tuple(steps.off), exact)


def _in_right_layout(line, steps):
    """Return `line` with the words retyped that no page has as they stand and some page has on the other keyboard."""
    chunks = [found for found in _CHUNK.finditer(line) if not _is_quoted(line, found.start())]
    meant = _retyped({found[0] for found in chunks})
    wrong = [found for found in chunks if found[0] in meant]
    if not wrong:
        return line
    typed, understood = " ".join(found[0] for found in wrong), " ".join(meant[found[0]] for found in wrong)
    if not steps.takes(LAYOUT, typed, [understood]):
        return line
    return _written_over(line, [(*found.span(), meant[found[0]]) for found in wrong])


def _retyped(chunks):
    """Return {piece of the query: the same on the other keyboard} of those `chunks` that only so are words."""
    options = {chunk: in_other_layout(chunk) for chunk, known in _known(chunks).items() if not any(known)}
    known = _known(option for found in options.values() for option in found)
    meant = {}
    for chunk, found in options.items():
        if right := [option for option in found if all(known.get(option, [False]))]:
            meant[chunk] = right[0]
    # «ehjr d irjkt»: beside a word on the wrong keyboard the small ones are on it too.
    for chunk in chunks - meant.keys() if meant else ():
        small = [option for option in in_other_layout(chunk) if STOP_WORDS.issuperset(words(option))]
        if small and chunk.isascii() == next(iter(meant)).isascii():
            meant[chunk] = small[0]
    return meant


def _known(chunks):
    """Return {chunk: [whether a page or the thesaurus has it, of each of its words]}, without chunks that say nothing."""
    found = {chunk: [word for word in words(chunk) if _says_something(word)] for chunk in chunks}
    normals = query_normaliser().normals(word for said in found.values() for word in said)
    codes, thesaurus = codes_of(normals.values()), current_thesaurus()
    return {
        chunk: [normals[word] in codes or thesaurus.has_word(normals[word]) for word in said]
        for chunk, said in found.items()
        if said
    }


def _says_something(word):
    return len(word) > 1 and word.isalpha() and word not in STOP_WORDS


def _put_right(line, corrections, steps):
    """Return `line` with the misspelled words outside of quotes as they were meant."""
    taken, changes = {}, []
    for token in tokens(line) if corrections else ():
        meant = corrections.get(token.text)
        if meant is None or _is_quoted(line, token.start):
            continue
        typed = line[token.start : token.end]
        if token.text not in taken:
            taken[token.text] = steps.takes(TYPO, typed, [meant])
        if taken[token.text]:
            changes.append((token.start, token.end, meant))
    return _written_over(line, changes)


def _with_names(query, steps):
    clauses = []
    for clause in current_thesaurus().expand(query).clauses:
        if isinstance(clause, Either):
            typed = " ".join(part.text for part in clause.typed)
            if not steps.takes(NAMES, typed, [other.text for other in clause.others]):
                clauses += clause.typed
                continue
        clauses.append(clause)
    return replace(query, clauses=tuple(clauses))


def _is_quoted(line, place):
    return any(start <= place < end for start, end in quoted_places(line))


def _written_over(line, changes):
    """Return `line` with [(start, end, text)] written over it."""
    for start, end, text in reversed(changes):
        line = line[:start] + text + line[end:]
    return line
