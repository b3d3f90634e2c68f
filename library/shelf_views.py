"""Shelves: the owner's in the cabinet, the shared ones at their address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.posting import posted_from
from community.cabinet import render_room
from files.packing import zip_response
from library import shelving
from library.bundles import entries_of_all
from library.forms import NoteForm, ShelfForm
from library.listing import cards_in_order
from library.models import MaterialPage, Shelf, ShelfItem

CRUMBS = [{"title": "Главная", "url": "/"}]
MOVES = {"up": -1, "down": 1, "first": -shelving.MOST_WORKS}


@login_required
@never_cache
def cabinet_shelves(request):
    """All shelves of the person, and a form for a new one."""
    form = ShelfForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            shelf = shelving.make_shelf(owner=request.user, title=form.cleaned_data["title"])
        except shelving.ShelfRefused as refusal:
            form.add_error("title", str(refusal))
        else:
            return redirect("library:cabinet_shelf", shelf.pk)
    shelves = Shelf.objects.owned_by(request.user)
    return render_room(request, "library/cabinet_shelves.html", "shelves", {"form": form, "shelves": shelves})


@login_required
@never_cache
def cabinet_shelf(request, pk):
    """One shelf of the person: its name, its order, its notes, its address."""
    shelf = get_object_or_404(Shelf, pk=pk, owner=request.user)
    if request.method == "POST":
        return _change(request, shelf)
    return render_room(
        request,
        "library/cabinet_shelf.html",
        "shelves",
        {
            "shelf": shelf,
            "title": shelf.title,
            "items": _items(shelf),
            "form": ShelfForm(initial={"title": shelf.title}),
            "address": request.build_absolute_uri(shelf.url),
        },
    )


@posted_from("library:cabinet_shelves")
def cabinet_shelf_item(request, pk):
    """Move a work along its shelf, take it off, or write a note beside it."""
    item = get_object_or_404(ShelfItem.objects.select_related("shelf"), pk=pk, shelf__owner=request.user)
    deed = request.POST.get("deed", "")
    form = NoteForm(request.POST)
    if deed in MOVES:
        shelving.move_on_shelf(item=item, by=request.user, steps=MOVES[deed])
    elif deed == "remove":
        shelving.take_off_shelf(item=item, by=request.user)
        messages.success(request, _("Работа снята с полки."))
    elif deed == "note" and form.is_valid():
        shelving.note_on_shelf(item=item, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Заметка сохранена."))
    else:
        messages.error(request, _("Не получилось: заметка не длиннее 300 знаков."))
    return redirect("library:cabinet_shelf", item.shelf_id)


@require_safe
def shelf_public(request, code):
    """A shared shelf with those of its works that everybody may see now; its owner sees it unshared too."""
    shelf = _open_shelf(request, code)
    items = [item for item in _items(shelf) if item.card]
    response = render(
        request,
        "library/shelf.html",
        {"shelf": shelf, "items": items, "title": shelf.title, "crumbs": [*CRUMBS, {"title": shelf.title, "url": ""}]},
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def shelf_files(request, code):
    """All files of the works of a shelf as one ZIP, a folder for each work."""
    shelf = _open_shelf(request, code)
    ids = [item.material_id for item in shelf.items.all()]
    found = {page.pk: page for page in MaterialPage.objects.shown().for_serving().filter(pk__in=ids)}
    pages = [found[pk] for pk in ids if pk in found]
    for page in pages:
        page.is_as_published = True
    return zip_response(entries_of_all(pages, request), f"{shelf.title}.zip")


def _open_shelf(request, code):
    shelf = Shelf.objects.open_to(request.user).filter(code=code).first()
    if shelf is None:
        raise Http404
    return shelf


def _items(shelf):
    """Return the items in order, each with its `card`: None for a work that is not public now."""
    items = list(shelf.items.all())
    cards = {card.pk: card for card in cards_in_order([item.material_id for item in items])}
    for item in items:
        item.card = cards.get(item.material_id)
    return items


def _change(request, shelf):
    deed = request.POST.get("deed", "")
    try:
        if deed == "rename":
            shelving.rename_shelf(shelf=shelf, by=request.user, title=request.POST.get("title", ""))
            messages.success(request, _("Полка переименована."))
        elif deed in ("share", "unshare"):
            shelving.share_shelf(shelf=shelf, by=request.user, is_shared=deed == "share")
            shared = _("Полка открыта всем, у кого есть её адрес.")
            messages.success(request, shared if deed == "share" else _("Полка закрыта: её видите только вы."))
        elif deed == "delete":
            shelving.delete_shelf(shelf=shelf, by=request.user)
            messages.success(request, _("Полка «%s» убрана, работы остались в библиотеке.") % shelf.title)
            return redirect("library:cabinet_shelves")
    except shelving.ShelfRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("library:cabinet_shelf", shelf.pk)
