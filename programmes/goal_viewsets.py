"""Indicators, values, risks and results in the admin: a leader sees and changes what he leads."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup

from programmes.goal_forms import IndicatorForm, MeasurementForm, ProofForm, ResultForm, RiskForm
from programmes.led_screens import LedDeleteView, LedIndexView, LedModelViewSet
from programmes.measuring import withdraw_measurement
from programmes.measuring_views import MeasuringListView, MeasuringView, may_measure
from programmes.models import ExpectedResult, Indicator, Measurement, ResultProof, Risk


class GoalIndexView(LedIndexView):
    def get_base_queryset(self):
        """What a row of the list names comes along."""
        through = {Measurement: "indicator", ResultProof: "result"}.get(self.model, "programme")
        return super().get_base_queryset().select_related(through)


class WithdrawView(LedDeleteView):
    def delete_action(self):
        """A value goes by its verb: what it was stays in the history."""
        withdraw_measurement(measurement=self.object, by=self.request.user)


class GoalViewSet(LedModelViewSet):
    """Screens of one model for those who lead its programme; `form_class` saves by the verbs."""

    led_lookups = ("programme", "subproject")
    form_class = None
    index_view_class = GoalIndexView
    list_per_page = 50
    exclude_form_fields = []

    def get_form_class(self, for_update=False):
        """The same form for a new and a known one."""
        return self.form_class


class IndicatorViewSet(GoalViewSet):
    model = Indicator
    form_class = IndicatorForm
    name = "indicators"
    icon = "list-ul"
    menu_label = _("Показатели")
    list_display = [
        "text",
        "code",
        "programme",
        "criterion",
        Column("target_kind", label=_("Вид цели"), accessor="get_target_kind_display"),
    ]
    list_filter = ["programme", "target_kind"]
    search_fields = ["code", "criterion", "text"]


class MeasurementViewSet(GoalViewSet):
    model = Measurement
    led_lookups = ("indicator__programme", "indicator__subproject")
    form_class = MeasurementForm
    delete_view_class = WithdrawView
    name = "measurements"
    icon = "history"
    menu_label = _("Все значения")
    list_display = [
        "indicator",
        Column("label", label=_("Значение")),
        Column("day", label=_("Дата")),
        "organisation",
        Column("source", label=_("Откуда"), accessor="get_source_display"),
        "by",
    ]
    list_filter = ["indicator__programme", "source", "on"]
    search_fields = ["organisation", "note", "proof_text"]


class RiskViewSet(GoalViewSet):
    model = Risk
    form_class = RiskForm
    name = "risks"
    icon = "warning"
    menu_label = _("Риски")
    list_display = ["text", "programme", Column("state", label=_("Состояние"), accessor="get_state_display"), "owner"]
    list_filter = ["programme", "state"]
    search_fields = ["text", "owner"]


class ResultViewSet(GoalViewSet):
    model = ExpectedResult
    form_class = ResultForm
    name = "results"
    icon = "check"
    menu_label = _("Ожидаемые результаты")
    list_display = [
        "text",
        "programme",
        Column("kind", label=_("Вид"), accessor="get_kind_display"),
        Column("state", label=_("Состояние"), accessor="get_state_display"),
    ]
    list_filter = ["programme", "kind", "state"]
    search_fields = ["text"]


class ProofViewSet(GoalViewSet):
    model = ResultProof
    led_lookups = ("result__programme", "result__subproject")
    form_class = ProofForm
    name = "result_proofs"
    icon = "link"
    menu_label = _("Подтверждения")
    list_display = ["text", "result", "address"]
    search_fields = ["text", "address"]


class MeasuringItem(MenuItem):
    def is_shown(self, request):
        """Only to those who may enter values."""
        return may_measure(request.user)


class MeasuringViewSet(ViewSet):
    """Quick entering: all indicators of a programme on one screen."""

    name = "measuring"
    icon = "edit"
    menu_label = _("Внести значения")
    menu_item_class = MeasuringItem

    def get_urlpatterns(self):
        """The list of programmes and the table of one."""
        return [
            path("", MeasuringListView.as_view(), name="index"),
            path("<int:pk>/", MeasuringView.as_view(), name="table"),
        ]


class GoalGroup(ModelViewSetGroup):
    menu_label = _("Показатели и риски")
    menu_icon = "clipboard-list"
    menu_order = 205
    items = (
        MeasuringViewSet(),
        IndicatorViewSet(),
        MeasurementViewSet(),
        RiskViewSet(),
        ResultViewSet(),
        ProofViewSet(),
    )
