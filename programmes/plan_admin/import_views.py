"""The import of a plan table: the file, then one page where columns are chosen and every row shows what becomes of it."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from files.tables.grids import to_json
from programmes.models import PlanUpload, Stage
from programmes.plan_admin.access import crumbs, desk_of
from programmes.plan_admin.import_forms import ColumnsForm, UploadForm
from programmes.plan_admin.showing import shown_changes
from programmes.plan_import.applying import PlanHasChanged, add_plan_items
from programmes.plan_import.changes import reckon
from programmes.plan_import.columns import SKIPPED
from programmes.plan_import.layout import Document, mapped
from programmes.plan_import.understanding import understand

KEPT = timedelta(days=7)


@require_http_methods(["GET", "POST"])
def plan_upload(request, pk):
    """Step one: the file."""
    desk = desk_of(request.user, pk)
    form = UploadForm(request.POST or None, request.FILES or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        kept = PlanUpload.objects.create(
            programme=desk.programme,
            subproject=form.cleaned_data["part"],
            name=request.FILES["table"].name[:255],
            blocks=to_json(form.cleaned_data["table"]),
            created_by=request.user,
        )
        return redirect("programme_plans:upload_check", pk, kept.pk)
    return _page(request, "programmes/plan_admin/upload.html", desk.programme, {"form": form})


@require_http_methods(["GET", "POST"])
def plan_upload_check(request, pk, upload_pk):
    """Step two: what was understood, what will become of it, and the confirmation."""
    desk = desk_of(request.user, pk)
    upload = get_object_or_404(PlanUpload, pk=upload_pk, programme=desk.programme, created_by=request.user)
    document = Document(upload.grids)
    stages = Stage.objects.filter(programme=desk.programme, subproject=upload.subproject)
    verb = request.POST.get("verb")
    form = ColumnsForm(request.POST if verb == "columns" else None, upload=upload, document=document, stages=stages)
    if verb == "discard":
        upload.delete()
        messages.success(request, _("Таблица отложена: в плане ничего не изменилось."))
        return redirect("programme_plans:board", pk)
    if verb == "columns" and form.is_valid():
        _keep_choices(upload, form)
        return redirect("programme_plans:upload_check", pk, upload_pk)
    given, understood = _given(upload, document)
    if verb == "apply":
        try:
            changes = add_plan_items(by=request.user, stamp=request.POST.get("stamp", ""), **given)
        except PlanHasChanged as refusal:
            messages.warning(request, str(refusal))
        else:
            upload.delete()
            messages.success(request, shown_changes(changes).done)
            return redirect("programme_plans:board", pk)
    context = {
        "form": form,
        "upload": upload,
        "shown": shown_changes(reckon(**given)),
        "warnings": understood.warnings,
    }
    return _page(request, "programmes/plan_admin/upload_check.html", desk.programme, context)


def prune_plan_uploads(now=None):
    """Delete tables that nobody confirmed in a week; a timer. Returns how many."""
    return PlanUpload.objects.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()[0]


def _given(upload, document):
    """Return what `reckon` and `add_plan_items` take, and what was Understood."""
    understood = understand(document, upload.columns, upload.headings)
    chosen = dict(enumerate(upload.columns))
    columns = {name for n, layout in enumerate(document.layouts) for name in mapped(layout, chosen.get(n))}
    given = {
        "programme": upload.programme,
        "subproject": upload.subproject,
        "rows": understood.rows,
        "columns": columns - {SKIPPED},
        "mode": upload.mode,
        "default_stage": upload.default_stage,
    }
    return given, understood


def _keep_choices(upload, form):
    upload.columns = form.columns()
    upload.headings = form.cleaned_data["headings"] or upload.headings
    upload.mode, upload.default_stage = form.cleaned_data["mode"], form.cleaned_data["default_stage"]
    upload.save()


def _page(request, template, programme, context):
    title = _("План из таблицы")
    context |= {
        "programme": programme,
        "breadcrumbs_items": crumbs(programme, (title, "")),
        "header_title": title,
        "header_icon": "upload",
    }
    return render(request, template, context)
