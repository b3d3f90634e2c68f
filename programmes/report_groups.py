"""What the councils and groups of a programme did in a period, for its reports: their plans and their meetings (D12.5)."""

from collections import Counter, defaultdict

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from files.writers import Heading, Paragraph, Table
from home.templatetags.face_tags import plural_ru
from programmes.group_enums import MeetingStatus
from programmes.models import GroupPage, Meeting, PlanAgreement, PlanItem
from programmes.report_plan import STILL, TITLES, group_of, row_of, touches
from programmes.report_sections import report_section

HEAD = ("№", "Мероприятие", "Срок", "За период", "Чем подтверждается, причина")
WIDTHS = (1, 5, 2, 2, 4)


@report_section("groups", _("Работа советов и групп"), order=30)
def groups_section(scope):
    """Each group that all may see and that did anything: its plan in the period, who agreed it, its meetings.

    Five queries at any size; None where no group had a plan or a meeting in the period.
    """
    groups = GroupPage.objects.shown().descendant_of(scope.subproject or scope.programme)
    groups = list(groups.defer("body").order_by("path"))
    if not groups:
        return None
    plans, agreed, meetings = _plans(scope, groups), _agreements(scope, groups), _meetings(scope, groups)
    parts = []
    for group in groups:
        items = plans.get(group.pk, [])
        if items or meetings.get(group.pk):
            parts.append(Heading(group.title, 3))
            parts.append(Paragraph(" ".join(_sentences(items, agreed.get(group.pk), meetings.get(group.pk), scope))))
            parts += _table(group, items, scope)
    return parts or None


def _plans(scope, groups):
    """Return {group's key: its PlanItems} of the plans whose term touches the period, or in which something happened then."""
    found = PlanItem.objects.filter(stage__programme=scope.programme, stage__group__in=groups)
    found = found.select_related("stage").prefetch_related("proofs").order_by("stage__number", "sort_order", "pk")
    plans = defaultdict(list)
    for item in found:
        if touches(item.stage, scope) or group_of(item, scope) != STILL:
            plans[item.stage.group_id].append(item)
    return plans


def _agreements(scope, groups):
    """Return {group's key: the day its plan was last agreed by the end of the period}."""
    agreed = PlanAgreement.objects.filter(group__in=groups, agreed_on__lte=scope.ends_on).order_by("agreed_on")
    return dict(agreed.values_list("group_id", "agreed_on"))


def _meetings(scope, groups):
    """Return {group's key: meetings held in the period}."""
    held = Meeting.objects.filter(group__in=groups, status=MeetingStatus.HELD, on__range=scope.period).order_by()
    return dict(held.values_list("group_id").annotate(Count("pk")))


def _sentences(items, agreed_on, meetings, scope):
    """What is said over the table: the plan and its counts, the agreement, the meetings."""
    if items:
        counts = Counter(group_of(item, scope) for item in items)
        told = ", ".join(f"{title.lower()} — {counts[code]}" for code, title in TITLES.items() if counts[code])
        total = plural_ru(len(items), "мероприятие,мероприятия,мероприятий")
        yield f"В плане {total}. " + (f"За период: {told}." if told else "За период их состояние не менялось.")
        if agreed_on:
            yield f"План согласован {date_format(agreed_on, 'd.m.Y')}."
        else:
            yield "План ещё не согласован."
    if meetings:
        yield f"Прошло {plural_ru(meetings, 'заседание,заседания,заседаний')}."


def _table(group, items, scope):
    """Return [Table] of the items to which something happened in the period, in the plan's order; [] of none."""
    told = [(item, group_of(item, scope)) for item in items]
    rows = []
    for item, code in told:
        if code != STILL:
            number, text, term, _day, proof = row_of(item)
            rows.append((number, text, term, TITLES[code].lower(), proof))
    return [Table(tuple(rows), HEAD, WIDTHS, caption=f"План: {group.title}")] if rows else []
