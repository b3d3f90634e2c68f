"""How a programme goes: its stages with items, and «done of all»."""

from django.apps import apps
from django.utils import timezone

from programmes.enums import CARRIED_OUT, NOT_COUNTED


def plan_of(programme):
    """Return {"stages": [...], "progress": {...}} for the page of `programme`: two queries, whatever the size."""
    today = timezone.localdate()
    stages = list(programme.stages.prefetch_related("items"))
    for stage in stages:
        stage.state = stage.state_on(today)
    statuses = [item.status for stage in stages for item in stage.items.all() if item.status not in NOT_COUNTED]
    done = sum(status in CARRIED_OUT for status in statuses)
    return {"stages": stages, "progress": progress_dict(done, len(statuses), _now(stages))}


def progress_dict(done, total, now=""):
    """Return {"done", "total", "percent", "label", "now"}: `percent` is whole, None without a plan; `now` names the stage."""
    percent = round(100 * done / total) if total else None
    return {"done": done, "total": total, "percent": percent, "label": f"Выполнено {done} из {total}", "now": now}


def programme_cards(request):
    """Return a dict for every shown programme, newest first: page, url, period, progress, subprojects (their number)."""
    page_model = apps.get_model("programmes", "ProgrammePage")
    pages = list(page_model.objects.shown().defer("body", "passport").order_by("-starts_on", "title"))
    if not pages:
        return []
    today = timezone.localdate()
    progress = apps.get_model("programmes", "PlanItem").objects.progress_by_programme()
    stages = {}
    for stage in apps.get_model("programmes", "Stage").objects.order_by("number"):
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
