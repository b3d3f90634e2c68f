"""The screen «Кто ведёт»: the leaders of programmes and of their parts."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from accounts.models import User
from accounts.permissions import can
from programmes.leaders_forms import LeadersForm, NewLeaderForm
from programmes.leading import led_paths, paths_above
from programmes.models import Leading
from programmes.permissions import KEEPERS, led_by


class NamingPolicy(ModelPermissionPolicy):
    """Whoever has the role names and lets go; a row goes with its page."""

    def user_has_permission(self, user, action):
        """Return whether the role lets `user` do `action`: anything but «delete»."""
        return action != "delete" and super().user_has_permission(user, "change")

    def user_has_any_permission(self, user, actions):
        """Return whether one of `actions` is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class MayAppointMixin:
    def get_object(self, *args, **kwargs):
        """Return the Leading. Raises Http404 for pages whose leaders somebody else names."""
        leading = super().get_object(*args, **kwargs)
        if not can(self.request.user, "appoint", leading.page.specific):
            raise Http404
        return leading


class LeadersIndexView(generic.IndexView):
    def get_base_queryset(self):
        """Everything the person leads or keeps, with the people, in a few queries."""
        people = Prefetch("group__user_set", User.objects.filter(is_active=True).order_by("last_name", "pk"))
        rows = led_by(self.request.user, super().get_base_queryset(), "page")
        return rows.select_related("page", "group").prefetch_related(people)

    def get_edit_url(self, instance):
        """The address of the form, where this person names the leaders: editors do everywhere, others below what they lead."""
        above = paths_above(instance.page) - {instance.page.path}
        may = self.request.user.has_role(*KEEPERS) or not led_paths(self.request.user).isdisjoint(above)
        return super().get_edit_url(instance) if may else None


class NamingFormMixin:
    def get_form_kwargs(self):
        """Tell the form who names."""
        return {**super().get_form_kwargs(), "user": self.request.user}


class LeadersCreateView(NamingFormMixin, generic.CreateView):
    pass


class LeadersEditView(MayAppointMixin, NamingFormMixin, generic.EditView):
    pass


class LeadersHistoryView(MayAppointMixin, HistoryView):
    pass


class LeadersUsageView(MayAppointMixin, UsageView):
    pass


class PeopleColumn(Column):
    def get_value(self, instance):
        """The leaders' names."""
        return ", ".join(str(user) for user in instance.group.user_set.all()) or _("никто не назначен")


class LeadersViewSet(ModelViewSet):
    model = Leading
    name = "leaders"
    icon = "group"
    menu_label = _("Кто ведёт")
    menu_order = 210
    add_to_admin_menu = True
    copy_view_enabled = False
    permission_policy = NamingPolicy(Leading)
    index_view_class = LeadersIndexView
    add_view_class = LeadersCreateView
    edit_view_class = LeadersEditView
    history_view_class = LeadersHistoryView
    usage_view_class = LeadersUsageView
    list_display = ["__str__", PeopleColumn("people", label=_("Ведут"))]
    search_fields = ["page__title"]

    def get_form_class(self, for_update=False):
        """A form of names, not of the row."""
        return LeadersForm if for_update else NewLeaderForm
