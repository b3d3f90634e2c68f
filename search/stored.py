"""The words of pages as the database keeps them: written beside the engine's index, read for weighing and for feeding."""

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b

from django.db import transaction

from search.engines.base import IndexDocument
from search.language.coding import BORDER, BORDER_WORD
from search.language.morphology import normal_form
from search.language.query import STOP_WORDS
from search.models import IndexedPage, IndexState
from search.vocabulary import coded, codes_for, words_of

# A page is about a word that stands in it so often, and about so many words at most.
OFTEN, MAIN_WORDS = 3, 32
CHUNK = 500


@dataclass(frozen=True)
class PageWords:
    """The normal forms of one page, joined by spaces; `body` in parts that no phrase runs over."""

    page_id: int
    title: str
    summary: str
    body: tuple[str, ...]

    @cached_property
    def focus(self):
        """The words that its body is about, the most frequent first: what stands there less is found, only not first.

        Pruning by document keeps what matters for ranking: Büttcher, Clarke, «A document-centric approach to static
        index pruning», CIKM 2006.
        """
        counted = Counter(word for part in self.body for word in part.split())
        frequent = sorted((-count, word) for word, count in counted.items() if count >= OFTEN and _says_much(word))
        return " ".join(word for _count, word in frequent[:MAIN_WORDS])

    @cached_property
    def digest(self):
        """A hash of everything that engines are told."""
        texts = "\x00".join((self.title, self.summary, *self.body))
        return blake2b(texts.encode(), digest_size=16).hexdigest()

    def document(self):
        """Return it as engines have it."""
        return IndexDocument(
            page_id=self.page_id,
            title=self.title,
            near=" ".join(filter(None, (self.title, self.summary, self.focus))),
            words=f" {BORDER_WORD} ".join((self.title, self.summary, f" {BORDER_WORD} ".join(self.body))),
            digest=self.digest,
        )


@transaction.atomic
def remember(pages, gone=()):
    """Keep the words of `pages` (PageWords) and note that the pages `gone` have left the index.

    Rows are numbered under a lock, so that numbers become visible in their order.
    """
    pages = list(pages)
    gone = sorted(IndexedPage.objects.present().filter(pk__in=gone).values_list("pk", flat=True))
    number = _numbers(len(pages) + len(gone))
    normals = {word for page in pages for text in (page.title, page.summary, *page.body) for word in text.split()}
    codes = codes_for(normals)
    rows = [
        IndexedPage(
            page_id=page.page_id,
            number=number + place,
            digest=page.digest,
            focus=coded(page.focus, codes),
            words=BORDER.join(
                (
                    coded(page.title, codes),
                    coded(page.summary, codes),
                    BORDER.join(coded(text, codes) for text in page.body),
                )
            ),
        )
        for place, page in enumerate(pages)
    ]
    fields = ["number", "digest", "focus", "words"]
    IndexedPage.objects.bulk_create(rows, CHUNK, update_conflicts=True, unique_fields=["page_id"], update_fields=fields)
    emptied = [IndexedPage(page_id=page_id, number=number + len(pages) + place) for place, page_id in enumerate(gone)]
    IndexedPage.objects.bulk_update(emptied, fields, batch_size=CHUNK)


def digests_of(page_ids):
    """Return {page id: digest} of those `page_ids` that the index knows."""
    return dict(IndexedPage.objects.filter(pk__in=list(page_ids)).values_list("pk", "digest"))


def engine_documents(page_ids):
    """Yield the IndexDocument of every one of `page_ids` that is in the index, as it was written."""
    page_ids = list(page_ids)
    for start in range(0, len(page_ids), CHUNK):
        yield from as_documents(IndexedPage.objects.present().filter(pk__in=page_ids[start : start + CHUNK]))


def as_documents(pages):
    """Return the IndexDocuments of IndexedPage rows."""
    pages = list(pages)
    texts = words_of(text for page in pages for text in (page.words, page.focus))
    return [_document(page, *texts[place * 2 : place * 2 + 2]) for place, page in enumerate(pages)]


def _document(page, words, focus):
    # The first two borders end the title and the summary; what is spelled out has more letters than words.
    title = words.index(BORDER_WORD)
    summary = words.index(BORDER_WORD, title + 1)
    return IndexDocument(
        page_id=page.page_id,
        title=" ".join(words[:title]),
        near=" ".join(words[:title] + words[title + 1 : summary] + focus),
        words=" ".join(words),
        number=page.number,
        digest=page.digest,
    )


def split_words(words):
    """Return the coded (title, summary, rest) of `IndexedPage.words`."""
    return words.split(BORDER, 2)


def _numbers(count):
    """Take `count` numbers of changes and return the first."""
    state, _made = IndexState.objects.select_for_update().get_or_create(name=IndexState.DATABASE)
    first = state.number + 1
    IndexState.objects.filter(pk=state.pk).update(number=state.number + count)
    return first


def _says_much(word):
    return len(word) > 1 and not word.isdigit() and word not in _small_words()


@cache
def _small_words():
    return {normal_form(word) for word in STOP_WORDS}
