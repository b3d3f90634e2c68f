"""Verbs of a programme's plan."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from programmes.enums import ALLOWED_MOVES, ItemStatus
from programmes.models import PlanItem


class MoveRefused(Exception):
    """The item cannot go from its status into the wanted one."""


def set_item_status(*, item, status, by):
    """Change the status of a PlanItem. Raises ActionRefused, MoveRefused (F3: the plan's progress)."""
    demand(by, "change", item)
    with transaction.atomic():
        current = PlanItem.objects.select_for_update().get(pk=item.pk)
        if status not in ALLOWED_MOVES[ItemStatus(current.status)]:
            raise MoveRefused(
                _("«%(now)s» нельзя сменить на «%(wanted)s».")
                % {"now": current.get_status_display(), "wanted": ItemStatus(status).label}
            )
        current.status = status
        current.save(update_fields=["status"])
        log(instance=current, action="programmes.item.status", user=by, data={"status": status})
    return current
