"""Councils and groups as visitors see them: lists, members, meetings, the plan."""

from django.apps import apps
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.templatetags.face_tags import plural_ru
from programmes.agreements import agreement_of
from programmes.group_enums import GroupKind, MeetingStatus
from programmes.plans import progress_of_items

# A page shows this many meetings that are over; the older ones are folded.
FRESH_MEETINGS = 5
PEOPLE = "человек,человека,человек"


def group_context(page):
    """Return what the page of one council or group shows, in a number of queries that no size changes.

    {"programme", "above": pages between, "members", "former", "people", "coming", "past", "older", "stages", "progress",
    "agreement", "subgroups", "papers"}.
    """
    today = timezone.localdate()
    members = list(page.members.all())
    meetings = list(page.meetings.select_related("protocol__filetext"))
    coming = [m for m in meetings if m.status == MeetingStatus.PLANNED and m.on >= today]
    past = [m for m in meetings if m not in coming]
    stages = own_stages(page.stages, today)
    return {
        "programme": page.owner_programme,
        "members": [m for m in members if m.is_in_on(today)],
        "former": [m for m in members if not m.is_in_on(today)],
        "coming": coming[::-1],
        "past": past[:FRESH_MEETINGS],
        "older": past[FRESH_MEETINGS:],
        "stages": stages,
        "progress": progress_of_stages(stages),
        "agreement": agreement_of(page, stages),
        "subgroups": entries(_group_model().objects.child_of(page)),
        "papers": papers_of(page),
    }


def own_stages(stages, today=None):
    """Return the Stages of one part of a programme with their items and `state`: two queries, whatever the size."""
    found = list(stages.order_by("number").prefetch_related("items"))
    for stage in found:
        stage.state = stage.state_on(today or timezone.localdate())
    return found


def progress_of_stages(stages):
    """Return `progress_dict` of what Stages with items have done."""
    return progress_of_items([item for stage in stages for item in stage.items.all()])


def part_context(page):
    """Return {"own_stages", "own_progress", "groups", "papers"}: the plan, groups and own pages of a subproject."""
    stages = own_stages(page.stages)
    return {"own_stages": stages, "own_progress": progress_of_stages(stages), **groups_of(page)}


def groups_of(page):
    """Return {"groups": entries of all councils and groups below a programme or a subproject, "papers": its own pages}."""
    return {"groups": entries(_group_model().objects.descendant_of(page)), "papers": papers_of(page)}


def papers_of(page):
    """Return what people of a programme, a part or a group wrote below it: reports, recommendations (B.35, D12); one query."""
    return list(apps.get_model("home", "ContentPage").objects.child_of(page).shown().defer("body").order_by("path"))


def councils_and_groups():
    """Return [(«Советы» or «Группы», entries that also say where they stand)] of all that are shown, by kind."""
    listed = entries(_group_model().objects.all())
    parents = {entry["page"].path[: -Page.steplen] for entry in listed}
    titles = dict(Page.objects.live().filter(path__in=parents).values_list("path", "title"))
    order = {kind: number for number, kind in enumerate(GroupKind)}
    for entry in listed:
        entry["facts"] += filter(None, [titles.get(entry["page"].path[: -Page.steplen])])
    listed.sort(key=lambda entry: order[entry["page"].kind])
    councils = [entry for entry in listed if entry["page"].is_council]
    others = [entry for entry in listed if not entry["page"].is_council]
    return [(name, found) for name, found in ((_("Советы"), councils), (_("Группы"), others)) if found]


def section_of_groups_url(programmes_section):
    """Return the address of the section of councils and groups; "" where there is none to see."""
    section = apps.get_model("programmes", "GroupIndexPage").objects.child_of(programmes_section).shown().first()
    return section.url if section else ""


def entries(groups):
    """Return [{"page", "url", "facts": [«творческая группа», «4 человека»], "next_on"}] of what `groups` shows: one query."""
    today = timezone.localdate()
    now = (Q(members__since=None) | Q(members__since__lte=today)) & (
        Q(members__until=None) | Q(members__until__gte=today)
    )
    ahead = Q(meetings__status=MeetingStatus.PLANNED, meetings__on__gte=today)
    rows = (
        groups.shown()
        .defer("body")
        .annotate(
            people=Count("members", filter=now, distinct=True),
            next_on=Min("meetings__on", filter=ahead),
        )
        .order_by("path")
    )
    return [{"page": row, "url": row.url, "facts": _facts_of(row), "next_on": row.next_on} for row in rows]


def _facts_of(row):
    # Many a council is called by its kind: once is enough.
    kind = "" if row.title.lower() == row.kind_label else row.kind_label
    return [fact for fact in (kind, people_label(row.people or row.members_total), row.period_label) if fact]


def people_label(number):
    """«4 человека»; empty for none and unknown."""
    return plural_ru(number, PEOPLE) if number else ""


def _group_model():
    return apps.get_model("programmes", "GroupPage")
