"""Terms explained where they stand: the first mention in the prose of a page leads to the glossary and carries its meaning.

Works on rendered HTML, so that it costs one pass over a page's words and no block need know of it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from home.frame import current_frame
from home.middleware import current_request
from home.models.terms import Explained
from home.terms import current_terms, fold, normals_of

TAG = re.compile(r"(<[^>]*>)")
TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
# Not the letters of an entity («&nbsp;»).
WORD = re.compile(r"(?<![&#\w])[^\W\d_]+")
GAP = re.compile(r"(?:[\s\u2060‐‑-]|&nbsp;)+")
# Links and headings stay what they are; in tables a note would be cut off; words in quotes are somebody's own.
LEFT_ALONE = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "button",
        "code",
        "dt",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "label",
        "pre",
        "script",
        "select",
        "style",
        "summary",
        "svg",
        "table",
        "textarea",
    ]
)
LONGEST_NOTE = 320
BEGINNING = 3
MOST_WORDS_REMEMBERED = 20_000


@dataclass(frozen=True)
class Mention:
    """Terms found in a text between two characters of it; several where like terms are written alike."""

    start: int
    end: int
    terms: tuple


class Finder:
    """Finds mentions of terms: abbreviations letter for letter, names in any of their forms."""

    def __init__(self, terms):
        self.terms = terms
        # Abbreviation → terms; normal forms of a name → terms; the first of them → how long such names are.
        self._short, self._phrases, self._lengths, self._beginnings = {}, {}, {}, set()
        # Words of pages as they are written → lengths of names that may begin there: the same words come again.
        self._known, self._normals = {}, {}
        for term in terms:
            self._learn(term)

    def mentions(self, text):
        """Yield the Mentions of a piece of text without tags, in order; none overlaps another."""
        words, free = list(WORD.finditer(text)), 0
        for number, word in enumerate(words):
            lengths = self._known.get(word[0])
            if lengths is None:
                lengths = self._known[word[0]] = self._lengths_at(word[0])
            if lengths and number >= free:
                length, terms = self._longest(words, number, lengths, text)
                if terms:
                    free = number + length
                    yield Mention(word.start(), words[free - 1].end(), tuple(terms))

    def _learn(self, term):
        if term.explained == Explained.NEVER:
            return
        if term.abbreviation:
            self._short.setdefault(term.abbreviation, []).append(term)
        words = [fold(word) for word in WORD.findall(term.phrase)]
        if not words or term.explained == Explained.SHORT:
            return
        normals = tuple(map(self._normal, words))
        self._beginnings |= {words[0][:BEGINNING], normals[0][:BEGINNING]}
        self._phrases.setdefault(normals, []).append(term)
        self._lengths[normals[0]] = sorted({*self._lengths.get(normals[0], ()), len(normals)}, reverse=True)

    def _lengths_at(self, word):
        """Return the lengths, in words, of what may begin with `word`, the longest first; an abbreviation is one word."""
        if len(self._known) > MOST_WORDS_REMEMBERED:
            self._known = {}
        folded, lengths = fold(word), []
        if folded[:BEGINNING] in self._beginnings:
            lengths += self._lengths.get(self._normal(folded), ())
        return lengths or ([1] if word in self._short else [])

    def _longest(self, words, number, lengths, text):
        """Return the length of the longest mention that begins at `number` and its terms; (1, None) where there is none."""
        normals = [self._normal(fold(words[number][0]))]
        for left, right in pairwise(words[number : number + lengths[0]]):
            if not GAP.fullmatch(text, left.end(), right.start()):
                break
            normals.append(self._normal(fold(right[0])))
        for length in lengths:
            if length <= len(normals) and (terms := self._phrases.get(tuple(normals[:length]))):
                return length, terms
        return 1, self._short.get(words[number][0])

    def _normal(self, word):
        normal = self._normals.get(word)
        if normal is None:
            if len(self._normals) > MOST_WORDS_REMEMBERED:
                self._normals = {}
            normal = self._normals[word] = normals_of([word])[word]
        return normal


_finder = Finder(())


def current_finder():
    """Return the Finder of the terms of this moment."""
    global _finder
    terms, finder = current_terms(), _finder
    if finder.terms is not terms:
        _finder = finder = Finder(terms)
    return finder


def explain_on_page(html):
    """Return `html` with terms explained that this page has not explained yet, unless the centre does not want it."""
    if not current_frame().settings.explain_terms:
        return html
    request = current_request.get()
    if request is None:
        return explain(html, current_finder(), set())
    if not hasattr(request, "explained_terms"):
        request.explained_terms = set()
    return explain(html, current_finder(), request.explained_terms)


def explain(html, finder, seen):
    """Return `html` (safe) with the first mention of each term explained; codes of terms done are added to `seen`."""
    out, closing = [], []
    for piece in TAG.split(html):
        if piece.startswith("<"):
            _pass(piece, closing)
            out.append(piece)
        elif closing or not piece:
            out.append(piece)
        else:
            out.append(_with_notes(piece, finder, seen))
    return "".join(out)


def _pass(tag, closing):
    """Keep in `closing` the names of elements around whose contents nothing is explained."""
    name = TAG_NAME.match(tag)
    if name is None or name[1].lower() not in LEFT_ALONE or tag.endswith("/>"):
        return
    if not tag.startswith("</"):
        closing.append(name[1].lower())
    elif closing and closing[-1] == name[1].lower():
        closing.pop()


def _with_notes(text, finder, seen):
    parts, done = [], 0
    for mention in finder.mentions(text):
        code = mention.terms[0].code
        if code not in seen:
            seen.update(term.code for term in mention.terms)
            parts += [text[done : mention.start], _note(text[mention.start : mention.end], mention.terms)]
            done = mention.end
    return "".join([*parts, text[done:]])


def _note(words, terms):
    """Return the mention as a link with its note: shown by pointing, by focus, by touch; `words` are safe already."""
    start, end = _frame_of(terms)
    return f"{start}{words}{end}"


@lru_cache(maxsize=512)
def _frame_of(terms):
    """Return what stands before and after the words of a mention: the same for the same terms."""
    single, first = len(terms) == 1, terms[0]
    meaning = format_html_join(" ", "<b>{}.</b> {}", ((_heading(term, single), _meaning(term)) for term in terms))
    start = format_html(
        '<span class="term"><a class="term__word" href="{}" aria-describedby="term-{}">', first.url, first.code
    )
    end = format_html('</a><span class="term__note" id="term-{}" role="tooltip">{}</span></span>', first.code, meaning)
    return start, end


def _heading(term, single):
    name = term.phrase if single else term.name
    return f"{name} ({term.abbreviation})" if term.abbreviation else name


def _meaning(term):
    meaning = capfirst(Truncator(term.readings[0].definition).chars(LONGEST_NOTE))
    other = _(" Есть и другое толкование.") if len(term.readings) > 1 else ""
    return f"{meaning}{other}"
