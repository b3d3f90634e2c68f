"""What a template has left behind: words to be replaced, rubrics without words."""

import re

from django.utils.translation import gettext_lazy as _

from library.preflight.findings import Severity, found_in
from library.preflight.registry import About, preflight_check

WORDS = re.compile(
    r"(?i)lorem ipsum|введите (?:текст|название|заголовок|сюда|дату)|вставьте (?:текст|название|рисунок сюда|сюда)"
    r"|щ[её]лкните,? чтобы|click to (?:add|edit)|образец (?:текста|заголовка|подзаголовка)|заголовок слайда\b"
    r"|место для (?:текста|вашего текста)|ваш текст здесь|напишите здесь"
    r"|\[(?:название|тема|фио|дата|класс)[^\]\n]{0,30}\]"
    r"|\bхххх+|\bxxxx+"
)
# «ФИО» where a name should stand: after «учитель», «автор»; as the head of a column it is in its place.
NAMELESS = re.compile(
    r"(?im)^[ \t]*(?:учитель|автор|воспитатель|педагог|составитель|подготовил\w*|выполнил\w*|разработал\w*)[ \t]*[^\n:]{0,30}:?"
    r"[ \t]*(?:ф\.?[ \t]?и\.?[ \t]?о\.?|_{3,}|\.{4,}|…{2,})[ \t]*(?:\(?ф\.?и\.?о\.?\)?)?[ \t]*$"
    r"|\bф\.?[ \t]?и\.?[ \t]?о\.?[ \t]*(?:учителя|педагога|автора|воспитателя|преподавателя)[ \t]*:?[ \t]*(?:_{2,}|$)"
)
_RUBRICS = (
    r"(?:цел[ьи](?: урока| занятия)?|задачи(?: урока| занятия)?|оборудование|материалы|ход (?:урока|занятия|мероприятия)"
    r"|планируемые результаты|рефлексия|итог урока|домашнее задание|актуальность|аннотация|литература|список литературы)"
)
# A rubric, nothing after its colon, and the next line is a rubric again.
EMPTY = re.compile(rf"(?im)^[ \t]*(?P<rubric>{_RUBRICS})[ \t]*:[ \t\n]*(?=^[ \t]*{_RUBRICS}[ \t]*:)")


@preflight_check("leftovers", About.TEXT)
def template_words_stand(text):
    """Words that the template asks to replace."""
    spans = sorted(match.span() for pattern in (WORDS, NAMELESS) for match in pattern.finditer(text.text))
    return found_in(
        text,
        spans,
        code="leftovers",
        severity=Severity.WARN,
        title=_("Остались слова шаблона"),
        why=_("Похоже, в этих местах забыли вписать своё."),
        how=_("Замените или удалите их и загрузите файл снова."),
    )


@preflight_check("empty_rubrics", About.TEXT)
def rubrics_are_empty(text):
    """A rubric with nothing under it."""
    spans = [match.span("rubric") for match in EMPTY.finditer(text.text)]
    return found_in(
        text,
        spans,
        code="empty_rubrics",
        severity=Severity.WARN,
        title=_("Есть пустые рубрики"),
        why=_("После заголовка рубрики ничего не написано."),
        how=_("Допишите рубрику или уберите её заголовок."),
    )
