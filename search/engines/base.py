"""What every engine can do: which pages have the words. Their order is decided above, the same for all (search.finding)."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from search.language.query import Query

# Counts are exact up to here; beyond it nobody counts and everybody waits (search.finding).
MOST = 20_000
# How many ids come at once; of a narrower scope the first hundreds are wanted. The same for every engine: what is left out
# must be the same too.
BLOCK, NARROW_BLOCK = MOST + 1, 2_000


class EngineFailed(Exception):
    """The engine did not answer, or not with what was asked; the message is for the log and the administrators."""


class Scope(Enum):
    """Where the words are looked for: anywhere in a page, in its title, or in its title, summary and main words."""

    WORDS = "words"
    NEAR = "near"
    TITLE = "title"


def block_of(scope: Scope) -> int:
    """Return how many ids come at once of `scope`."""
    return BLOCK if scope is Scope.WORDS else NARROW_BLOCK


@dataclass(frozen=True)
class IndexDocument:
    """One page for an engine, as normal forms joined by spaces.

    `title`; `near`: the title, the summary and the main words; `words`: everything, in order, with a border word
    between texts. `number` and `digest` are those of its IndexedPage.
    """

    page_id: int
    title: str
    near: str
    words: str
    number: int = 0
    digest: str = ""


class SearchEngine(ABC):
    """The index of one site. What cannot be done raises EngineFailed, or the database's own error."""

    name: str

    @abstractmethod
    def prepare(self) -> None:
        """Make the index where it is missing."""

    @abstractmethod
    def put(self, documents: Iterable[IndexDocument]) -> None:
        """Write documents over whatever the index has of these pages."""

    @abstractmethod
    def delete(self, page_ids: Iterable[int]) -> None:
        """Take pages out of the index; unknown ones are passed over."""

    @abstractmethod
    def clear(self) -> None:
        """Take everything out of the index."""

    def tidy(self) -> None:  # noqa: B027  most engines do it by themselves
        """Give back the room that many changes have left; short steps, readers and writers go on."""

    @abstractmethod
    def matches(self, query: Query, scope: Scope = Scope.WORDS, any_word: bool = False) -> Iterable[list[int]]:
        """Yield the ids of all pages that match, in lists of `block_of(scope)`, the last one shorter; the largest ids first.

        Lazy: what is not asked for is not fetched. With `any_word` one clause of the query is enough. Outside of
        Scope.WORDS a phrase is its words in any order, and excluded words do not count: whoever narrows the scope
        has the pages that match everywhere already.
        """

    @abstractmethod
    def page_ids(self) -> set[int]:
        """Return the ids of all pages in the index."""

    @abstractmethod
    def health(self) -> str:
        """Return "" when the index can be read, else what is wrong with it."""
