"""From documents to the index."""

import re
from itertools import chain, islice

from django.db import transaction
from django.utils import timezone

from search import outbox
from search.documents import load_documents, texts_of
from search.engines import database_engine
from search.language.classes import class_words
from search.language.normaliser import VERSION
from search.models import SearchDocument
from search.stored import PageWords, digests_of, remember
from search.words import index_normaliser

# Words written with a hyphen are also indexed as one: «видео-урок» is found by «видеоурок».
HYPHENATED = re.compile(r"\b[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")


def catch_up():
    """Bring the index up to the queue of changes; return how many rows of it were done."""
    return outbox.drain(write_pages)


def write_pages(page_ids, anyway=False):
    """Write the documents of `page_ids` to the index and take out those that are not public; return {page id: error}.

    A page whose words are those of last time is left as it is, unless `anyway`.
    """
    engine, errors = database_engine(), {}
    ready, words = _read(page_ids, errors)
    gone = set(page_ids) - ready.keys() - errors.keys()
    with transaction.atomic():
        if not anyway:
            known = digests_of(page.page_id for page in words)
            words = [page for page in words if page.digest != known.get(page.page_id)]
        # The engine goes first: what it takes out it knows from the words of last time.
        engine.put([page.document() for page in words])
        engine.delete(gone)
        remember(words, gone)
        SearchDocument.objects.filter(pk__in=gone).delete()
        _keep_texts(ready.values())
    return errors


def read_words(page_ids):
    """Return the PageWords of those `page_ids` that belong in the index and can be read, as they are at this moment."""
    return _read(page_ids, {})[1]


def _read(page_ids, errors):
    """Return ({page id: Document}, [PageWords]); what cannot be read is named in `errors`."""
    ready = dict(_documents(page_ids, errors))
    files = texts_of({file_id for document in ready.values() for file_id, _title in document.files})
    return ready, _normalised({document.page_id: _texts(document, files) for document in ready.values()})


def _documents(page_ids, errors):
    """Yield (id, Document); what cannot be read alone is named in `errors` and stops nobody."""
    try:
        with transaction.atomic():
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
    parts = [document.card, *(files[file_id].text for file_id, _title in document.files if file_id in files)]
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
