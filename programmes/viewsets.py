"""Stages and plan items in the admin: their own screens, not a page's form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from programmes.led_screens import LedModelViewSet
from programmes.models import PlanItem, Stage


class StageViewSet(LedModelViewSet):
    model = Stage
    led_lookups = ("programme", "subproject", "group")
    name = "stages"
    icon = "tasks"
    menu_label = _("Этапы")
    list_display = ["__str__", "programme", "starts_on", "ends_on"]
    list_filter = ["programme"]
    search_fields = ["name", "task"]
    list_per_page = 50
    exclude_form_fields = []


class PlanItemViewSet(LedModelViewSet):
    model = PlanItem
    led_lookups = ("stage__programme", "stage__subproject", "stage__group", "subproject")
    name = "plan_items"
    icon = "list-ol"
    menu_label = _("Мероприятия")
    list_display = ["number", "text", "stage", "term", "status"]
    list_filter = ["stage__programme", "stage", "status"]
    search_fields = ["text", "responsible"]
    list_export = ["number", "text", "term", "place", "responsible", "status"]
    export_filename = "plan"
    list_per_page = 50
    exclude_form_fields = []


class PlanGroup(ModelViewSetGroup):
    menu_label = _("Планы программ")
    menu_icon = "tasks"
    menu_order = 200
    items = (StageViewSet(), PlanItemViewSet())
