"""What every engine can do. Engines hold words and ranks; what may be shown is decided above them, in SQL."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from search.language.query import Query


@dataclass(frozen=True)
class IndexDocument:
    """One page for the index: normalised words of its title, its summary and all the rest with the files."""

    page_id: int
    title: str
    summary: str
    body: str


class SearchEngine(ABC):
    """The index of one site."""

    name: str

    @abstractmethod
    def prepare(self) -> None:
        """Make the index's tables where they are missing."""

    @abstractmethod
    def put(self, documents: Iterable[IndexDocument]) -> None:
        """Write documents over whatever the index has of these pages; inside the caller's transaction."""

    @abstractmethod
    def delete(self, page_ids: Iterable[int]) -> None:
        """Take pages out of the index; unknown ones are passed over."""

    @abstractmethod
    def clear(self) -> None:
        """Take everything out of the index."""

    @abstractmethod
    def matches(self, query: Query, any_word: bool = False) -> list[int]:
        """Return the ids of all pages that match, in no order. With `any_word` one clause of the query is enough."""

    @abstractmethod
    def ranked(self, query: Query, allowed: Callable[[int], bool], any_word: bool = False) -> Iterator[int]:
        """Yield the ids of matching and allowed pages, the best first: titles, then the rest, ties by id.

        Lazy: what is not asked for is not fetched.
        """

    @abstractmethod
    def page_ids(self) -> set[int]:
        """Return the ids of all pages in the index."""

    @abstractmethod
    def health(self) -> str:
        """Return "" when the index can be read, else what is wrong with it."""
