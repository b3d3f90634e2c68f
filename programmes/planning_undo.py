"""The verb that takes back a deed done to many items of a plan."""

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import ActionRefused, demand
from programmes.models import PlanItem, Stage
from programmes.planning_bulk import RIGHTS_BY, Outcome, tell_of_plan

RESTORABLE = frozenset({"status", "status_on", "status_reason", "responsible", "stage_id", "sort_order"})
_DATES = frozenset({"status_on"})


@transaction.atomic
def restore_items(*, programme, changed, by):
    """Give items of `programme` the values they had; return the Outcome.

    `changed` is {key of an item: [values before, values after]}, values by field. An item that somebody has changed since
    is refused: its newer state is worth more. Raises ActionRefused for fields that a deed never changes.
    """
    outcome, pages = Outcome(), set()
    items = PlanItem.objects.select_for_update().filter(stage__programme=programme).prefetch_related(*RIGHTS_BY)
    for item in items.filter(pk__in=changed):
        before, after = changed[str(item.pk)]
        if not set(before) <= RESTORABLE:
            raise ActionRefused(_("Этого вернуть нельзя."))
        try:
            demand(by, "change", item)
        except ActionRefused as refusal:
            outcome.refused.append((item, str(refusal)))
            continue
        if any(getattr(item, name) != _value(name, value) for name, value in after.items()):
            outcome.refused.append((item, _("его с тех пор изменили ещё раз")))
            continue
        pages.add((item.stage.programme_id, item.stage.subproject_id))
        for name, value in before.items():
            setattr(item, name, _value(name, value))
        item.save(update_fields=[*(name.removesuffix("_id") for name in before), "updated_at"])
        log(instance=item, action="programmes.item.restore", user=by)
        outcome.changed.append(item)
    stages = Stage.objects.filter(items__in=[item.pk for item in outcome.changed])
    for pair in pages | set(stages.order_by().values_list("programme_id", "subproject_id").distinct()):
        tell_of_plan(*pair)
    return outcome


def _value(name, value):
    return parse_date(value) if name in _DATES and value else value
