"""Stages and plan items in the admin: their own screens, not a page's form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.viewsets.model import ModelViewSetGroup

from programmes.led_screens import LedModelViewSet
from programmes.models import PlanItem, Stage
from programmes.plan_admin import edit_views
from programmes.plan_admin.item_form import ITEM_PANELS, PlanItemForm, StageForm


class PlanViewSet(LedModelViewSet):
    """What both have in common: the board is where one returns to."""

    add_view_class = edit_views.PlanAddView
    edit_view_class = edit_views.PlanEditView
    delete_view_class = edit_views.PlanDeleteView


class StageViewSet(PlanViewSet):
    model = Stage
    led_lookups = ("programme", "subproject", "group")
    name = "stages"
    icon = "tasks"
    menu_label = _("Этапы")
    edit_handler = ObjectList(Stage.panels, base_form_class=StageForm)
    list_display = ["__str__", "programme", "starts_on", "ends_on"]
    list_filter = ["programme"]
    search_fields = ["name", "task"]
    list_per_page = 50
    exclude_form_fields = []


class PlanItemViewSet(PlanViewSet):
    model = PlanItem
    led_lookups = ("stage__programme", "stage__subproject", "stage__group", "subproject")
    name = "plan_items"
    icon = "list-ol"
    menu_label = _("Мероприятия")
    edit_handler = ObjectList(ITEM_PANELS, base_form_class=PlanItemForm)
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
