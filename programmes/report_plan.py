"""The plan's progress in a period, for reports: what was done, moved, cancelled, is late, and why (D4.5, D4.7)."""

from collections import Counter

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from files.writers import Bullets, Heading, Paragraph, Table
from home.templatetags.face_tags import plural_ru
from programmes.enums import ItemStatus
from programmes.models import PlanItem, ProgrammePage, Stage
from programmes.report_sections import report_section

DONE, GOING, MOVED, CANCELLED, LATE, STILL = "done", "going", "moved", "cancelled", "late", "still"
TITLES = {
    DONE: "Выполнено",
    GOING: "В работе",
    MOVED: "Перенесено",
    CANCELLED: "Отменено",
    LATE: "Не выполнено в срок",
}
GROUPS = {
    ItemStatus.DONE: DONE,
    ItemStatus.IN_PROGRESS: GOING,
    ItemStatus.CONTINUES: GOING,
    ItemStatus.MOVED: MOVED,
    ItemStatus.CANCELLED: CANCELLED,
}
HEAD = ("№", "Мероприятие", "Срок", "С какого дня", "Чем подтверждается, причина")
WIDTHS = (1, 5, 2, 2, 4)
# A plan that is divided by directions is reported by them too (F0-03): the second column.
DIRECTION = "Направление"


@report_section("overview", _("Общие сведения"), order=10, centre=True)
def overview_section(scope):
    """What it is about, the stages of the period, what closed stages have come to."""
    if scope.programme is None:
        return _centre_overview(scope)
    page = scope.subproject or scope.programme
    parts = [Paragraph(page.goal)] if page.goal else []
    stages = [
        stage
        for stage in Stage.objects.filter(programme=scope.programme, subproject=scope.subproject, group=None)
        if touches(stage, scope)
    ]
    if stages:
        parts.append(Paragraph("Этапы периода:"))
        parts.append(Bullets(tuple(_stage_line(stage) for stage in stages)))
    return parts


@report_section("plan", _("Выполнение плана"), order=20, centre=True)
def plan_section(scope):
    """The items whose state changed in the period or had to, in the plan's own order; None without a plan."""
    if scope.programme is None:
        return _centre_plan(scope)
    # What groups planned is told of them (programmes.report_groups).
    items = PlanItem.objects.filter(stage__programme=scope.programme, stage__group=None).select_related("stage")
    if scope.subproject:
        items = items.filter(Q(subproject=scope.subproject) | Q(stage__subproject=scope.subproject))
    items = list(items.prefetch_related("proofs").order_by("stage__number", "sort_order", "pk"))
    if not items:
        return None
    groups = {}
    for item in items:
        groups.setdefault(group_of(item, scope), []).append(item)
    counts = [f"{TITLES[code].lower()} — {len(groups[code])}" for code in TITLES if code in groups]
    total = plural_ru(len(items), "мероприятие,мероприятия,мероприятий")
    if not counts:
        return [Paragraph(f"В плане {total}. За период их состояние не менялось.")]
    parts = [Paragraph(f"В плане {total}. За период: {', '.join(counts)}.")]
    is_divided = any(item.direction for item in items)
    for code, title in TITLES.items():
        if code in groups:
            parts += [Heading(title, 3), _table(groups[code], title, is_divided)]
    return parts


def _table(items, title, is_divided):
    rows, head, widths = tuple(row_of(item) for item in items), HEAD, WIDTHS
    if is_divided:
        rows = tuple((row[0], item.direction or "—", *row[1:]) for row, item in zip(rows, items, strict=True))
        head, widths = (HEAD[0], DIRECTION, *HEAD[1:]), (1, 3, *WIDTHS[1:])
    number = plural_ru(len(rows), "мероприятие,мероприятия,мероприятий")
    return Table(rows, head, widths, caption=f"{title}: {number}")


def group_of(item, scope):
    """Return what a PlanItem was in the period: done, going, moved, cancelled, late; STILL where nothing happened to it.

    What changed is told by the day of its status; where nobody has written that down, by its term.
    """
    first, last = scope.starts_on, min(scope.ends_on, timezone.localdate())
    group, day = GROUPS.get(item.status), item.status_on or item.due_on
    if group == GOING and (day is None or day <= last):
        return GOING if item.status == ItemStatus.CONTINUES or not _is_late(item, last) else LATE
    if group in (DONE, MOVED, CANCELLED) and day and first <= day <= last:
        return group
    return LATE if _is_late(item, last) and item.due_on >= first else STILL


def _is_late(item, last):
    if item.due_on is None or item.due_on > last or item.status in (ItemStatus.CANCELLED, ItemStatus.MOVED):
        return False
    return item.status != ItemStatus.DONE or bool(item.status_on and item.status_on > last)


def row_of(item):
    """Return the cells of a PlanItem in a table of a report: number, text, term, since which day, proofs and reason."""
    words = [proof.text + (f" ({date_format(proof.on, 'd.m.Y')})" if proof.on else "") for proof in item.proofs.all()]
    if item.status_reason:
        words.append(item.status_reason)
    term = item.term or (date_format(item.due_on, "d.m.Y") if item.due_on else "")
    changed = date_format(item.status_on, "d.m.Y") if item.status_on else "—"
    return item.number, item.text, term or "—", changed, "; ".join(words) or "—"


def touches(stage, scope):
    """Tell whether any day of a Stage lies in the period of `scope`; without dates nobody knows, so no."""
    starts, ends = stage.starts_on, stage.closed_on or stage.ends_on
    return (starts or ends) and (not starts or starts <= scope.ends_on) and (not ends or ends >= scope.starts_on)


def _stage_line(stage):
    line = f"{stage}" + (f" ({stage.period_label})" if stage.period_label else "")
    if stage.closed_on:
        line += f", завершён {date_format(stage.closed_on, 'd.m.Y')}"
    return f"{line}. Выводы: {' '.join(stage.conclusion_list)}" if stage.conclusion else line


def _centre_overview(scope):
    pages = ProgrammePage.objects.shown().exclude(starts_on__gt=scope.ends_on).exclude(ends_on__lt=scope.starts_on)
    pages = list(pages.order_by(F("starts_on").asc(nulls_first=True), "title").defer("body"))
    if not pages:
        return None
    lines = tuple(f"{page.title}" + (f" ({page.period_label})" if page.period_label else "") for page in pages)
    return [Paragraph("В этот период шли программы:"), Bullets(lines)]


def _centre_plan(scope):
    """One row a programme where anything happened: how many of its items were done, moved, cancelled, late in the period."""
    titles = dict(ProgrammePage.objects.shown().order_by("title").values_list("pk", "title"))
    counts = {pk: Counter() for pk in titles}
    items = PlanItem.objects.filter(stage__programme__in=titles, stage__group=None).order_by()
    fields = ("pk", "status", "status_on", "due_on", "stage__programme_id")
    for item in items.select_related("stage").only(*fields):
        counts[item.stage.programme_id].update([group_of(item, scope), "all"])
    rows = tuple(
        (title, *(str(counts[pk][code]) for code in ("all", *TITLES)))
        for pk, title in titles.items()
        if counts[pk]["all"] > counts[pk][STILL]
    )
    if not rows:
        return None
    head = ("Программа", "Всего дел", *TITLES.values())
    return [Table(rows, head, (5, 2, 2, 2, 2, 2, 2), caption="Планы программ за период", titled=True)]
