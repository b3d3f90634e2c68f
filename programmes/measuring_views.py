"""Quick entering of values: every indicator of a programme in one table, each value taken or refused by itself."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from programmes.enums import Period
from programmes.figures import reading_label, target_label
from programmes.formulas import is_registered
from programmes.goals import points_of
from programmes.measuring import MeasurementRefused, add_measurement, read_reading, with_operands
from programmes.models import Indicator, Measurement


@dataclass
class EntryRow:
    """One indicator in the table: what is known, what was typed, and why it was refused."""

    indicator: Indicator
    last: str = ""
    last_on: object = None
    value: str = ""
    on: str = ""
    organisation: str = ""
    note: str = ""
    reason: str = ""

    @property
    def target(self):
        """The target in words."""
        return target_label(self.indicator)

    @property
    def is_counted(self):
        """Whether the site counts it by itself."""
        return bool(self.indicator.formula) and is_registered(self.indicator.formula)

    @property
    def unit(self):
        """What the number is of, beside the field."""
        period = self.indicator.period
        return f"{self.indicator.unit} {Period(period).label}" if period else self.indicator.unit


def may_measure(user):
    """Tell whether the person works with values at all."""
    return user.has_perm("programmes.change_measurement")


class AdminTable(WagtailAdminTemplateMixin, TemplateView):
    """A screen of the admin for those who enter values."""

    page_title = gettext_lazy("Внести значения")
    header_icon = "edit"

    def get_breadcrumbs_items(self):
        """From the first screen to here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request, *args, **kwargs):
        """Only leaders and editors come in."""
        if not may_measure(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MeasuringListView(AdminTable):
    """The programmes that have indicators the person may fill."""

    template_name = "programmes/admin/measuring_list.html"

    def get_context_data(self, **kwargs):
        """Add the programmes with the number of indicators and the last date of a value."""
        return super().get_context_data(programmes=Indicator.objects.led_by(self.request.user).by_programme(), **kwargs)


class MeasuringView(AdminTable):
    """The table of one programme."""

    template_name = "programmes/admin/measuring.html"

    def dispatch(self, request, pk):
        """Only what this person leads is in the table; nothing at all is nobody's screen."""
        self.indicators = []
        if may_measure(request.user):
            self.indicators = list(
                Indicator.objects.led_by(request.user)
                .filter(programme=pk)
                .select_related("programme", "subproject")
                .order_by(F("subproject__number").asc(nulls_first=True), "sort_order", "pk")
            )
            if not self.indicators:
                raise Http404
        return super().dispatch(request, pk=pk)

    def get_page_subtitle(self):
        """Whose indicators."""
        return self.indicators[0].programme.title

    def get_breadcrumbs_items(self):
        """From the list of programmes to this one."""
        table = {"url": "", "label": self.get_page_subtitle()}
        return [
            *super().get_breadcrumbs_items()[:-1],
            {"url": reverse("measuring:index"), "label": self.page_title},
            table,
        ]

    def get_context_data(self, **kwargs):
        """Add the rows."""
        rows = kwargs.pop("rows", None) or self._rows()
        named = self._known().exclude(organisation="").order_by("organisation")
        kwargs["organisations"] = list(named.values_list("organisation", flat=True).distinct())
        return super().get_context_data(rows=rows, today=timezone.localdate().isoformat(), **kwargs)

    def post(self, request, pk):
        """Take every value that can be taken; the refused ones stay as they were typed, with the reason beside."""
        typed = [row for row in self._rows(request.POST) if row.value.strip()]
        taken = sum(self._take(row) for row in typed)
        if taken:
            words = ngettext("Внесено %d значение.", "Внесено значений: %d.", taken) % taken
            messages.success(request, words)
        if not typed:
            messages.warning(request, _("Вы не вписали ни одного значения."))
        refused = {row.indicator.pk: row for row in typed if row.reason}
        if not refused:
            return redirect("measuring:table", pk)
        messages.error(request, _("Не принято: %d. Причина написана рядом, вписанное осталось.") % len(refused))
        rows = [refused.get(row.indicator.pk, row) for row in self._rows()]
        return self.render_to_response(self.get_context_data(rows=rows))

    def _take(self, row):
        """Add the value of a row; return whether it was taken."""
        try:
            value = read_reading(row.indicator, row.value)
            on = _date(row.on)
            note = with_operands(row.value, row.note)
            words = {"organisation": row.organisation, "note": note}
            add_measurement(indicator=row.indicator, on=on, value=value, by=self.request.user, **words)
        except MeasurementRefused as refusal:
            row.reason = str(refusal)
        return not row.reason

    def _rows(self, typed=None):
        known = self._known().last_of_years().order_by("on")
        last = points_of(self.indicators, known.values_list("indicator", "on", "organisation", "value", "presence"))
        rows, today = [], timezone.localdate().isoformat()
        for indicator in self.indicators:
            row, found, key = EntryRow(indicator, on=today), last.get(indicator.pk), str(indicator.pk)
            if found:
                on, reading = found[-1]
                row.last, row.last_on = reading_label(reading, indicator), on
            if typed is not None:
                row.value, row.note = typed.get(f"value-{key}", ""), typed.get(f"note-{key}", "")
                row.on, row.organisation = typed.get(f"on-{key}", ""), typed.get(f"organisation-{key}", "")
            rows.append(row)
        return rows

    def _known(self):
        return Measurement.objects.filter(indicator__programme=self.indicators[0].programme)


def _date(text):
    """Return the date of «2026-05-31». Raises MeasurementRefused."""
    try:
        day = parse_date(text.strip())
    except ValueError:
        day = None
    if day is None:
        raise MeasurementRefused(_("Такой даты нет: проверьте день и месяц."))
    return day
