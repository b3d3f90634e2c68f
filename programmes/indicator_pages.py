"""The page and the book of a programme's indicators."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.writers import XLSX_TYPE, Sheet, attachment, write_xlsx
from programmes.goals import summary_of
from programmes.indicator_sheets import indicator_sheets
from programmes.models import SubprojectPage
from programmes.part_pages import part, part_page


def programme_and_part(page):
    """Return (programme, subproject or None) of a programme's or a subproject's page."""
    if isinstance(page, SubprojectPage):
        return page.get_parent().specific, page
    return page, None


@part_page("indicators", gettext_lazy("Показатели"), "programmes/indicators_page.html")
def indicators_part(page, request):
    """Return what the page of indicators shows, or None where `page` has none."""
    items = indicator_sheets(*programme_and_part(page))
    if not items:
        return None
    return {**summary_of(items), "xlsx_url": f"{page.get_url(request)}indicators/xlsx/"}


@part("indicators", "xlsx")
def indicators_xlsx(page, request):
    """The indicators of a programme or subproject and all their values as an XLSX book of two sheets. Raises Http404."""
    items = indicator_sheets(*programme_and_part(page))
    if not items:
        raise Http404
    return attachment(
        write_xlsx(_goals_sheet(items), _values_sheet(items)), f"{page.title} — показатели.xlsx", XLSX_TYPE
    )


def _goals_sheet(items):
    head = ("Шифр", "Критерий", "Показатель", "Измеритель", "Ответственные", "Единица", "Исходное", "Цель", "Сейчас")
    rows = tuple(
        (
            item.code,
            item.criterion,
            item.text,
            item.measurer,
            item.responsible,
            item.unit,
            item.baseline,
            item.standing.target,
            _plain(item.standing.reading),
            item.standing.on,
            item.standing.label,
            item.standing.reason,
            _operands(item.computed),
        )
        for item in items
    )
    more = ("На дату", "Состояние", "Пояснение", "Из чего вычислено")
    return Sheet(_("Показатели"), (*head, *more), rows, (8, 28, 44, 28, 24, 10, 10, 22, 12, 12, 20, 36, 40))


def _values_sheet(items):
    head = ("Шифр", "Показатель", "Дата", "Значение", "Единица", "Организация")
    more = ("Откуда", "Примечание", "Подтверждение", "Адрес")
    rows = [
        (
            item.code,
            item.text,
            line.on,
            _plain(line.reading),
            item.unit,
            line.organisation,
            line.source,
            line.note,
            line.proof_text,
            line.proof_url,
        )
        for item in items
        for line in item.lines
    ]
    for item in items:
        source = item.formula_title
        rows += [
            (item.code, item.text, day, value, item.unit, "", source, "", "", "")
            for day, value in (item.computed.series if item.computed else ())
        ]
    return Sheet(_("Значения"), (*head, *more), tuple(rows), (8, 44, 12, 12, 10, 32, 18, 36, 36, 40))


def _plain(reading):
    return {True: _("есть"), False: _("нет")}[reading] if isinstance(reading, bool) else reading


def _operands(computed):
    return (
        "; ".join(f"{o.name}: {o.value if o.value is not None else 'н/д'}" for o in computed.operands)
        if computed
        else ""
    )
