"""Children's names with their class, lists of a class, birth dates: what 152-ФЗ asks consent for.

A name alone is no finding: textbooks are full of Petyas with apples. A name with a class, or a column of names, is.
"""

import re

from django.utils.translation import gettext_lazy as _

from library.preflight.findings import Severity, found_in
from library.preflight.names import NAME, is_first_name, looks_like_child
from library.preflight.registry import About, preflight_check

_CLASS = r"(?:1[01]|[1-9])[ \t]{0,2}[-–«\"“]?[ \t]?[А-Еа-е]?[»\"”]?[ \t]{0,2}(?:класс[а-я]{0,3}|кл\b\.?)"
_GROUP = r"(?:младшей|средней|старшей|подготовительной)[ \t]группы"
_PUPIL = (
    r"(?:[Уу]чени(?:к|ца|цы|ка|ком|цей)|[Уу]чащ(?:ийся|аяся|егося|ейся)|[Оо]бучающ(?:ийся|аяся|егося|ейся)"
    r"|[Вв]оспитанни(?:к|ца|ка|цы))"
)
NAME_THEN_CLASS = re.compile(rf"(?P<name>{NAME})[ \t]*[,(–—-][ \t]*(?:{_PUPIL}|{_CLASS})")
PUPIL_THEN_NAME = re.compile(rf"\b{_PUPIL}[ \t]*(?:{_CLASS}|{_GROUP})?[ \t]*[,:–—-]?[ \t]*(?P<name>{NAME})")
# Who stands before the name is an adult: «Учитель: Иванова Мария, 5 класс».
ADULT = re.compile(
    r"(?i)(?:учител|педагог|воспитател|преподавател|методист|автор|составител|руководител|директор|завуч|психолог|логопед"
    r"|подготовил|выполнил|разработал|писател|поэт|художник|композитор|учён|учен[ыо])"
    r"[а-яё]*(?:[ \t]+[а-яё]+){0,4}[ \t]*[:.–—-]?[ \t]*\n?[ \t]*$"
)
LINE = re.compile(rf"^[ \t]*(?:\d{{1,2}}[.)]?[ \t]+)?(?P<name>{NAME})[ \t]*(?:[;|,\t].{{0,60}})?$", re.MULTILINE)
LEAST_LINES = 5
# Between the lines of a list other columns may stand.
APART = 120
BORN = re.compile(
    r"(?i)(?:дата[ \t]рождения|родил(?:ся|ась)|рожд(?:ения|\.)|\b[гд]\.?[ \t]?р\.)[ \t]*[:–—-]?[ \t]*"
    r"(?P<date>\d{1,2}\.\d{1,2}\.20(?:0[6-9]|[12]\d))"
    r"|(?P<date_first>\b\d{1,2}\.\d{1,2}\.20(?:0[6-9]|[12]\d))[ \t]*(?:г\.[ \t]?р\.|года?[ \t]рождения)"
)
BEFORE = 60


@preflight_check("children", About.TEXT)
def children_are_named(text):
    """Names with a class, or a list of a class."""
    spans = sorted({*_beside_a_class(text.text), *_lists(text.text)})
    return found_in(
        text,
        spans,
        code="children",
        severity=Severity.WARN,
        title=_("Похоже, названы дети"),
        why=_("Имя ребёнка вместе с классом — персональные данные: для публикации нужно согласие родителей."),
        how=_("Оставьте только имя или инициал («Петя И.») либо замените на «ученик 1», «ученик 2»."),
    )


@preflight_check("birth_dates", About.TEXT)
def birth_dates_stand(text):
    """Birth dates of today's children."""
    return found_in(
        text,
        [match.span() for match in BORN.finditer(text.text)],
        code="birth_dates",
        severity=Severity.WARN,
        title=_("Есть даты рождения детей"),
        why=_("По дате рождения и имени ребёнка легко узнать, без согласия родителей её не публикуют."),
        how=_("Уберите даты рождения или оставьте возраст: «8 лет»."),
    )


def _beside_a_class(text):
    for match in NAME_THEN_CLASS.finditer(text):
        if not ADULT.search(text[max(0, match.start() - BEFORE) : match.start()]) and looks_like_child(match["name"]):
            yield match.span()
    for match in PUPIL_THEN_NAME.finditer(text):
        if looks_like_child(match["name"], named_so=True):
            yield match.span()


def _lists(text):
    """Runs of at least five lines that are a surname and a first name each; one span a list."""
    run = []
    for match in LINE.finditer(text):
        if not _is_surname_first(match["name"]):
            continue
        if run and match.start() - run[-1].end() > APART:
            yield from _span_of(run)
            run = []
        run.append(match)
    yield from _span_of(run)


def _span_of(run):
    if len({match["name"] for match in run}) >= LEAST_LINES:
        yield run[0].start(), run[1].end()


def _is_surname_first(name):
    """«Иванов Петя», «Иванов Пётр Ильич»: the order of a class list; «Вера Ильинична» is none."""
    surname, first = name.casefold().split()[:2]
    return is_first_name(first) and not is_first_name(surname) and looks_like_child(name, named_so=True)
