"""Who comes in, and to which part of a programme's plan."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.permissions import can
from programmes.models import PlanItem, ProgrammePage, Stage, SubprojectPage
from programmes.planning_bulk import RIGHTS_BY

BOARD_ROLES = (Role.EDITOR, Role.ADMINISTRATOR, Role.PROGRAMME_LEADER, Role.SUBPROJECT_LEADER)


def may_keep_plans(user):
    """Tell whether the menu offers the boards to `user`; which of them open, each board asks itself."""
    return user.is_superuser or user.has_role(*BOARD_ROLES)


@dataclass
class Desk:
    """A programme and the parts of its plan that one person keeps: `whole`, or only these `subprojects`."""

    programme: ProgrammePage
    whole: bool
    subprojects: list = field(default_factory=list)

    def stages(self):
        """Return the stages of these parts, the programme's own first."""
        stages = Stage.objects.filter(programme=self.programme).select_related("subproject")
        if not self.whole:
            stages = stages.filter(subproject__in=self.subprojects)
        return stages.order_by(F("subproject__number").asc(nulls_first=True), "subproject__title", "number")

    def items(self):
        """Return the items of these parts in the order of each stage, with what the board shows of them."""
        items = PlanItem.objects.filter(stage__in=self.stages().order_by()).for_plan()
        # Fetched apart, not joined: a programme's texts would come once for every item.
        return items.prefetch_related(*RIGHTS_BY).order_by("sort_order", "pk")

    def parts(self):
        """Return [(value, label)] of the parts for a choice; "" is the programme itself."""
        own = [("", _("Вся программа"))] if self.whole else []
        return [*own, *((str(part.pk), part.title) for part in self.subprojects)]

    def part(self, value):
        """Return the SubprojectPage that `value` of `parts` names, None for the programme."""
        return next((part for part in self.subprojects if str(part.pk) == value), None)


def desk_of(user, pk):
    """Return the Desk of `user` at the programme `pk`. Raises Http404, PermissionDenied."""
    programme = get_object_or_404(ProgrammePage, pk=pk)
    subprojects = SubprojectPage.objects.child_of(programme).order_by("number", "title")
    whole = bool(can(user, "plan", programme))
    desk = Desk(programme, whole, [part for part in subprojects if whole or can(user, "plan", part)])
    if not (desk.whole or desk.subprojects):
        raise PermissionDenied
    return desk


def crumbs(programme, *more):
    """Return the trail above a screen: (label, address) pairs after the programme's board."""
    trail = [
        (_("Главная"), reverse("wagtailadmin_home")),
        (_("Планы программ"), reverse("programme_plans:index")),
        (programme.title, reverse("programme_plans:board", args=[programme.pk])),
    ]
    return [{"label": label, "url": url} for label, url in [*trail, *more]]
