"""Verbs of a stage's end: it is closed with a conclusion, and opened again with a reason (D4.9, F4-25)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from programmes.enums import ItemStatus
from programmes.models import Stage

# What an item may stand at when its stage is over and nobody has to ask why.
SETTLED = frozenset({ItemStatus.DONE, ItemStatus.CANCELLED, ItemStatus.MOVED})
# A conclusion that says something.
SHORTEST = 20


class StageRefused(Exception):
    """The stage cannot be closed or opened like this; its text says why, `about` names the argument, "" the stage itself."""

    def __init__(self, said, about=""):
        super().__init__(said)
        self.about = about


class ItemsOpen(StageRefused):
    """Some items of the stage are not settled and nobody has confirmed that they stay so; `items` are these."""

    def __init__(self, items):
        super().__init__(_("В этапе есть незавершённые дела: отметьте, что он завершается и без них."), "confirmed")
        self.items = items


def open_items(stage):
    """Return the PlanItems of `stage` that are neither done nor cancelled nor moved, in the plan's order."""
    return list(stage.items.exclude(status__in=SETTLED).order_by("sort_order", "pk"))


def close_stage(*, stage, conclusion, on, by, confirmed=False):
    """Close a Stage with what it came to; return it.

    conclusion   text, one conclusion a line
    on           the day it ended, not in the future and not before it began
    confirmed    True: the person has seen the open items and closes the stage with them
    Raises ActionRefused, StageRefused, ItemsOpen.
    """
    demand(by, "close", stage)
    conclusion = conclusion.strip()
    if len(conclusion) < SHORTEST:
        said = _("Этап завершается только с выводом: напишите, к чему он пришёл, хотя бы одной фразой.")
        raise StageRefused(said, "conclusion")
    with transaction.atomic():
        current = Stage.objects.select_for_update().get(pk=stage.pk)
        if current.closed_on:
            raise StageRefused(_("Этот этап уже завершён."))
        _check_day(current, on)
        unsettled = open_items(current)
        if unsettled and not confirmed:
            raise ItemsOpen(unsettled)
        current.conclusion, current.closed_on = conclusion, on
        current.save(update_fields=["conclusion", "closed_on"])
        data = {"on": on.isoformat(), "open": len(unsettled)}
        log(instance=current, action="programmes.stage.close", user=by, data=data)
    return current


def reopen_stage(*, stage, reason, by):
    """Open a closed Stage again; its conclusion stays to be written further. Return it.

    Raises ActionRefused, StageRefused.
    """
    demand(by, "close", stage)
    reason = " ".join(reason.split())
    if not reason:
        raise StageRefused(_("Напишите, почему этап открывается снова."), "reason")
    with transaction.atomic():
        current = Stage.objects.select_for_update().get(pk=stage.pk)
        if not current.closed_on:
            raise StageRefused(_("Этот этап не завершён."))
        closed_on, current.closed_on = current.closed_on, None
        current.save(update_fields=["closed_on"])
        data = {"reason": reason, "closed_on": closed_on.isoformat()}
        log(instance=current, action="programmes.stage.reopen", user=by, data=data)
    return current


def _check_day(stage, on):
    if on > timezone.localdate():
        raise StageRefused(_("Этап нельзя завершить будущим днём."), "on")
    if stage.starts_on and on < stage.starts_on:
        raise StageRefused(_("Этап не может завершиться раньше, чем начался."), "on")
