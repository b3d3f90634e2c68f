"""The whole plan of a programme at its own address: «сейчас», «просрочено», «моё», by direction, state and part."""

from collections import Counter

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.contradictions import contradictions_of
from programmes.enums import ItemStatus
from programmes.models import ProgrammePage
from programmes.news_archive import Links
from programmes.part_pages import part_page
from programmes.permissions import leads
from programmes.plan_files import files_of
from programmes.plan_rows import by_stage_and_direction, read_stages, rows_of, shown_subprojects
from programmes.plans import progress_of_items
from programmes.timeline import timeline_of

SHOW = {"now": gettext_lazy("сейчас"), "late": gettext_lazy("просрочено"), "mine": gettext_lazy("моё")}
FILTERS = ("show", "direction", "status", "subproject")


@part_page("plan", gettext_lazy("Этапы и план"), "programmes/plan_page.html")
def plan_page_context(programme, request):
    """Return what «programmes/plan_page.html» shows of the plan of `programme` to who asks.

    What the address asks for and does not exist is left out, so any address answers. Contradictions and the ways to change
    an item are there for who leads the programme only. None for a subproject: its plan stands in its programme's. Source: B.5.
    """
    if not isinstance(programme, ProgrammePage):
        return None
    today, user = timezone.localdate(), request.user
    subprojects, stages = shown_subprojects(programme), read_stages(programme, today)
    rows = rows_of(stages, subprojects, today, user)
    _let_change(rows, programme, user)
    chosen = _chosen(request.GET, rows, user)
    links = Links(programme.get_url(request) + "plan/", chosen)
    groups = by_stage_and_direction(stages, [row for row in rows if _fits(row, chosen)], with_empty=not chosen)
    is_leader = any(row.change_url for row in rows) and leads(user, programme)
    return {
        "groups": groups,
        "is_whole": not chosen,
        "shown_total": sum(len(part) for _stage, parts in groups for _name, part in parts),
        "total": len(rows),
        "progress": progress_of_items([row.item for row in rows]),
        "timeline": timeline_of(groups, today),
        "switch": _switch(rows, chosen, links, user),
        "filters": [choice for choice in _choices(rows, chosen, links, subprojects) if len(choice["values"]) > 1],
        "active": _active(chosen, links, subprojects),
        "clear_url": links.base,
        "files": files_of(programme, rows),
        "ical_url": reverse("programmes:plan_ical", args=[programme.pk]),
        "contradictions": contradictions_of(programme, stages, today) if is_leader else [],
        "is_leader": is_leader,
    }


def _let_change(rows, programme, user):
    """Give the rows that `user` may change the address where that is done."""
    if not user.is_authenticated:
        return
    verdicts = {}
    for row in rows:
        part = row.subproject
        if part not in verdicts:
            verdicts[part] = leads(user, programme, part)
        if verdicts[part]:
            row.change_url = reverse("programmes:item_change", args=[row.item.pk])


def _value(row, name):
    if name == "subproject":
        return str(row.subproject.pk) if row.subproject else ""
    return getattr(row.item, name)


def _chosen(params, rows, user):
    """Return the filters of the address that mean something here."""
    chosen = {}
    if params.get("show") in SHOW and (params["show"] != "mine" or user.is_authenticated):
        chosen["show"] = params["show"]
    for name in FILTERS[1:]:
        wanted = params.get(name, "")
        if wanted and any(_value(row, name) == wanted for row in rows):
            chosen[name] = wanted
    return chosen


def _fits(row, chosen, but=None):
    states = {"now": row.is_now, "late": row.is_late, "mine": row.is_mine}
    return all(
        states[value] if name == "show" else _value(row, name) == value for name, value in chosen.items() if name != but
    )


def _switch(rows, chosen, links, user):
    """Return the tabs «всё», «сейчас», «просрочено», «моё» with their numbers."""
    within = [row for row in rows if _fits(row, chosen, but="show")]
    names = [None, *(name for name in SHOW if name != "mine" or user.is_authenticated)]
    return [
        {
            "label": SHOW[name] if name else _("всё"),
            "url": links.to(show=name),
            "count": sum(_fits(row, {"show": name}) for row in within) if name else len(within),
            "current": chosen.get("show") == name,
        }
        for name in names
    ]


def _choices(rows, chosen, links, subprojects):
    """Yield {"label", "values"} for each filter in the margin; values as `news_filters.html` shows them."""
    labels = _labels(subprojects)
    for name, title in (("direction", _("Направление")), ("status", _("Состояние")), ("subproject", _("Подпроект"))):
        counts = Counter(_value(row, name) for row in rows if _fits(row, chosen, but=name))
        order = dict.fromkeys(_value(row, name) for row in rows)
        values = [value for value in order if value and counts[value]]
        yield {
            "id": name,
            "label": title,
            "values": [links.choice(name, value, labels[name](value), counts[value]) for value in values],
        }


def _labels(subprojects):
    return {
        "show": SHOW.get,
        "direction": str,
        "status": lambda status: ItemStatus(status).label,
        "subproject": lambda pk: subprojects[int(pk)].title,
    }


def _active(chosen, links, subprojects):
    labels = _labels(subprojects)
    return [{"label": labels[name](value), "url": links.without(name)} for name, value in chosen.items()]
