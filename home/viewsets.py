"""The thesaurus in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from home.models import Term


class RetiredPolicy(ModelPermissionPolicy):
    """Words are retired, never deleted, whoever asks: their addresses stay good (design §3.3)."""

    def user_has_permission(self, user, action):
        """Return whether `user` may do `action`: never «delete»."""
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        """Return whether one of `actions` is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class TermViewSet(ModelViewSet):
    model = Term
    name = "terms"
    icon = "openquote"
    menu_label = _("Термины")
    add_to_admin_menu = True
    menu_order = 330
    copy_view_enabled = False
    permission_policy = RetiredPolicy(Term)
    list_display = [
        "name",
        "abbreviation",
        "source",
        Column("explained", label=_("Поясняется"), accessor="get_explained_display"),
        BooleanColumn("is_active", label=_("Действует")),
    ]
    list_filter = ["is_active", "explained"]
    search_fields = ["name", "abbreviation", "synonyms", "definition"]
    list_export = ["name", "abbreviation", "definition", "source", "synonyms", "is_active"]
    export_filename = "terms"
    list_per_page = 50
    exclude_form_fields = ["code"]


terms = TermViewSet()
