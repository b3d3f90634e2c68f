"""How an item of a programme's plan goes: its states."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from home.said import demand_words
from programmes.enums import ALLOWED_MOVES, NEED_REASON, ItemStatus
from programmes.models import PlanItem

STATUS_FIELDS = ["status", "status_on", "status_reason", "updated_at"]


class MoveRefused(Exception):
    """The item cannot go from its status into the wanted one."""


class ReasonNeeded(MoveRefused):
    """What is moved or cancelled is told with its reason."""


def set_item_status(*, item, status, by, reason="", on=None):
    """Change the status of a PlanItem; return it. Source: B.5 (the plan's progress).

    `reason` is for visitors and needed for «перенесено» and «отменено»; `on` is the day of the change, today unless given.
    Raises ActionRefused, MoveRefused (also for a day in the future), ReasonNeeded.
    """
    demand(by, "change", item)
    day, reason = on or timezone.localdate(), " ".join(reason.split())
    with transaction.atomic():
        current = PlanItem.objects.select_for_update().get(pk=item.pk)
        _check_move(current, status, reason, day)
        current.status, current.status_on, current.status_reason = status, day, reason
        current.save(update_fields=STATUS_FIELDS)
        data = {"status": str(status), "reason": reason, "on": day.isoformat()}
        log(instance=current, action="programmes.item.status", user=by, data=data)
    return current


def _check_move(item, status, reason, day):
    if status not in ALLOWED_MOVES[ItemStatus(item.status)]:
        raise MoveRefused(
            _("«%(now)s» нельзя сменить на «%(wanted)s».")
            % {"now": item.get_status_display(), "wanted": ItemStatus(status).label}
        )
    check_day(day)
    check_reason(status, reason)


def check_day(day):
    """Raise MoveRefused where the day of a change is still to come."""
    if day > timezone.localdate():
        raise MoveRefused(_("День изменения ещё не наступил: укажите сегодняшний или прошедший."))


def check_reason(status, reason):
    """Raise ReasonNeeded where visitors must learn why, or where the words are too long to be shown."""
    if status in NEED_REASON and not reason:
        raise ReasonNeeded(_("Напишите причину: её увидят все, кто читает план."))
    demand_words(reason, PlanItem.status_reason, ReasonNeeded)
