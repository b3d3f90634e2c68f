"""The words of the index as people write them: filled by the clock, kept by each process as one text (corrections)."""

import threading
from collections import Counter, defaultdict

from home.changes import current_generation, log, note_changes
from search.language.corrections import Vocabulary
from search.language.morphology import is_in_dictionary, lemmas_of
from search.language.normaliser import VERSION
from search.models import IndexWord, WordForm

# Two megabytes of a process; what is rarer is misspelled itself more often than it is meant.
MOST = 60_000
CHUNK = 500
# Enough to tell what most forms of a word are forms of.
LOOKED_AT = 8


class _Memory:
    """The vocabulary as of one generation of changes; read anew only when words have changed and one is asked for."""

    def __init__(self):
        self._lock = threading.Lock()
        self.forget()

    def forget(self):
        self._vocabulary, self._generation = None, -1

    def vocabulary(self, generation):
        with self._lock:
            if self._generation < generation:
                changed = log.since(self._generation) if self._vocabulary is not None else None
                if changed is None or None in changed:
                    self._vocabulary = Vocabulary(_commonest())
                self._generation = generation
            return self._vocabulary


_memory = _Memory()


def current_vocabulary():
    """Return the Vocabulary of the commonest words of public pages, as the clock has counted them."""
    return _memory.vocabulary(current_generation())


def forget():
    """Drop what this process knows: the database was replaced (tests, a restored copy)."""
    _memory.forget()


def note_words():
    """Tell every process that words or their numbers have changed."""
    note_changes([])


def forms_for(normals):
    """Return {normal form: how people write it} of `normals`: the dictionary form of most of the words met in texts.

    A word that no dictionary has is written as its shortest form; one whose forms are not known is left out.
    """
    wanted, met = set(normals), defaultdict(list)
    if wanted:
        rows = WordForm.objects.filter(version=VERSION).values_list("word", "normal")
        for word, normal in rows.iterator(CHUNK):
            if normal in wanted:
                met[normal].append(word)
    return {normal: _form(sorted(words, key=lambda word: (len(word), word))) for normal, words in met.items()}


def _form(words):
    shares = Counter()
    for word in words[:LOOKED_AT]:
        shares.update(lemmas_of(word))
    # Of «математик» and «математика», one normal form, that is meant which texts have as it stands.
    known = [lemma for lemma in shares if lemma in words or is_in_dictionary(lemma)]
    return max(known, key=lambda lemma: (lemma in words, shares[lemma]), default=words[0])


def _commonest():
    rows = IndexWord.objects.filter(pages__gt=0).exclude(form="").order_by("-pages", "pk").values_list("form", "pages")
    found = {}
    for form, pages in rows[:MOST]:
        # Numbers and initials are nobody's misspelling and no suggestion.
        if len(form) > 2 and form.isalpha():
            found.setdefault(form, pages)
    return found.items()
