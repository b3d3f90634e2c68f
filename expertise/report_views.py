"""The methodist's report of the review in the admin, on the screen and as XLSX."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.admin_screens import ReadersScreen
from expertise.reports import make_report
from files.writers import XLSX_TYPE, Sheet, attachment, write_xlsx


class PeriodForm(forms.Form):
    """The days when rounds were opened; the current year unless chosen."""

    start = forms.DateField(label=gettext_lazy("Круги, открытые с"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=gettext_lazy("по"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self):
        """The end does not come before the start."""
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            raise forms.ValidationError(_("Конец периода раньше начала."))
        return data


class ReviewReportView(ReadersScreen):
    """Load and time to decision."""

    template_name = "expertise/admin/report.html"
    page_title = gettext_lazy("Экспертиза: нагрузка и сроки")
    header_icon = "calendar-check"

    def get(self, request):
        """Show the report, or give it as a book with ?export=xlsx."""
        today = timezone.localdate()
        known = {"start": today.replace(month=1, day=1).isoformat(), "end": today.isoformat()}
        form = PeriodForm({**known, **request.GET.dict()})
        report = make_report(**form.cleaned_data, viewer=request.user) if form.is_valid() else None
        if report and request.GET.get("export") == "xlsx":
            return attachment(write_xlsx(*_sheets(report)), f"{self.page_title}.xlsx", XLSX_TYPE)
        query = request.GET.copy()
        query["export"] = "xlsx"
        return self.render_to_response(self.get_context_data(form=form, report=report, xlsx_query=query.urlencode()))


def _sheets(report):
    yield Sheet(
        _("Шаги"),
        (_("Шаг"), _("Случаев"), _("Медиана, дней"), _("Дольше всего, дней")),
        tuple((row.name, row.count, row.median, row.longest) for row in report.steps),
        (40, 12, 16, 20),
    )
    head = (_("Кругов"), _("Завершено"), _("Медиана до подписи, дней"))
    parts = ((_("Листы оценки"), report.rubrics), (_("Виды работ"), report.kinds), (_("Предметы"), report.subjects))
    for name, groups in parts:
        rows = tuple((row.name, row.rounds, row.concluded, row.days) for row in groups)
        yield Sheet(name, (name, *head), rows, (40, 12, 12, 26))
    names = ("name", "invited", "submitted", "in_time", "declined", "dismissed", "pending", "overdue", "days")
    yield Sheet(
        _("Эксперты"),
        (
            _("Эксперт"),
            _("Приглашений"),
            _("Отзывов"),
            _("В срок"),
            _("Отказов"),
            _("Освобождён"),
            _("Сейчас в работе"),
            _("Просрочено"),
            _("Медиана отзыва, дней"),
        ),
        tuple(tuple(getattr(row, name) for name in names) for row in report.experts),
        (40, 14, 12, 12, 12, 12, 16, 14, 22),
    )
