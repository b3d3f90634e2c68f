"""How a programme goes: its stages with items, and «done of all»."""

from django.apps import apps
from django.db.models import F
from django.utils import timezone

from programmes.enums import CARRIED_OUT, NOT_COUNTED
from programmes.plan_rows import by_stage_and_direction, read_stages, rows_of

# A programme's page shows what goes on; the rest of a long plan stands at its own address.
SHOWN_ITEMS, SHOWN_TERMS = 12, 4


def plan_of(programme, today=None):
    """Return what the page of `programme` shows of its plan, in four queries whatever the size.

    {"stages": its own stages with `state`, "plan_groups": [(stage, [(direction, [Row])])] of the current stage, "next_terms":
    [Row] by day, "late_total", "plan_total", "plan_url", "progress"}.
    """
    today = today or timezone.localdate()
    stages = read_stages(programme, today)
    rows = rows_of(stages, {}, today)
    own = [stage for stage in stages if stage.subproject_id is None]
    current = _current(own)
    shown = [row for row in rows if row.stage == current][:SHOWN_ITEMS]
    coming = sorted((row for row in rows if row.due_on), key=lambda row: row.due_on)
    return {
        "stages": own,
        "plan_groups": by_stage_and_direction([current], shown) if shown else [],
        "next_terms": coming[:SHOWN_TERMS],
        "late_total": sum(row.is_late for row in rows),
        "plan_total": len(rows),
        "plan_url": f"{programme.get_url()}plan/" if rows else "",
        "progress": progress_of_items([row.item for row in rows], _now(own)),
    }


def progress_of_items(items, now=""):
    """Return `progress_dict` of PlanItems; cancelled ones do not count."""
    statuses = [item.status for item in items if item.status not in NOT_COUNTED]
    return progress_dict(sum(status in CARRIED_OUT for status in statuses), len(statuses), now)


def _current(stages):
    """The stage that goes now, else the first that is ahead, else the last one; of those that have items."""
    planned = [stage for stage in stages if stage.plan]
    for state in ("now", "ahead"):
        for stage in planned:
            if stage.state == state:
                return stage
    return planned[-1] if planned else None


def progress_dict(done, total, now=""):
    """Return {"done", "total", "percent", "label", "now"}: `percent` is whole, None without a plan; `now` names the stage."""
    percent = round(100 * done / total) if total else None
    return {"done": done, "total": total, "percent": percent, "label": f"Выполнено {done} из {total}", "now": now}


def programme_cards(request):
    """Return a dict for every shown programme, newest first: page, url, period, progress, subprojects (their number)."""
    page_model = apps.get_model("programmes", "ProgrammePage")
    pages = page_model.objects.shown().defer("body", "passport")
    pages = list(pages.order_by(F("starts_on").desc(nulls_last=True), "title"))
    if not pages:
        return []
    today = timezone.localdate()
    progress = apps.get_model("programmes", "PlanItem").objects.progress_by_programme()
    stages = {}
    for stage in apps.get_model("programmes", "Stage").objects.filter(subproject=None, group=None).order_by("number"):
        stage.state = stage.state_on(today)
        stages.setdefault(stage.programme_id, []).append(stage)
    paths = apps.get_model("programmes", "SubprojectPage").objects.shown().values_list("path", flat=True)
    parents = [path[: -page_model.steplen] for path in paths]
    return [
        {
            "page": page,
            "url": page.get_url(request),
            "period": page.period_label,
            "progress": progress_dict(*progress.get(page.pk, (0, 0)), _now(stages.get(page.pk, []))),
            "stages_total": len(stages.get(page.pk, [])),
            "subprojects": parents.count(page.path),
        }
        for page in pages
    ]


def _now(stages):
    return next((f"{stage.number}. {stage.name}" for stage in stages if stage.state == "now"), "")
