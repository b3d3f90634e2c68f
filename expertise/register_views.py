"""The register of the centre's conclusions in the admin: filters and XLSX (B.18)."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.admin_screens import ReadersScreen
from expertise.conclusion_paper import check_address
from expertise.enums import ConclusionState, Recommendation
from expertise.models import Conclusion
from files.writers import XLSX_TYPE, Sheet, attachment, write_xlsx

PER_SCREEN = 50
# «12/2026» or «12»: what people read off the paper.
STATES = [ConclusionState.SIGNED, ConclusionState.REVOKED]


class RegisterForm(forms.Form):
    """What the methodist looks for."""

    q = forms.CharField(label=gettext_lazy("Номер, код или слова названия"), required=False, max_length=100)
    year = forms.IntegerField(label=gettext_lazy("Год"), required=False, min_value=2000, max_value=2100)
    verdict = forms.ChoiceField(
        label=gettext_lazy("Вердикт"), required=False, choices=[("", gettext_lazy("любой")), *Recommendation.choices]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Состояние"),
        required=False,
        choices=[("", gettext_lazy("любое")), *((state.value, state.label) for state in STATES)],
    )


def find(form):
    """Return the conclusions of the register that a valid `form` asks for, the newest number first."""
    rows = Conclusion.objects.in_register().with_round()
    wanted = form.cleaned_data
    for name in ("year", "verdict", "state"):
        if wanted[name]:
            rows = rows.filter(**{name: wanted[name]})
    text = wanted["q"].strip()
    if not text:
        return rows
    number, _slash, year = text.partition("/")
    if number.isdecimal() and len(number) < 9 and (not year or (year.isdecimal() and len(year) == 4)):
        rows = rows.filter(number=int(number))
        return rows.filter(year=int(year)) if year else rows
    # SQLite compares Cyrillic letters by case: the words as they are and with a capital letter.
    by_title = Q(round__title__icontains=text) | Q(round__title__icontains=text.capitalize())
    return rows.filter(by_title | Q(code=text.upper()))


class RegisterView(ReadersScreen):
    """The list."""

    template_name = "expertise/admin/register.html"
    page_title = gettext_lazy("Реестр заключений")
    header_icon = "clipboard-list"

    def get(self, request):
        """Show what was found, or give all of it as a book with ?export=xlsx."""
        form = RegisterForm(request.GET)
        rows = find(form) if form.is_valid() else Conclusion.objects.none()
        if request.GET.get("export") == "xlsx":
            return attachment(write_xlsx(_sheet(rows)), _("Реестр заключений.xlsx"), XLSX_TYPE)
        query = request.GET.copy()
        query.pop("p", None)
        paging = query.urlencode()
        query["export"] = "xlsx"
        return self.render_to_response(
            self.get_context_data(
                form=form,
                page_obj=Paginator(rows, PER_SCREEN).get_page(request.GET.get("p")),
                paging_query=paging,
                xlsx_query=query.urlencode(),
            )
        )


def _sheet(rows):
    head = (
        _("№"),
        _("Подписано"),
        _("Работа"),
        _("Версия"),
        _("Лист оценки"),
        _("Вердикт"),
        _("Состояние"),
        _("Подписал"),
        _("Правки сверены"),
        _("Автор"),
        _("Апелляция"),
        _("Почему отозвано"),
        _("Проверка"),
    )
    widths = (10, 14, 50, 9, 30, 24, 14, 30, 16, 16, 30, 40, 50)
    return Sheet(_("Заключения"), head, tuple(_row(row) for row in rows), widths)


def _row(row):
    agrees = {None: "", True: _("согласен"), False: _("не согласен")}[row.author_agrees]
    return (
        row.label,
        timezone.localdate(row.signed_at),
        row.round.title,
        row.round.version_number,
        row.round.rubric_title,
        row.get_verdict_display(),
        row.get_state_display(),
        row.signer_name,
        timezone.localdate(row.edits_confirmed_at) if row.edits_confirmed_at else None,
        agrees,
        row.get_appeal_state_display() if row.appeal_state else "",
        row.revoke_reason,
        check_address(row),
    )
