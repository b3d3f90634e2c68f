"""What an extraction gives: a state with a reason, the text and the places in it."""

import json
from dataclasses import asdict, astuple, dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How the extraction of one file stands. The values are stored and must not change."""

    WAITING = "waiting"
    DONE = "done"
    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"


class Unreadable(Exception):
    """A file that cannot be read: the state it gets and the reason (Russian, one sentence for a teacher)."""

    def __init__(self, state: State, reason: str):
        super().__init__(reason)
        self.state = state
        self.reason = reason


@dataclass(frozen=True)
class Place:
    """Where a page, a slide or a headed part begins.

    start   offset in characters into the text
    kind    "page", "slide", "heading", "sheet" or "member" (a file in an archive)
    label   what a person calls it: "7", the text of the heading, the name of the sheet or of the file in the archive
    number  of a page or a slide, counted from 1 in the order of the file; None for all others
    """

    start: int
    kind: str
    label: str
    number: int | None


@dataclass(frozen=True)
class Extraction:
    """The outcome for one file.

    reason  Russian, one sentence for a teacher; empty when all of the text was read
    places  in the order of the text
    total   pages, slides, sheets or files in the whole file; None when unknown
    detail  technical words for the log, never shown to people
    facts   what the file says of itself: "title", "author", "year", only those it names
    """

    state: State
    reason: str = ""
    text: str = ""
    places: tuple[Place, ...] = ()
    total: int | None = None
    detail: str = ""
    facts: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The extraction as one line of UTF-8 JSON, for the way from the child to the parent."""
        fields = asdict(self) | {"places": [astuple(place) for place in self.places]}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Extraction":
        """Read what `to_json` wrote. The child has met a hostile file, so every field is checked.

        Raises ValueError when the data is anything else.
        """
        try:
            fields = json.loads(data)
            fields["state"] = State(fields["state"])
            fields["places"] = tuple(Place(*place) for place in fields["places"])
            extraction = cls(**fields)
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError("not an extraction") from error
        if not extraction._is_well_typed():
            raise ValueError("an extraction with a field of a wrong type")
        return extraction

    def _is_well_typed(self) -> bool:
        words = (self.reason, self.text, self.detail, *(word for p in self.places for word in (p.kind, p.label)))
        numbers = (self.total, *(p.number for p in self.places))
        facts = self.facts.items() if isinstance(self.facts, dict) else [(None, None)]
        return (
            all(isinstance(word, str) for word in (*words, *(word for fact in facts for word in fact)))
            and all(isinstance(number, int | None) for number in numbers)
            and all(isinstance(p.start, int) and 0 <= p.start <= len(self.text) for p in self.places)
        )
