"""The words of pages as the database keeps them: written beside the engine's index, read for weighing and for feeding."""

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from itertools import chain

from django.db import transaction

from search.engines.base import IndexDocument
from search.language.coding import BORDER, BORDER_WORD, decoded
from search.language.morphology import normal_form
from search.language.query import STOP_WORDS
from search.models import IndexedPage, IndexState
from search.vocabulary import coded, codes_for, words_in

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
    def texts(self):
        """The title, the summary and the parts of the body, each as a list of words."""
        return [text.split() for text in (self.title, self.summary, *self.body)]

    @cached_property
    def counted(self):
        """How often each word stands in the body: a Counter."""
        return Counter(chain.from_iterable(self.texts[2:]))

    @cached_property
    def focus(self):
        """The words that its body is about, the most frequent first: what stands there less is found, only not first.

        Pruning by document keeps what matters for ranking: Büttcher, Clarke, «A document-centric approach to static
        index pruning», CIKM 2006.
        """
        often = [(-count, word) for word, count in self.counted.items() if count >= OFTEN]
        frequent = sorted(pair for pair in often if _says_much(pair[1]))
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
    pages, state = list(pages), lock_state()
    if state.after is None:
        # While the index is rebuilt even what was not there gets a number: it was looked at.
        gone = IndexedPage.objects.present().filter(pk__in=gone).values_list("pk", flat=True)
    gone = sorted(gone)
    number = state.number + 1
    IndexState.objects.filter(pk=state.pk).update(number=state.number + len(pages) + len(gone))
    codes = codes_for(chain.from_iterable(chain(*page.texts[:2], page.counted) for page in pages))
    rows = [
        IndexedPage(
            page_id=page.page_id,
            number=number + place,
            digest=page.digest,
            focus=coded(page.focus.split(), codes),
            words=_bordered(coded(words, codes) for words in page.texts),
        )
        for place, page in enumerate(pages)
    ]
    rows += [IndexedPage(page_id=page_id, number=number + len(pages) + place) for place, page_id in enumerate(gone)]
    fields = ["number", "digest", "focus", "words"]
    IndexedPage.objects.bulk_create(rows, CHUNK, update_conflicts=True, unique_fields=["page_id"], update_fields=fields)


def lock_state():
    """Return the IndexState of the database, which is this transaction's own until its end."""
    return IndexState.objects.select_for_update().get_or_create(name=IndexState.DATABASE)[0]


def digests_of(page_ids):
    """Return {page id: digest} of those `page_ids` that the index knows."""
    return dict(IndexedPage.objects.filter(pk__in=list(page_ids)).values_list("pk", "digest"))


def numbers_of(page_ids):
    """Return {page id: number} of those `page_ids` that are or were in the index."""
    return dict(IndexedPage.objects.filter(pk__in=list(page_ids)).values_list("pk", "number"))


def engine_documents(page_ids, read=decoded):
    """Yield the IndexDocument of every one of `page_ids` that is in the index, as it was written.

    With `read=bag_of` each text has every word once, in no order: that is enough to take a page out, and less work.
    """
    page_ids = list(page_ids)
    for start in range(0, len(page_ids), CHUNK):
        yield from as_documents(IndexedPage.objects.present().filter(pk__in=page_ids[start : start + CHUNK]), read)


def as_documents(pages, read=decoded):
    """Return the IndexDocuments of IndexedPage rows, their coded texts read by `read` (language.coding)."""
    pages = list(pages)
    words = words_in(text for page in pages for text in (page.words, page.focus))
    return [_document(page, lambda text: " ".join(read(text, words))) for page in pages]


def _document(page, read):
    title, summary, _rest = split_words(page.words)
    return IndexDocument(
        page_id=page.page_id,
        title=read(title),
        near=read(title + summary + page.focus),
        words=read(page.words),
        number=page.number,
        digest=page.digest,
    )


def split_words(words):
    """Return the coded (title, summary, rest) of `IndexedPage.words`."""
    return words.split(BORDER, 2)


def _bordered(texts):
    # Two borders at least, even where there is no body: `split_words` counts on them.
    title, summary, *body = texts
    return BORDER.join((title, summary, BORDER.join(body)))


def _says_much(word):
    return len(word) > 1 and not word.isdigit() and word not in _small_words()


@cache
def _small_words():
    return {normal_form(word) for word in STOP_WORDS}
