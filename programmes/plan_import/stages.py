"""Headings of stages as documents write them: «I этап – подготовительный», «3 этап аналитический, июнь – август 2019»."""

import re
from dataclasses import dataclass

from programmes.plan_import.words import key_of, tidy

HEADING_CHARS = 200
NAME_CHARS = 160
_ROMAN = {"i": 1, "v": 5, "x": 10}
_WORDS = ("перв", "втор", "трет", "четв", "пят", "шест")
_ORDINAL = r"(?P<digits>\d{1,3}(?!\d))|(?P<roman>[ivxх]{1,4}\b)|(?P<word>(?:перв|втор|трет|четв[её]рт|пят|шест)[а-яё]*)"
_NUMBERED = re.compile(rf"^(?:этап\b\s*№?\s*)?(?:{_ORDINAL})(?:[-–]?[а-яё]{{1,2}}\b)?\s*[.)]?\s*", re.IGNORECASE)
# The word itself and not «задачами первого этапа»: prose is no heading.
_STAGE = re.compile(r"^(?:этап\b|[\w.)-]+\s+этап\b)|\bэтап\s*$|\bэтап\s*[(,:–—-]", re.IGNORECASE)
_MONTHS = "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_TERM = re.compile(
    rf"[\s,(:;–—-]+(?P<term>(?:(?:с|до|по|на|в)\s+)?(?:(?:{_MONTHS})[а-я]*\b|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|(?:19|20)\d\d\b)"
    r"[^()]*)\)?\s*\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StageHeading:
    """What a heading says of a stage: its number (None where it has none), its name and its term in words."""

    number: int | None
    name: str
    term: str = ""

    @property
    def label(self):
        """The stage as people call it."""
        return f"{self.number}. {self.name}" if self.number else self.name


def looks_like_stage(text):
    """Tell whether a heading is about a stage by its own words."""
    return len(text) <= HEADING_CHARS and bool(_STAGE.search(tidy(text)))


def read_stage(text):
    """Return the StageHeading in `text`; whatever is not understood stays in its name."""
    rest, term = tidy(text), ""
    if found := _TERM.search(rest):
        rest, term = rest[: found.start()], found["term"].strip(" ,.;:")
    number = None
    if found := _NUMBERED.match(rest):
        number, rest = _number(found), rest[found.end() :]
    rest = re.sub(r"^\s*этап\b|\bэтап\s*$", "", rest.strip(" ,.;:–—-"), flags=re.IGNORECASE)
    name = rest.strip(" ,.;:–—-()«»") or (f"Этап {number}" if number else tidy(text))
    return StageHeading(number, name[:NAME_CHARS], term[:NAME_CHARS])


def same_stage(heading, stage):
    """Tell whether a StageHeading names `stage`: by its number, or by its name where it has no number."""
    if heading.number:
        return heading.number == stage.number
    return key_of(heading.name) == key_of(read_stage(stage.name).name)


def _number(found):
    if found["digits"]:
        return int(found["digits"])
    if found["word"]:
        word = found["word"].casefold().replace("ё", "е")
        return 1 + next(place for place, start in enumerate(_WORDS) if word.startswith(start[:4]))
    values = [_ROMAN["x" if letter == "х" else letter] for letter in found["roman"].casefold()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
