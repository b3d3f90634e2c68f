"""The passage that answers a query best, and the place in the file where it stands."""

from bisect import bisect_right
from dataclasses import dataclass

from django.utils.text import Truncator

from files.models import FileText
from search.language.snippets import Passage, Span, best_passage, mark

# A long book is looked through up to here for its best passage; the whole of it is in the index.
SCANNED = 400_000
MORE_PLACES = 3
# A heading that runs on for lines is named by its beginning.
HEADING = 60
PLACE_WORDS = {"page": "стр.", "slide": "слайд"}
NAMED_PLACES = {"heading": "раздел «{}»", "sheet": "лист «{}»", "member": "в архиве: {}"}


@dataclass(frozen=True)
class Place:
    """Where in a file a passage stands: `label` for people, `number` of the page or slide or None, `url` that opens it."""

    label: str
    number: int | None
    url: str


@dataclass(frozen=True)
class Found:
    """A passage of one text: how many words of the query it holds, where it stands, whose text it is."""

    text: str
    passage: Passage
    spans: tuple[Span, ...]
    reading: FileText | None = None
    title: str = ""

    @property
    def inside(self):
        """The found words within the passage."""
        start, end = self.passage
        return [span for span in self.spans if start <= span.start and span.end <= end]

    @property
    def start(self):
        """Where the first found word of the passage stands, else where the passage does."""
        return self.inside[0].start if self.inside else self.passage.start

    @property
    def html(self):
        """The passage as safe HTML with the found words marked."""
        return mark(self.text, self.passage, self.spans)


def best_found(document, matcher, readings):
    """Return the best Found of a SearchDocument: the one with most words of the query, a file's before the card's.

    `readings` are the FileText by file id. Where nothing is found (the words stand apart or only in the title), and
    without a `matcher`, it is the beginning of the summary.
    """
    best, most = None, (0, False)
    for text, reading, title in _texts(document, readings) if matcher else ():
        spans = tuple(matcher.spans(text))
        if spans:
            found = Found(text, best_passage(text, spans), spans, reading, title)
            score = (len({span.key for span in found.inside}), reading is not None)
            if score > most:
                best, most = found, score
    opening = document.summary or document.card
    return best or Found(opening, best_passage(opening, ()), ())


def _texts(document, readings):
    """Yield (text, reading, title) of the card and of every file that has been read, in order."""
    for text in (document.summary, document.card):
        if text:
            yield text, None, ""
    for file_id, title in document.files:
        reading = readings.get(file_id)
        if reading is not None:
            yield reading.text[:SCANNED], reading, title


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


def _label(kind, label, total):
    if kind in NAMED_PLACES:
        return NAMED_PLACES[kind].format(Truncator(label).chars(HEADING))
    return f"{PLACE_WORDS[kind]} {label} из {total}" if total else f"{PLACE_WORDS[kind]} {label}"


def _url(reading, kind, number):
    file = reading.file
    if kind == "page" and number and file.open_url:
        return f"{file.open_url}#page={number}"
    return file.open_url or file.url
