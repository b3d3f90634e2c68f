"""Works and news of the measured site: the same at every run, on every machine, and the first thousand of ten is the
same thousand. Raise VERSION with any change of the texts: kept databases are then made anew.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bench.grammar import Choice, Writer

VERSION = 1
# Mean of 8 kB in UTF-8, as measured on real collections of works.
TEXT_CHARACTERS = (1500, 6600)
NEWEST = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
ORGANISATIONS = 60
YEARS = range(2012, 2027)


@dataclass(frozen=True)
class Planted:
    """A word that stands in known works only. `query` is what a visitor types, another form of it than in the texts."""

    query: str
    sentences: tuple[str, ...]
    title: str


PLANTED = {
    "rare": Planted("скворечник", ("На станции повесили два скворечника.", "Скворечники сделали сами."), ""),
    "usual": Planted(
        "краеведение",
        ("Часть времени отдана краеведению.", "Без краеведения этот опыт не понять.", "Началось всё с краеведения."),
        "уроки краеведения",
    ),
    "common": Planted(
        "наставничество",
        ("Здесь помогло наставничество.", "О наставничестве договорились сразу.", "Это и есть форма наставничества."),
        "опыт наставничества",
    ),
}
RARE_WORKS = frozenset({11, 57, 123})


def is_planted(name, number):
    """Tell whether the work `number` has the planted word: three works, one of 67, one of three."""
    return {"rare": number in RARE_WORKS, "usual": number % 67 == 5, "common": number % 3 == 0}[name]


def planted_total(name, size):
    """Return in how many of the first `size` works the planted word stands."""
    return sum(is_planted(name, number) for number in range(size))


@dataclass(frozen=True)
class Shelves:
    """What the cards are chosen from, in the order of frequency; records of the database."""

    kinds: Choice
    subjects: Choice
    levels: Choice
    audiences: Choice
    subprojects: Choice


@dataclass(frozen=True)
class Work:
    """One work: its card and the text of its file. `programme` is None or a pair (programme, subproject or None)."""

    number: int
    title: str
    annotation: str
    keywords: str
    description: list[str]
    text: str
    kind: object
    subjects: list
    levels: list
    audiences: list
    organisation: str
    author: str
    year: int
    programme: tuple | None
    published_at: datetime


def work(number, shelves):
    """Return the Work `number`, counted from 0, with its card chosen from `shelves`."""
    rng = random.Random(f"{VERSION} work {number}")
    writer = Writer(rng)
    planted = [word for name, word in PLANTED.items() if is_planted(name, number)]
    return Work(
        number=number,
        title=_title(writer, number, planted),
        annotation=" ".join(writer.sentence() for _ in range(3)),
        keywords=", ".join(writer.phrase(adjective=False) for _ in range(4)),
        description=[writer.phrase().capitalize(), *writer.paragraphs(700)],
        text=_text(writer, rng, planted),
        kind=shelves.kinds.pick(rng),
        subjects=_some(shelves.subjects, rng, 2),
        levels=_some(shelves.levels, rng, 2),
        audiences=_some(shelves.audiences, rng, 3),
        organisation=f"Школа № {rng.randrange(ORGANISATIONS) + 1} (пример)",
        author=f"Автор {rng.randrange(800) + 1} (пример)",
        year=rng.choice(YEARS),
        programme=shelves.subprojects.pick(rng) if rng.random() < 0.3 else None,
        published_at=NEWEST - timedelta(hours=number),
    )


@dataclass(frozen=True)
class Story:
    """One piece of news; `about` is None or a pair (programme, subproject or None)."""

    title: str
    lead: str
    paragraphs: list[str]
    about: tuple | None
    published_at: datetime


def story(number, shelves):
    """Return the news `number`, counted from 0: one every third day."""
    rng = random.Random(f"{VERSION} news {number}")
    writer = Writer(rng)
    return Story(
        title=writer.sentence().rstrip("."),
        lead=writer.sentence(),
        paragraphs=writer.paragraphs(1200),
        about=shelves.subprojects.pick(rng) if rng.random() < 0.5 else None,
        published_at=NEWEST - timedelta(days=3 * number),
    )


def _title(writer, number, planted):
    title = f"{writer.phrase().capitalize()} {writer.phrase('2', adjective=False)}"
    # A word of the texts stands in some titles too, and those are asked for first.
    named = [word.title for word in planted if word.title and number % 5 == 0]
    return ": ".join([title, *named])


def _text(writer, rng, planted):
    parts = writer.paragraphs(rng.randint(*TEXT_CHARACTERS))
    for word in planted:
        for sentence in rng.sample(word.sentences, rng.randint(1, len(word.sentences))):
            place = rng.randrange(len(parts))
            parts[place] = f"{parts[place]} {sentence}"
    return "\n\n".join(parts)


def _some(choice, rng, most):
    return list(dict.fromkeys(choice.pick(rng) for _ in range(rng.randint(1, most))))
