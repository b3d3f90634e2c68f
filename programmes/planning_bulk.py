"""Verbs about many items of a plan at once: order, place, states, people (B.5)."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import ActionRefused, demand
from home.signals import content_changed
from programmes.actions import MoveRefused, set_item_status
from programmes.models import PlanItem, Stage

# Between two items there is room for those that scripts and older forms number themselves.
ORDER_STEP = 10
# What the right to change an item is asked of.
RIGHTS_BY = ("stage__programme", "stage__subproject", "subproject")
ORDER_FIELDS = ("stage_id", "sort_order")
STATUS_FIELDS = ("status", "status_on", "status_reason")


class OrderRefused(Exception):
    """The order that was asked for is not one of the items that the stage has now."""


@dataclass
class Outcome:
    """What became of many items: those that changed, and (item, reason) of those that were refused."""

    changed: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def tell_of_plan(programme_id, subproject_id=None):
    """Say, inside the transaction of the change, that the pages which show this plan have become others."""
    content_changed.send(sender=PlanItem, page_ids=list(filter(None, (programme_id, subproject_id))))


def end_of(stage):
    """Return the order of an item that comes to the end of `stage`."""
    return max(stage.items.values_list("sort_order", flat=True), default=0) + ORDER_STEP


@transaction.atomic
def reorder_items(*, stage, order, by):
    """Put the items of `stage` in `order`, a list of their keys. Raises ActionRefused, OrderRefused.

    Exactly the items that the stage has must be named: a list made before somebody added one is refused.
    """
    demand(by, "plan", stage.subproject or stage.programme)
    items = {item.pk: item for item in PlanItem.objects.select_for_update().filter(stage=stage)}
    if len(order) != len(items) or set(order) != set(items):
        raise OrderRefused(_("Список мероприятий этапа изменился: обновите страницу и повторите."))
    for place, key in enumerate(order, 1):
        items[key].sort_order = place * ORDER_STEP
    PlanItem.objects.bulk_update(items.values(), ["sort_order"])
    log(instance=stage, action="programmes.plan.reorder", user=by)
    tell_of_plan(stage.programme_id, stage.subproject_id)


@transaction.atomic
def place_item(*, item, position, by):
    """Put an item at a `position` (from 0) among the items of its stage; beyond the end means the end.

    Raises ActionRefused.
    """
    keys = list(PlanItem.objects.filter(stage=item.stage_id).order_by("sort_order", "pk").values_list("pk", flat=True))
    keys.remove(item.pk)
    keys.insert(max(0, min(position, len(keys))), item.pk)
    reorder_items(stage=item.stage, order=keys, by=by)


@transaction.atomic
def set_items_status(*, items, status, by, on=None, reason=""):
    """Change the status of many items as `set_item_status` does; return the Outcome.

    All that can be changed is changed in one transaction; an item that may not go into `status` from where it is, or that
    `by` may not change, is among the refused with the reason.
    """
    outcome = Outcome()
    for item in items:
        try:
            with transaction.atomic():
                outcome.changed.append(set_item_status(item=item, status=status, by=by, on=on, reason=reason))
        except (ActionRefused, MoveRefused) as refusal:
            outcome.refused.append((item, str(refusal)))
    return outcome


def set_items_responsible(*, items, responsible, by):
    """Write who answers for many items, in words; return the Outcome."""
    longest = PlanItem._meta.get_field("responsible").max_length

    def write(item):
        item.responsible = responsible[:longest]

    return _change(items, by, write, ["responsible"], "programmes.item.responsible")


def move_items(*, items, stage, by):
    """Move many items to the end of `stage`, in the order given; return the Outcome.

    Refused are those that stand there already, and all when `by` may not change that stage's plan (ActionRefused).
    """
    demand(by, "plan", stage.subproject or stage.programme)
    if any(item.stage.programme_id != stage.programme_id for item in items):
        raise ActionRefused(_("Этап относится к другой программе."))
    end = end_of(stage)
    old = {item.stage_id: item.stage for item in items}
    fresh = [item for item in items if item.stage_id != stage.pk]
    orders = {item.pk: end + place * ORDER_STEP for place, item in enumerate(fresh)}

    def write(item):
        item.stage, item.sort_order = stage, orders[item.pk]

    with transaction.atomic():
        outcome = _change(fresh, by, write, ["stage", "sort_order"], "programmes.item.stage")
        for left in old.values():
            tell_of_plan(left.programme_id, left.subproject_id)
    outcome.refused += [(item, _("уже в этом этапе")) for item in items if item.stage_id == stage.pk]
    return outcome


@transaction.atomic
def add_item(*, stage, by, text, number="", term="", responsible=""):
    """Add one item to the end of `stage`, its dates read from the words of its `term`; return it. Raises ActionRefused."""
    from programmes.models import ItemDate
    from programmes.plan_import.rows import read_row

    demand(by, "plan", stage.subproject or stage.programme)
    row = read_row("", None, {"text": text, "number": number, "term": term, "responsible": responsible})
    if row.refusal:
        raise ActionRefused(row.refusal)
    item = PlanItem.objects.create(stage=stage, sort_order=end_of(stage), **row.values)
    ItemDate.objects.bulk_create(ItemDate(item=item, starts_on=start, ends_on=end) for start, end in row.dates)
    log(instance=item, action="wagtail.create", user=by)
    tell_of_plan(stage.programme_id, stage.subproject_id)
    return item


@transaction.atomic
def _change(items, by, write, fields, action):
    """Call `write(item)` for a fresh copy of each item that `by` may change; save, log and tell once."""
    outcome = Outcome()
    keys = [item.pk for item in items]
    locked = {
        item.pk: item for item in PlanItem.objects.select_for_update().filter(pk__in=keys).select_related("stage")
    }
    for item in (locked[key] for key in keys if key in locked):
        try:
            demand(by, "change", item)
        except ActionRefused as refusal:
            outcome.refused.append((item, str(refusal)))
            continue
        write(item)
        item.updated_at = timezone.now()
        outcome.changed.append(item)
        log(instance=item, action=action, user=by)
    PlanItem.objects.bulk_update(outcome.changed, [*fields, "updated_at"], batch_size=200)
    for stage in Stage.objects.filter(items__in=[item.pk for item in outcome.changed]).distinct():
        tell_of_plan(stage.programme_id, stage.subproject_id)
    return outcome
