"""The full forms of stages and items: opened by who keeps this very plan, left for its board."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.permissions import can
from programmes.models import ProgrammePage, Stage, SubprojectPage
from programmes.plan_admin.access import may_keep_plans


class PlanPolicy(ModelPermissionPolicy):
    """A right follows the person's part in this programme and not a group's right over all plans (design §3.8)."""

    def user_has_permission(self, user, action):
        """The door; which plan is whose, each form asks for itself."""
        return user.is_active and may_keep_plans(user)

    def user_has_permission_for_instance(self, user, action, instance):
        """This stage, this item."""
        return _keeps(user, instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """The same for all actions."""
        return _keeps(user, instance)


class OwnPlansMixin:
    """Lists show, and forms open, the plans that the person keeps."""

    def get_object(self, *args, **kwargs):
        """The stage or the item. Raises PermissionDenied for others' plans."""
        found = super().get_object(*args, **kwargs)
        if not _keeps(self.request.user, found):
            raise PermissionDenied
        return found

    def get_base_queryset(self):
        """Those of the plans that the person keeps."""
        user, at = self.request.user, "" if self.model is Stage else "stage__"
        pages = [page for page in ProgrammePage.objects.defer("body") if can(user, "plan", page)]
        parts = [part for part in SubprojectPage.objects.defer("body") if can(user, "plan", part)]
        return (
            super().get_base_queryset().filter(Q(**{f"{at}programme__in": pages}) | Q(**{f"{at}subproject__in": parts}))
        )


class ToBoardMixin:
    """From the form back to the board."""

    def get_success_url(self):
        """The place on the board where the stage or the item stands."""
        stage = self.object if isinstance(self.object, Stage) else self.object.stage
        board = reverse("programme_plans:board", args=[stage.programme_id])
        return f"{board}#stage-{stage.pk}" if self.object is stage else f"{board}#item-{self.object.pk}"


class PlanIndexView(OwnPlansMixin, generic.IndexView):
    """The list."""


class PlanAddView(ToBoardMixin, generic.CreateView):
    """A new one, in the programme or the stage that the address names."""

    def get_initial_form_instance(self):
        """An empty one that knows its programme, or its stage."""
        name = "programme" if self.model is Stage else "stage"
        key = self.request.GET.get(name, "")
        return self.model(**{f"{name}_id": int(key)}) if key.isdecimal() and len(key) < 10 else None


class PlanEditView(OwnPlansMixin, ToBoardMixin, generic.EditView):
    """The form."""


class PlanDeleteView(OwnPlansMixin, ToBoardMixin, generic.DeleteView):
    """The question before one is deleted."""


def _keeps(user, instance):
    if isinstance(instance, Stage):
        return bool(can(user, "plan", instance.subproject or instance.programme))
    return bool(can(user, "change", instance))
