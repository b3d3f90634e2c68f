"""The plan of a programme as rows: an item with what its dates and proofs mean today."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from django.utils import timezone
from wagtail.models import Page

from home.addresses import address_of
from home.querysets import BasePageQuerySet
from programmes import schedule


@dataclass
class Row:
    """An item of the plan as its page shows it. `links` are (text, address) of proofs; `change_url` is empty for visitors."""

    item: object
    stage: object
    subproject: object = None
    is_late: bool = False
    is_now: bool = False
    is_mine: bool = False
    due_on: object = None
    links: list = field(default_factory=list)
    change_url: str = ""


def read_stages(programme, today=None):
    """Return the stages of `programme` with items, dates and proofs at hand: four queries, one more where parts have stages.

    The programme's own stages come first, then those of its parts that visitors may see. Each knows its `state` on `today`,
    its items as the list `plan`, and its `part` (SubprojectPage or None).
    """
    today = today or timezone.localdate()
    items = apps.get_model("programmes", "PlanItem").objects.for_plan().order_by("sort_order", "pk")
    # Councils and groups have theirs on their own pages.
    own = programme.stages.filter(group=None).order_by("number", "pk")
    stages = list(own.prefetch_related(Prefetch("items", items)))
    parts = shown_subprojects(programme) if any(stage.subproject_id for stage in stages) else {}
    for stage in stages:
        stage.programme, stage.part = programme, parts.get(stage.subproject_id)
        stage.state, stage.plan = stage.state_on(today), list(stage.items.all())
    order = {None: 0, **{pk: place for place, pk in enumerate(parts, start=1)}}
    shown = [stage for stage in stages if stage.subproject_id in order]
    return sorted(shown, key=lambda stage: order[stage.subproject_id])


def rows_of(stages, subprojects, today, user=None):
    """Return [Row] of the read `stages`; `subprojects` is {id: SubprojectPage} of those that visitors may see.

    `user` is who reads, if signed in: the rows then know what is theirs, for one query more.
    """
    mine = _own_items(user, stages)
    items = [item for stage in stages for item in stage.plan]
    links = _links_of([proof for item in items for proof in item.proofs.all()])
    return [
        Row(
            item=item,
            stage=item.stage,
            subproject=subprojects.get(item.subproject_id or item.stage.subproject_id),
            is_late=schedule.is_late(item, today),
            is_now=schedule.is_now(item, today),
            is_mine=item.pk in mine,
            due_on=schedule.next_due(item, today),
            links=[links[proof.pk] for proof in item.proofs.all()],
        )
        for item in items
    ]


def by_stage_and_direction(stages, rows, with_empty=True):
    """Return [(stage, [(direction, [Row])])] in the order of the plan; `with_empty` keeps stages without rows."""
    of_stage = defaultdict(list)
    for row in rows:
        of_stage[row.stage.pk].append(row)
    return [
        (
            stage,
            [(name, list(group)) for name, group in groupby(of_stage[stage.pk], key=lambda row: row.item.direction)],
        )
        for stage in stages
        if with_empty or of_stage[stage.pk]
    ]


def shown_subprojects(programme):
    """Return {id: SubprojectPage} of the programme's parts that every visitor may see, by their numbers."""
    pages = apps.get_model("programmes", "SubprojectPage").objects.child_of(programme).shown()
    return {page.pk: page for page in pages.defer("body").order_by("number", "title")}


def _own_items(user, stages):
    if user is None or not user.is_authenticated:
        return frozenset()
    return frozenset(user.plan_items.filter(stage__in=stages).values_list("pk", flat=True))


def _links_of(proofs):
    """Return {proof id: (text, address)}: of a page its present address, none while visitors cannot open it."""
    kind = ContentType.objects.get_for_model(Page)
    ids = {proof.object_id for proof in proofs if proof.content_type_id == kind.pk}
    paths = dict(BasePageQuerySet(Page).shown().filter(pk__in=ids).values_list("pk", "url_path")) if ids else {}

    def link(proof):
        text, address = proof.link()
        if proof.content_type_id == kind.pk:
            address = address_of(paths[proof.object_id]) if proof.object_id in paths else ""
        return text, address

    return {proof.pk: link(proof) for proof in proofs}
