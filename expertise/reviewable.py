"""What the review asks of the apps whose pages it judges: they register a Reviewable for their page type (design §2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Edits:
    """A mended version that waits for the chair after «рекомендовать с правками».

    `digest` is its fingerprint, `files` a list of (StoredFile, title), `changes` a list of [what, before, after].
    """

    version_number: int
    digest: str
    sent_on: date
    files: tuple = ()
    changes: tuple = ()


def _nothing(*_arguments):
    return None


@dataclass(frozen=True)
class Reviewable:
    """The answers of an app about one type of page.

    `model`: the page type. `people(page)`: accounts that have a part in the work (authors, co-authors, owner, sender): none
    of them ever judges it. `author(page)`: whom the round's news go to, or None. `organisations(page)`: names of schools
    the work comes from. `digest(page)`: the fingerprint (64 hexadecimal characters) of what would be published now.
    `concluded(conclusion, by)` and `revoked(conclusion, by)`: what the app does, in the same transaction, when the chair
    has signed and when a conclusion is taken back. `room(page)`: the address of the author's room about the work.
    `subjects(page)`: names of its subjects, for the choice of experts. `colleagues(people, since)`: keys of accounts that
    have made a work together with one of `people` since the date; those of earlier rounds are known without it.

    An app whose authors mend their works answers more: `edits(page)`: the Edits that wait for the chair, or None;
    `edits_confirmed(conclusion, by)`, `edits_refused(conclusion, by, words)` and `appeal_granted(conclusion, by)`: what it
    does then, in the same transaction (after a granted appeal it opens a new round). `answered(conclusion, by)`: the author
    has said whether he agrees. `leads(user, page)`: whether the person leads the programme that the work belongs to, and so may
    lay it before the public (D9).
    """

    model: type
    people: Callable
    author: Callable
    organisations: Callable
    digest: Callable
    concluded: Callable
    revoked: Callable
    room: Callable
    subjects: Callable = lambda page: ()
    colleagues: Callable = lambda people, since: ()
    edits: Callable = _nothing
    edits_confirmed: Callable = _nothing
    edits_refused: Callable = _nothing
    appeal_granted: Callable = _nothing
    answered: Callable = _nothing
    leads: Callable = lambda user, page: False

    @property
    def tells_edits(self):
        """Whether the app says itself what waits for the chair."""
        return self.edits is not _nothing


_known: dict[type, Reviewable] = {}


def register_reviewable(reviewable):
    """Let pages of `reviewable.model` be judged. Raises ValueError when its type has other answers already."""
    if _known.setdefault(reviewable.model, reviewable) != reviewable:
        raise ValueError(f"{reviewable.model.__name__} is reviewable already")


def reviewable_of(page):
    """Return the Reviewable of `page` (specific or not). Raises LookupError for a type that is not judged."""
    specific = page.specific_class
    for base in specific.__mro__:
        if base in _known:
            return _known[base]
    raise LookupError(f"{specific.__name__} is not judged by experts")
