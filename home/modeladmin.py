"""The flat lists in the admin: wagtail-modeladmin, here and nowhere deeper (design §3.2)."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from home.models import Audience, CalendarDay, Level, Subject


class RetiredNotDeleted(PermissionHelper):
    """Words are retired, never deleted, whoever asks: pages lose them without a trace (design §3.3)."""

    def user_can_delete_obj(self, user, obj):
        """Return False."""
        return False


class VocabularyAdmin(ModelAdmin):
    """One flat list of words."""

    permission_helper_class = RetiredNotDeleted
    add_to_settings_menu = True
    list_display = ["name", "code", "sort_order", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    ordering = ["sort_order", "name"]


@modeladmin_register
class SubjectAdmin(VocabularyAdmin):
    model = Subject
    menu_label = _("Предметы")
    menu_icon = "list-ul"


@modeladmin_register
class LevelAdmin(VocabularyAdmin):
    model = Level
    menu_label = _("Уровни образования")
    menu_icon = "list-ul"


@modeladmin_register
class AudienceAdmin(VocabularyAdmin):
    model = Audience
    menu_label = _("Адресаты")
    menu_icon = "list-ul"


@modeladmin_register
class CalendarDayAdmin(ModelAdmin):
    model = CalendarDay
    menu_label = _("Производственный календарь")
    menu_icon = "calendar-alt"
    add_to_settings_menu = True
    list_display = ["date", "is_working", "name"]
    list_filter = ["is_working"]
    search_fields = ["name"]
    ordering = ["-date"]
