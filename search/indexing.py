"""From documents to the index."""

import re
from itertools import islice

from django.db import transaction
from django.utils import timezone

from search import outbox
from search.documents import load_documents, searched_page_ids, texts_of
from search.engines import IndexDocument, current_engine
from search.language.normaliser import VERSION
from search.models import SearchDocument
from search.words import index_normaliser

# Words written with a hyphen are also indexed as one: «видео-урок» is found by «видеоурок».
HYPHENATED = re.compile(r"\b[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
# Keeps phrases from running over the border of two texts. No query asks for it: words never mix letters and digits.
BORDER = " 0border0 "


def catch_up():
    """Bring the index up to the queue of changes; return how many rows of it were done."""
    return outbox.drain(write_pages)


def write_pages(page_ids):
    """Write the documents of `page_ids` to the index and take out those that are not public; return {page id: error}."""
    engine, errors, ready = current_engine(), {}, {}
    for page_id, document in _documents(page_ids, errors):
        ready[page_id] = document
    texts = texts_of({file_id for document in ready.values() for file_id, _title in document.files})
    engine.put([_normalised(document, texts) for document in ready.values()])
    gone = set(page_ids) - ready.keys() - errors.keys()
    engine.delete(gone)
    SearchDocument.objects.filter(pk__in=gone).delete()
    _remember(ready.values())
    return errors


def rebuild(progress=lambda done, total: None):
    """Write every public page anew, in batches that each are one transaction; return how many there are.

    Readers go on meanwhile. `progress(done, total)` is called after every batch.
    """
    engine = current_engine()
    engine.prepare()
    wanted = searched_page_ids()
    known = engine.page_ids() | set(SearchDocument.objects.values_list("pk", flat=True))
    for batch in _batches(known - wanted):
        with transaction.atomic():
            engine.delete(batch)
            SearchDocument.objects.filter(pk__in=batch).delete()
    done = 0
    for batch in _batches(wanted):
        with transaction.atomic():
            if errors := write_pages(batch):
                # The queue tries again, and what fails for good stays there to be seen.
                outbox.add(errors)
        done += len(batch)
        progress(done, len(wanted))
    return len(wanted)


def needs_rebuild():
    """Tell whether the index holds words of another version of the normaliser: two versions are never mixed."""
    return SearchDocument.objects.exclude(normaliser=VERSION).exists()


def _batches(page_ids):
    rest = iter(sorted(page_ids))
    while batch := list(islice(rest, outbox.BATCH)):
        yield batch


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


def _normalised(document, texts):
    normalise = index_normaliser().normalise
    parts = [document.card, *(texts[file_id].text for file_id, _title in document.files if file_id in texts)]
    parts += [title for _file_id, title in document.files]
    parts.append(_joined_words("\n".join([document.title, document.summary, *parts])))
    return IndexDocument(
        document.page_id,
        normalise(document.title),
        normalise(document.summary),
        BORDER.join(normalise(part) for part in parts if part),
    )


def _joined_words(text):
    # Few words have a hyphen; to look for them by the expression alone would cost more than all normal forms.
    candidates = " ".join(word for word in text.split() if "-" in word or "‐" in word or "‑" in word)
    return " ".join(re.sub(r"[-‐‑]", "", word) for word in dict.fromkeys(HYPHENATED.findall(candidates)))


def _remember(documents):
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
