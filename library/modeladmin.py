"""The library's flat lists in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import modeladmin_register

from home.modeladmin import VocabularyAdmin
from library.models import Licence, MaterialKind


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
