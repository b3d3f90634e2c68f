"""The items of all plans that one person answers for."""

from django.urls import reverse
from django.utils.formats import date_format

from accounts.permissions import can
from programmes import schedule
from programmes.enums import SETTLED
from programmes.models import PlanItem, ProgrammePage


def own_items(user):
    """Return the unsettled PlanItems of the shown programmes that `user` answers for."""
    shown = ProgrammePage.objects.shown().values("pk")
    return PlanItem.objects.filter(responsible_users=user, stage__programme__in=shown).exclude(status__in=SETTLED)


def own_rows(user, today):
    """Return [{"item", "programme", "is_late", "due_on", "is_due_said", "plan_url", "change_url"}], what is due first on top."""
    items = (
        own_items(user).for_plan().select_related("stage__programme", "stage__subproject", "stage__group", "subproject")
    )
    rows = [_row(item, user, today) for item in items]
    return sorted(rows, key=lambda row: (row["due_on"] is None, row["due_on"] or today))


def _row(item, user, today):
    is_late = schedule.is_late(item, today)
    due_on = schedule.due_of(item) if is_late else schedule.next_due(item, today)
    return {
        "item": item,
        "programme": item.stage.programme,
        "is_late": is_late,
        "due_on": due_on,
        # «до 2 декабря 2026» needs no day beside it; one of several terms, or a month, does.
        "is_due_said": bool(due_on) and not item.dates.all() and date_format(due_on, "j E Y") in item.term,
        "plan_url": address_in_plan(item),
        "change_url": reverse("programmes:item_change", args=[item.pk]) if can(user, "change", item) else "",
    }


def address_in_plan(item):
    """Return where visitors read the item: the programme's plan, or the page of the group whose plan it is in."""
    stage = item.stage
    return f"{stage.group.get_url()}#plan" if stage.group else f"{stage.programme.get_url()}plan/#item-{item.pk}"
