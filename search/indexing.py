"""From documents to the index."""

import re
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, islice

from django.db import connection, transaction
from django.utils import timezone

from search import outbox
from search.documents import load_documents, texts_of
from search.engines import database_engine
from search.language.classes import class_words
from search.language.normaliser import VERSION
from search.models import SearchDocument
from search.stored import PageWords, digests_of, lock_state, numbers_of, remember
from search.words import index_normaliser

# Words written with a hyphen are also indexed as one: «видео-урок» is found by «видеоурок».
HYPHENATED = re.compile(r"\b[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")


def catch_up():
    """Bring the index up to the queue of changes; return how many rows of it were done."""
    return outbox.drain(write_pages)


@dataclass(frozen=True)
class Reading:
    """What the pages `page_ids` said when they were read.

    numbers     {page id: IndexedPage.number} of before
    documents   {page id: Document} of those that belong in the index
    words       their PageWords
    errors      {page id: what went wrong} of those that cannot be read
    """

    page_ids: list
    numbers: dict
    documents: dict
    words: list
    errors: dict

    @property
    def gone(self):
        """The ids of pages that do not belong in the index."""
        return set(self.page_ids) - self.documents.keys() - self.errors.keys()


def read_pages(page_ids):
    """Return the Reading of `page_ids`, as they are at this moment."""
    numbers, errors = numbers_of(page_ids), {}
    documents = dict(_documents(page_ids, errors))
    files = texts_of({file_id for document in documents.values() for file_id, _title in document.files})
    words = _normalised({document.page_id: _texts(document, files) for document in documents.values()})
    return Reading(list(page_ids), numbers, documents, words, errors)


def write_pages(page_ids, anyway=False):
    """Write the documents of `page_ids` to the index and take out those that are not public; return {page id: error}.

    A page whose words are those of last time is left as it is, unless `anyway` or the index is being rebuilt: by the new
    number the rebuild sees that the page was looked at after it had read it.
    """
    reading = read_pages(page_ids)
    with transaction.atomic():
        known = {} if anyway or lock_state().after is not None else digests_of(page_ids)
        words = [page for page in reading.words if page.digest != known.get(page.page_id)]
        _write(reading.documents.values(), words, [page.document() for page in words], reading.gone)
    return reading.errors


def write_reading(reading):
    """Write what a rebuild has read. Pages that were looked at since are left out: who did that has read them later."""
    # To count words and to join them takes as long as a fifth of the writing: editors need not wait for it.
    prepared = [(page, page.document()) for page in reading.words]
    with transaction.atomic():
        # Nobody writes between this and the end.
        lock_state()
        now = numbers_of(reading.page_ids)
        ours = {pk for pk in reading.page_ids if now.get(pk) == reading.numbers.get(pk)}
        texts = [document for pk, document in reading.documents.items() if pk in ours]
        words = [page for page, _document in prepared if page.page_id in ours]
        documents = [document for _page, document in prepared if document.page_id in ours]
        _write(texts, words, documents, reading.gone & ours)


def _write(texts, words, documents, gone):
    """Write pages, given as Documents, PageWords and IndexDocuments, and take out those that are `gone`."""
    engine = database_engine()
    # The engine goes first: what it takes out it knows from the words of last time.
    engine.put(documents)
    engine.delete(gone)
    remember(words, gone)
    SearchDocument.objects.filter(pk__in=gone).delete()
    _keep_texts(texts)


def _documents(page_ids, errors):
    """Yield (id, Document); what cannot be read alone is named in `errors` and stops nobody."""
    # On PostgreSQL an error would end the transaction around; without one nothing is locked while pages are read.
    undone = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with undone:
            documents = list(load_documents(page_ids))
    except Exception as error:
        if len(page_ids) == 1:
            errors[next(iter(page_ids))] = repr(error)
            return
        for page_id in page_ids:
            yield from _documents({page_id}, errors)
    else:
        for document in documents:
            yield document.page_id, document


def _texts(document, files):
    """Return what a page says: its title, its summary and the parts of the rest."""
    parts = [document.card, *(files[file_id] for file_id, _title in document.files if file_id in files)]
    parts += [title for _file_id, title in document.files]
    texts = [document.title, document.summary, *parts]
    return [*texts, _joined_words(texts)]


def _normalised(said):
    """Return the PageWords of {page id: texts}."""
    normals = iter(index_normaliser().normalise_all(chain.from_iterable(said.values())))
    return [_page_words(page_id, texts, list(islice(normals, len(texts)))) for page_id, texts in said.items()]


def _page_words(page_id, texts, normals):
    classes = dict.fromkeys(word for pair in zip(texts, normals, strict=True) for word in class_words(*pair))
    title, summary, *body = normals
    return PageWords(page_id, title, summary, tuple(filter(None, [*body, " ".join(classes)])))


def _joined_words(texts):
    # Few words have a hyphen; to look for them by the expression alone would cost more than all normal forms.
    candidates = " ".join(word for text in texts for word in text.split() if "-" in word or "‐" in word or "‑" in word)
    return " ".join(re.sub(r"[-‐‑]", "", word) for word in dict.fromkeys(HYPHENATED.findall(candidates)))


def _keep_texts(documents):
    SearchDocument.objects.bulk_create(
        [
            SearchDocument(
                page_id=document.page_id,
                type=document.type,
                title=document.title,
                summary=document.summary,
                card=document.card,
                files=[list(pair) for pair in document.files],
                normaliser=VERSION,
                indexed_at=timezone.now(),
            )
            for document in documents
        ],
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["type", "title", "summary", "card", "files", "normaliser", "indexed_at"],
    )
