"""The board of one programme's plan: all stages in one table, deeds for many items at once, without scripts too."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages as wagtail_messages

from accounts.permissions import ActionRefused, can
from programmes.models import ProgrammePage
from programmes.plan_admin import deeds
from programmes.plan_admin.access import crumbs, desk_of, may_keep_plans
from programmes.plan_admin.board_forms import AddForm, BulkForm, FilterForm
from programmes.plan_admin.undo import last_deed
from programmes.planning_bulk import OrderRefused, add_item
from programmes.schedule import is_late


@require_GET
def plan_index(request):
    """The programmes whose plans the person keeps."""
    if not may_keep_plans(request.user):
        raise PermissionDenied
    found = []
    for programme in ProgrammePage.objects.order_by("title").defer("body"):
        parts = programme.get_children().specific() if not can(request.user, "plan", programme) else []
        if not parts or any(can(request.user, "plan", part) for part in parts):
            found.append(programme)
    context = {"programmes": found, "breadcrumbs_items": [], "page_title": _("Планы программ"), "header_icon": "tasks"}
    return render(request, "programmes/plan_admin/index.html", context)


@require_GET
def plan_board(request, pk):
    """The board itself."""
    desk = desk_of(request.user, pk)
    stages = list(desk.stages())
    filters = FilterForm(request.GET, stages=stages)
    for stage in stages:
        stage.shown = []
    by_stage = {stage.pk: stage for stage in stages}
    today = timezone.localdate()
    for item in filters.shown(desk.items()):
        item.is_late = is_late(item, today)
        by_stage[item.stage_id].shown.append(item)
    context = {
        "desk": desk,
        "programme": desk.programme,
        "stages": [stage for stage in stages if stage.shown or not filters.is_on],
        "total": sum(len(stage.shown) for stage in stages),
        "files": _files(desk, stages),
        "filters": filters,
        "bulk": BulkForm(stages=stages),
        "add": AddForm(auto_id=False),
        "query": request.GET.urlencode(),
        "moved": request.GET.get("moved", ""),
        "last_deed": last_deed(request, desk.programme),
        "breadcrumbs_items": crumbs(desk.programme),
        "header_title": _("План: %s") % desk.programme.title,
        "header_icon": "tasks",
    }
    return render(request, "programmes/plan_admin/board.html", context)


@require_POST
def plan_act(request, pk):
    """A deed of the board: one step up or down, something for the chosen items, the last deed taken back."""
    desk = desk_of(request.user, pk)
    stages = list(desk.stages())
    focus = ""
    if step := next((way for way in ("up", "down") if way in request.POST), ""):
        focus = deeds.step(request, desk, step, request.POST[step])
    elif "undo" in request.POST:
        deeds.undo(request, desk)
    else:
        form = BulkForm(request.POST, stages=stages)
        asked = FilterForm(request.GET, stages=stages)
        items = asked.shown(desk.items()) if "all" in request.POST else _chosen(request, desk)
        deeds.bulk(request, desk, form, items)
    return redirect(_back(request, pk, focus))


@require_POST
def plan_add(request, pk, stage_pk):
    """A quick new item."""
    desk = desk_of(request.user, pk)
    stage = get_object_or_404(desk.stages(), pk=stage_pk)
    form = AddForm(request.POST)
    if not form.is_valid():
        said = [error for errors in form.errors.values() for error in errors]
        messages.error(request, _("Мероприятие не добавлено: %s") % " ".join(said))
        return redirect(_back(request, pk, f"add-{stage.pk}"))
    try:
        item = add_item(stage=stage, by=request.user, **form.cleaned_data)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(_back(request, pk, f"add-{stage.pk}"))
    wagtail_messages.success(
        request,
        _("Добавлено: %s") % item,
        buttons=[wagtail_messages.button(reverse("plan_items:delete", args=[item.pk]), _("Удалить"))],
    )
    return redirect(_back(request, pk, f"add-{stage.pk}"))


@require_POST
def plan_drag(request, pk, item_pk):
    """The new place of an item that was dragged: Wagtail's own script asks with `?position=`."""
    desk = desk_of(request.user, pk)
    item = get_object_or_404(desk.items().select_related("stage"), pk=item_pk)
    position = request.GET.get("position", "")
    if not position.isdecimal():
        return HttpResponse(status=400)
    try:
        deeds.put(request, desk, item, int(position[:6]))
    except (ActionRefused, OrderRefused) as refusal:
        return JsonResponse({"success": False, "error": str(refusal)}, status=409)
    return JsonResponse({"success": True})


def _files(desk, stages):
    """Return [(title, key of the page)] of the parts of the plan that can be given as files."""
    own = [(_("План программы"), desk.programme.pk)] if any(stage.subproject_id is None for stage in stages) else []
    keys = {stage.subproject_id for stage in stages}
    return [*own, *((part.title, part.pk) for part in desk.subprojects if part.pk in keys)]


def _chosen(request, desk):
    keys = [key for key in request.POST.getlist("item") if key.isdecimal() and len(key) < 19]
    return list(desk.items().filter(pk__in=keys)) if keys else []


def _back(request, pk, focus):
    query = request.GET.copy()
    query.pop("moved", None)
    if focus.startswith(("up-", "down-")):
        # The button pressed takes the focus again, and a browser does not give it where the address has a fragment.
        query["moved"], focus = focus, ""
    address = reverse("programme_plans:board", args=[pk])
    return f"{address}{'?' if query else ''}{query.urlencode()}{'#' if focus else ''}{focus}"
