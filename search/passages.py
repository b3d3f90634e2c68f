"""The passage that answers a query best, and the place in the file where it stands."""

from bisect import bisect_right
from dataclasses import dataclass

from files.models import FileText
from search.language.snippets import Passage, Span, best_passage, mark

# A long book is looked through up to here for its best passage; the whole of it is in the index.
SCANNED = 400_000
MORE_PLACES = 3
PLACE_WORDS = {"page": "стр.", "slide": "слайд"}


@dataclass(frozen=True)
class Place:
    """Where in a file a passage stands: `label` for people, `number` of the page or slide or None, `url` that opens it."""

    label: str
    number: int | None
    url: str


@dataclass(frozen=True)
class Found:
    """A passage: its words that were found, safe HTML, and for a file's text its reading and title."""

    keys: int
    html: str
    start: int = 0
    spans: tuple[Span, ...] = ()
    reading: FileText | None = None
    title: str = ""


def best_found(document, matcher, readings):
    """Return the best Found of a SearchDocument: the one with most words of the query, a file's before the card's.

    `readings` are the FileText by file id. Where nothing is found (the words stand apart or only in the title), and
    without a `matcher`, it is the beginning of the summary.
    """
    opening = document.summary or document.card
    if matcher is None:
        return _found(opening, [])
    candidates = [_found(text, matcher.spans(text)) for text in (document.summary, document.card) if text]
    for file_id, title in document.files:
        reading = readings.get(file_id)
        if reading is not None:
            text = reading.text[:SCANNED]
            candidates.append(_found(text, matcher.spans(text), reading, title))
    # On a tie the later candidate wins: files stand after the card, the first file before the second.
    best = max(
        enumerate(candidates), key=lambda pair: (pair[1].keys, pair[1].reading is not None, -pair[0]), default=None
    )
    return best[1] if best and best[1].keys else _found(opening, [])


def place_of(found, start=None):
    """Return the Place of a Found in its file (of character `start` of it), None where the file has no places."""
    reading = found.reading
    position = bisect_right([place[0] for place in reading.places], found.start if start is None else start) - 1
    if position < 0:
        return None
    _start, kind, label, number = reading.places[position]
    return Place(_label(kind, label, reading.total), number, _url(reading, kind, number))


def other_places(found):
    """Return up to three further Places of the same file where words of the query stand, in order."""
    seen, places = {place_of(found)}, []
    for span in found.spans:
        place = place_of(found, span.start)
        if place and place.number and place not in seen:
            seen.add(place)
            places.append(place)
            if len(places) == MORE_PLACES:
                break
    return tuple(places)


def _found(text, spans, reading=None, title=""):
    passage = best_passage(text, spans)
    inside = [span for span in spans if passage.start <= span.start and span.end <= passage.end]
    return Found(
        keys=len({span.key for span in inside}),
        html=mark(text, Passage(*passage), spans),
        start=inside[0].start if inside else passage.start,
        spans=tuple(spans),
        reading=reading,
        title=title,
    )


def _label(kind, label, total):
    if kind == "heading":
        return f"раздел «{label}»"
    return f"{PLACE_WORDS[kind]} {label} из {total}" if total else f"{PLACE_WORDS[kind]} {label}"


def _url(reading, kind, number):
    file = reading.file
    if kind == "page" and number and file.open_url:
        return f"{file.open_url}#page={number}"
    return file.open_url or file.url
