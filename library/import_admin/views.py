"""The screens of an import: list, beginning, columns, the batch itself, its report."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from library.enums import BatchState, RowState
from library.import_admin.access import importers_only, tell_and_return
from library.import_admin.forms import ColumnsForm, SourceForm
from library.import_admin.showing import batch_context
from library.importing import batches
from library.importing.report import refused_csv, refused_xlsx
from library.importing.uploads import keep_upload, new_upload
from library.models import ImportBatch, ImportRow

PAGE = 30
REFRESH_SECONDS = 3
REPORTS = {
    "csv": (refused_csv, "text/csv; charset=utf-8"),
    "xlsx": (refused_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
VERBS = {"start": batches.start, "pause": batches.pause}


def crumbs(*more):
    """Return the trail above a screen: (label, address) pairs after the list of imports."""
    trail = [(_("Главная"), reverse("wagtailadmin_home")), (_("Импорт архива"), reverse("library_import:batch_list"))]
    return [{"label": label, "url": url} for label, url in [*trail, *more]]


@importers_only
@require_GET
def batch_list(request):
    """All imports, the newest first."""
    imported = Count("rows", filter=Q(rows__state=RowState.IMPORTED))
    batches_found = ImportBatch.objects.select_related("created_by").order_by("-pk")
    found = batches_found.annotate(rows_count=Count("rows"), imported=imported)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("p")),
        "to_check": ImportRow.objects.to_check().count(),
        "breadcrumbs_items": crumbs(),
        "header_title": _("Импорт архива"),
        "header_icon": "upload",
    }
    return render(request, "library/importing/batch_list.html", context)


@importers_only
def batch_open(request):
    """Step one: the table and the files."""
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = _open(form, request.user)
        return redirect("library_import:batch_show", batch.pk)
    context = {
        "form": form,
        "breadcrumbs_items": crumbs((_("Новый перенос"), "")),
        "header_title": _("Новый перенос"),
        "header_icon": "upload",
    }
    return render(request, "library/importing/batch_open.html", context)


@importers_only
@require_GET
def batch_show(request, pk):
    """The batch as it stands."""
    batch = get_object_or_404(ImportBatch.objects.select_related("created_by", "undone_by"), pk=pk)
    if batch.state == BatchState.DRAFT:
        return redirect("library_import:batch_columns", pk)
    context = {
        **batch_context(batch),
        "breadcrumbs_items": crumbs((str(batch), "")),
        "header_title": str(batch),
        "header_icon": "upload",
    }
    # The browser asks again by itself while the worker works, with or without scripts.
    response = render(request, "library/importing/batch_show.html", context)
    if context["working"]:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@importers_only
def batch_columns(request, pk):
    """Step two: which column is which field."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    if batch.state not in (BatchState.DRAFT, BatchState.CHECKED) or batch.is_guessed:
        return redirect("library_import:batch_show", pk)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        return tell_and_return(
            request, lambda: batches.choose_columns(batch=batch, fields=form.chosen(), by=request.user), batch
        )
    context = {
        "form": form,
        "batch": batch,
        "total": batch.rows.count(),
        "breadcrumbs_items": crumbs((str(batch), "")),
        "header_title": _("Столбцы таблицы"),
        "header_icon": "upload",
    }
    return render(request, "library/importing/batch_columns.html", context)


@importers_only
@require_POST
def batch_move(request, pk):
    """Start, pause, go on; or throw away what has brought nothing."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    verb = request.POST.get("verb")
    if verb == "discard":
        try:
            batches.discard(batch=batch, by=request.user)
        except batches.MoveRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("library_import:batch_show", pk)
        messages.success(request, _("Перенос удалён: в библиотеку ничего не попало."))
        return redirect("library_import:batch_list")
    if verb not in VERBS:
        raise Http404
    return tell_and_return(request, lambda: VERBS[verb](batch=batch, by=request.user), batch)


@importers_only
def batch_undo(request, pk):
    """Ask once more, then undo."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    if request.method == "POST":
        return tell_and_return(request, lambda: batches.undo(batch=batch, by=request.user), batch)
    context = {
        "batch": batch,
        "imported": batch.rows.filter(state=RowState.IMPORTED).count(),
        "breadcrumbs_items": crumbs((str(batch), reverse("library_import:batch_show", args=[pk])), (_("Отмена"), "")),
        "header_title": _("Отменить перенос?"),
        "header_icon": "rotate",
    }
    return render(request, "library/importing/batch_undo.html", context)


@importers_only
@require_GET
def batch_report(request, pk, ending):
    """The refused rows as a table to mend and upload again."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    if ending not in REPORTS:
        raise Http404
    write, mime = REPORTS[ending]
    content = write(batch.header, batch.rows.filter(state=RowState.REFUSED))
    disposition = {"Content-Disposition": f'attachment; filename="otkazy-{batch.pk}.{ending}"'}
    return HttpResponse(content, content_type=mime, headers=disposition)


def _open(form, user):
    """Keep the uploads and return the new ImportBatch."""
    data = form.cleaned_data
    given = {"by": user, "publish": data["publish"]}
    if data["table"]:
        given["header"], given["rows"] = data["table"]
        source = form.files["table"].name
    if data["archive"]:
        place = new_upload()
        given["archive"] = keep_upload(data["archive"], f"{place}/archive.zip")
        given["folder"], files_name = f"{place}/files", data["archive"].name
    else:
        given["folder"], files_name = form.chosen_folder()
    return batches.open_batch(source=source if data["table"] else files_name, **given)
