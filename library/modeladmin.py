"""The library's flat lists in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import modeladmin_register

from home.modeladmin import VocabularyAdmin
from library.models import Licence, MaterialKind, Platform


@modeladmin_register
class MaterialKindAdmin(VocabularyAdmin):
    model = MaterialKind
    menu_label = _("Виды материалов")
    menu_icon = "list-ul"


@modeladmin_register
class LicenceAdmin(VocabularyAdmin):
    model = Licence
    menu_label = _("Лицензии")
    menu_icon = "list-ul"
    list_display = ["name", "version", "is_active"]


@modeladmin_register
class PlatformAdmin(VocabularyAdmin):
    model = Platform
    menu_label = _("Стажёрские площадки")
    menu_icon = "group"
    list_display = ["name", "responsible", "sort_order", "is_active"]
