"""«Проверить после импорта»: guessed cards are looked at one by one, quickly (H38)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from library.import_admin.access import importers_only
from library.import_admin.forms import CardForm
from library.import_admin.views import crumbs
from library.importing.checking import accept_card, accept_cards
from library.models import ImportBatch, ImportRow

PAGE = 50
# Of the text of the first file: enough to see what the work is.
TEXT_SHOWN = 1500


@importers_only
@require_GET
def card_list(request):
    """Every card that waits, or those of one batch."""
    waiting = ImportRow.objects.to_check().select_related("material__kind", "batch")
    batch = ImportBatch.objects.filter(pk=request.GET.get("batch") or None).first() if _is_number(request) else None
    if batch:
        waiting = waiting.filter(batch=batch)
    waiting = waiting.prefetch_related("material__authors", "material__subjects", "material__files__file")
    context = {
        "page": Paginator(waiting, PAGE).get_page(request.GET.get("p")),
        "batch": batch,
        "breadcrumbs_items": crumbs((_("Проверить после импорта"), "")),
        "header_title": _("Проверить после импорта"),
        "header_icon": "check",
    }
    return render(request, "library/importing/card_list.html", context)


@importers_only
def card_check(request, pk):
    """One card: right as it is, or mended here; then the next one."""
    row = get_object_or_404(ImportRow.objects.select_related("material", "batch"), pk=pk)
    if row.material is None:
        messages.warning(request, _("Этого материала больше нет."))
        return redirect("library_import:card_list")
    page = row.material.get_latest_revision_as_object()
    form = CardForm.of(page, request.POST or None)
    if request.method == "POST" and (request.POST.get("verb") == "skip" or form.is_valid()):
        return _answer(request, row, form)
    files = [entry for entry in row.material.files.with_files() if entry.file]
    context = {
        "row": row,
        "form": form,
        "files": files,
        "picture": next((page for entry in files for page in entry.file.preview_pages.all()), None),
        "text": _text_of(files),
        "left": ImportRow.objects.to_check().filter(batch=row.batch).count(),
        "breadcrumbs_items": crumbs(
            (_("Проверить после импорта"), f"{reverse('library_import:card_list')}?batch={row.batch_id}"),
            (page.title, ""),
        ),
        "header_title": page.title,
        "header_icon": "check",
    }
    return render(request, "library/importing/card_check.html", context)


@importers_only
@require_POST
def cards_accept(request, pk):
    """Accept the waiting cards of one batch: those of one page of the list (`row` names them), or all."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    named = [int(row) for row in request.POST.getlist("row") if row.isdecimal()]
    number = accept_cards(batch=batch, by=request.user, only=named or None)
    messages.success(request, _("Принято карточек: %s.") % number)
    if batch.rows.to_check().exists():
        return redirect(f"{reverse('library_import:card_list')}?batch={pk}")
    return redirect("library_import:batch_show", pk)


def _answer(request, row, form):
    if request.POST.get("verb") != "skip":
        accept_card(row=row, by=request.user, changes=form.changes())
        messages.success(request, _("Карточка «%s» принята.") % form.cleaned_data["title"])
    if request.POST.get("verb") == "list":
        return redirect(f"{reverse('library_import:card_list')}?batch={row.batch_id}")
    following = ImportRow.objects.to_check().filter(batch=row.batch, number__gt=row.number).first()
    if following:
        return redirect("library_import:card_check", following.pk)
    return redirect(f"{reverse('library_import:card_list')}?batch={row.batch_id}")


def _text_of(files):
    """Return the beginning of the first text that was read."""
    for entry in files:
        text = getattr(entry.file, "filetext", None)
        if text and text.text:
            return text.text[:TEXT_SHOWN]
    return ""


def _is_number(request):
    return request.GET.get("batch", "").isdecimal()
