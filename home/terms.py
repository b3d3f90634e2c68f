"""The thesaurus as every process remembers it, and how words are brought to one form.

Knows nothing of a language by itself: the app of search lends its normaliser by `register_normaliser` in `ready()`.
"""

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from home.changes import current_generation, log
from home.models import Term

# What tells like terms apart stands in brackets and in no text: «Сетевая ОО (исполнитель)».
REMARK = re.compile(r"\s*\([^)]*\)")

Normals = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class Reading:
    """What a source says that a term means."""

    definition: str
    source: str


@dataclass(frozen=True)
class KnownTerm:
    """An active term with all that is said of it; `related` are (name, code) of active terms."""

    name: str
    code: str
    abbreviation: str
    readings: tuple[Reading, ...]
    synonyms: tuple[str, ...]
    related: tuple[tuple[str, str], ...]
    explained: str

    @property
    def phrase(self):
        """The term as it stands in a text."""
        return REMARK.sub("", self.name).strip()

    @property
    def labels(self):
        """Everything the term is called."""
        return tuple(dict.fromkeys(label for label in (self.phrase, self.abbreviation, *self.synonyms) if label))

    @property
    def url(self):
        """Its place in the glossary."""
        return f"{reverse('home:glossary')}#{self.code}"


class _Memory:
    """The active terms as of one generation of changes; read anew only when words have changed."""

    def __init__(self):
        self._lock = threading.Lock()
        self._terms, self._generation = None, -1

    def terms(self, generation, changes=log):
        """Return the KnownTerms of `generation`: the same tuple until a term changes."""
        with self._lock:
            if self._generation < generation:
                changed = changes.since(self._generation) if self._terms is not None else None
                if changed is None or None in changed:
                    self._terms = _read()
                self._generation = generation
            return self._terms


_memory = _Memory()


def current_terms():
    """Return all active terms by name, a tuple of KnownTerm; its identity tells whether anything has changed."""
    return _memory.terms(current_generation())


def _read():
    terms = Term.objects.active().order_by("name").prefetch_related("readings", "related")
    return tuple(
        KnownTerm(
            name=term.name,
            code=term.code,
            abbreviation=term.abbreviation.strip(),
            readings=(
                Reading(term.definition, term.source),
                *(Reading(reading.definition, reading.source) for reading in term.readings.all()),
            ),
            synonyms=tuple(line.strip() for line in term.synonyms.splitlines() if line.strip()),
            related=tuple((other.name, other.code) for other in term.related.all() if other.is_active),
            explained=term.explained,
        )
        for term in terms
    )


def fold(word):
    """Return a word as words are compared: small letters, «ё» as «е»."""
    return word.lower().replace("ё", "е")


def _as_they_are(words):
    return {word: word for word in words}


_normals: list[Normals] = [_as_they_are]


def register_normaliser(normals):
    """Let `normals(folded words) -> {word: its normal form}` tell which words are forms of one."""
    _normals[0] = normals


def normals_of(words):
    """Return {word: normal form} for folded words."""
    return _normals[0](words)
