"""The section «Показатели» of a report: what was aimed at and where things stood at the end of its period (B.31)."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.writers import Paragraph, Table
from programmes.goals import indicators_of, summary_of
from programmes.report_sections import report_section

HEAD = ("Показатель", "Цель", "Значение", "На дату", "Состояние")


@report_section("indicators", gettext_lazy("Показатели"), order=40)
def indicators_section(scope):
    """Return the parts (files.writers) of the section, or None where there are no indicators.

    `scope`: an object with programme, subproject (or None), starts_on and ends_on (dates, both inclusive). A value older than
    the period is shown with its date and said to be so.
    """
    items = indicators_of(scope.programme, scope.subproject, day=min(scope.ends_on, timezone.localdate()))
    if not items:
        return None
    summary = summary_of(items)
    said = _("Цель достигнута у %(reached)d из %(total)d, нет данных: %(unknown)d.") % summary
    rows = tuple(_row(item, scope.starts_on) for item in items)
    return [
        Paragraph(said),
        Table(rows, head=HEAD, widths=(5, 3, 2, 2, 3), caption=_("Показатели на конец периода"), titled=True),
    ]


def _row(item, starts_on):
    standing = item.standing
    notes = [standing.label, standing.reason]
    if standing.on and starts_on and standing.on < starts_on:
        notes.append(_("в этом периоде не измерялся"))
    if item.computed:
        notes += [f"{operand.name}: {operand.label}" for operand in item.computed.operands]
    title = "\n".join(capfirst(words) for words in (item.criterion, item.text) if words)
    day = date_format(standing.on, "d.m.Y") if standing.on else "—"
    return title, standing.target, standing.value, day, "\n".join(str(note) for note in notes if note)
