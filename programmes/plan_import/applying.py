"""The verb that brings the rows of a table into a plan, all of them or none (B.5)."""

from collections import Counter

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from programmes.enums import ItemStatus
from programmes.models import ItemDate, PlanItem, ProgrammePage
from programmes.plan_import.changes import Kind, reckon
from programmes.planning_bulk import ORDER_STEP, tell_of_plan

AT_ONCE = 200


class PlanHasChanged(Exception):
    """Between the preview and the confirmation the plan has become another: what was shown is not what would be done."""


def add_plan_items(*, programme, rows, columns, mode, by, subproject=None, default_stage=None, stamp=None):
    """Bring `rows` into the plan as `programmes.plan_import.changes.reckon` says; return the Changes made.

    Items with a state or proofs are never changed and never removed. `stamp` is that of the Changes that were shown.
    Raises ActionRefused, PlanHasChanged.
    """
    demand(by, "plan", subproject or programme)
    with transaction.atomic():
        # One import of a plan at a time.
        ProgrammePage.objects.select_for_update().get(pk=programme.pk)
        changes = reckon(
            programme=programme,
            subproject=subproject,
            rows=rows,
            columns=columns,
            mode=mode,
            default_stage=default_stage,
        )
        if stamp is not None and changes.stamp != stamp:
            raise PlanHasChanged(_("Пока вы смотрели, план изменился. Вот что получится теперь."))
        if not changes.is_empty:
            _make_so(changes)
            counts = Counter(str(change.kind) for change in changes.changes) | {"removed": len(changes.removed)}
            log(instance=programme, action="programmes.plan.import", user=by, data={"mode": mode, **counts})
            tell_of_plan(programme.pk, subproject and subproject.pk)
    return changes


def _make_so(changes):
    for stage in changes.stages:
        stage.save()
    PlanItem.objects.filter(pk__in=[item.pk for item in changes.removed]).delete()
    fresh = changes.of(Kind.NEW)
    ends = _ends({change.stage.pk for change in fresh})
    for change in fresh:
        ends[change.stage.pk] += ORDER_STEP
        change.item = PlanItem(stage=change.stage, sort_order=ends[change.stage.pk], **change.row.values)
        _set_status(change)
    PlanItem.objects.bulk_create([change.item for change in fresh], batch_size=AT_ONCE)
    mended = changes.of(Kind.CHANGED)
    for change in mended:
        _mend(change)
    PlanItem.objects.bulk_update([change.item for change in mended], _MENDED, batch_size=AT_ONCE)
    _set_dates([*fresh, *mended])
    _set_order(changes)


_MENDED = [
    *("stage", "number", "text", "direction", "term", "starts_on", "due_on", "every_months"),
    *("place", "responsible", "product", "updated_at"),
]


def _ends(stages):
    """Return {key of a stage: the order of its last item}, 0 for the empty ones."""
    items = PlanItem.objects.filter(stage__in=stages).order_by()
    return Counter(dict(items.values_list("stage").annotate(Max("sort_order"))))


def _set_status(change):
    if change.row.status != ItemStatus.PLANNED:
        change.item.status, change.item.status_on = change.row.status, timezone.localdate()
        change.item.status_reason = _("По таблице плана")


def _mend(change):
    """Only what the table says otherwise."""
    change.item.stage, change.item.updated_at = change.stage, timezone.now()
    for difference in change.differences:
        if difference.name != "stage":
            setattr(change.item, difference.name, change.row.values[difference.name])


def _set_dates(changes):
    """Several terms of an item follow its words: where the term was not mended, they stay."""
    spoken = [change for change in changes if change.kind == Kind.NEW or change.mends_term]
    ItemDate.objects.filter(item__in=[change.item.pk for change in spoken if change.kind == Kind.CHANGED]).delete()
    dates = [
        ItemDate(item=change.item, starts_on=start, ends_on=end) for change in spoken for start, end in change.row.dates
    ]
    ItemDate.objects.bulk_create(dates, batch_size=AT_ONCE)


def _set_order(changes):
    for _stage, entries in changes.order:
        items = [entry if isinstance(entry, PlanItem) else entry.item for entry in entries]
        for place, item in enumerate(items, 1):
            item.sort_order = place * ORDER_STEP
        PlanItem.objects.bulk_update(items, ["sort_order"], batch_size=AT_ONCE)
