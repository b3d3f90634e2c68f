"""Rules of where a path of a source stands on the site: page, heading, field; and how its values are said there."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from home.templatetags.face_tags import plural_ru


def itself(value):
    return [str(value)]


@dataclass(frozen=True)
class Rule:
    """`path` stands on the page `page` under `heading`.

    page     an address below the programme; «*…» below the subproject of the path, «@…» below the page of the group whose
             name stands beside the leaf, «/…» of the site
    heading  a text, or a function of the mappings above the leaf; without one it is the whole page
    field    the row of a two-column table, or the column of any other
    at       the same as a selector within what stands under the heading
    row      the row that must hold it: a text with {0}, {1} for the steps of the path, or a function of the mappings above
    row_of   the same: the row that holds this neighbour of the leaf
    place    it is the number of a line: the neighbour `place` stands there
    said     function of the value: the texts that must stand there, whole words
    absent   the value is empty, and there is no such heading, or no such field under it
    """

    path: str
    page: str
    heading: str | Callable = ""
    field: str = ""
    at: str = ""
    row: str | Callable = ""
    row_of: str = ""
    place: str = ""
    said: Callable = itself
    absent: bool = False


def month(value):
    """«2016-09» is «сентябрь 2016»; a year is itself."""
    text = str(value)
    return [date_format(parse_date(f"{text}-01"), "F Y").lower() if len(text) == 7 else text]


def term(value):
    """Both ends of a range, in words."""
    return [words for part in str(value).split(" – ") for words in (month(part) if part[:2] == "20" else [part])]


def nothing(value):
    """It is the heading itself."""
    return []


def percent(value):
    return [f"{value} %"]


def people(value):
    return [f"{value} чел."]


def persons(value):
    return [plural_ru(value, "человек,человека,человек")]


def answering(value):
    """Nobody is named: a dash."""
    return ["—"] if value in ("не указан", []) else [str(value)]


def state(value):
    """Where the source knows no state of a stage, nothing is said."""
    return [] if value == "нет данных" else [value]


def target(value):
    """«Не меньше 60 %» says the number; a frequency has both bounds; growth and presence are words."""
    said = {
        "1–2": ["от 1 до 2"],
        "ежегодно": ["наличие", "каждый год"],
        "ежегодный рост соотношения": ["ежегодный рост"],
    }
    return said.get(value, [str(value)])


def direction(value):
    said = {">=": "не меньше", "диапазон": "от", "рост": "ежегодный рост", "ведётся": "наличие"}
    return [said.get(value, value)]


def codes(value):
    """«I21-I23» are three indicators; those of «I24» are counted «I24.1», «I24.2»."""
    several = {"I24": 4, "I25": 4, "I26": 3}
    if value == "I21-I23":
        return ["I21", "I22", "I23"]
    return [f"{value}.{number + 1}" for number in range(several[value])] if value in several else [value]


def document_kind(value):
    return [{"должностные обязанности": "функциональные обязанности"}.get(value, value)]


def document_title(value):
    """«(запланирован)» is said by the state of the document."""
    planned = re.fullmatch(r"(.+) \(запланирован[аоы]?\)", value)
    return [planned[1], "готовится"] if planned else [value]


def title_of_document(above):
    return document_title(above[0]["title"])[0]


def title_of_survey(above):
    """What was asked, and the year."""
    survey = next(one for one in above if "results" in one)
    return ", ".join(str(survey[key]) for key in ("name", "year") if key in survey)


def title_of_stage(above):
    stage = next(one for one in above if "start" in one)
    return f"{stage['number']}. {stage['name']}"


def title_of_step(above):
    return f"{above[0]['n']}. {above[0]['name']}"


def criterion(above):
    return next(one for one in above if "id" in one).get("criterion", "Показатели программы")


def first_indicator(above):
    entry = next(one for one in above if "id" in one)
    return entry.get("indicator") or entry.get("name") or entry["indicators"][0]


def listed(heading):
    """The lines of the list right under a heading."""
    return f'h3:-soup-contains-own("{heading}") + ul li'


def row(path, field, **more):
    """A row of the passport's two-column table."""
    return Rule(path, "passport/", "Общие сведения", field, **more)


def table(path, heading, **more):
    """A table of the passport."""
    return Rule(path, "passport/", heading, **more)


def plan(path, field="", heading=title_of_stage, **more):
    """A stage of the programme's whole plan."""
    return Rule(path, "plan/", heading, field, **more)


def here(path, heading, field="", **more):
    """A section of the programme's own page."""
    return Rule(path, "", heading, field, **more)


def measured(path, heading=first_indicator, field="", **more):
    """The panel of an indicator on the programme's page of indicators, or what stands under its criterion."""
    return Rule(path, "indicators/", heading, field, **more)


def meaning(path, at, **more):
    """A term of the glossary."""
    return Rule(path, "/glossary/", at=at, **more)
