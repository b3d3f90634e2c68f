"""What a leader does with an item from the public plan, the person's own items, and the plan for calendars."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import ActionRefused, can
from accounts.posting import posted_from
from community.cabinet import render_room
from files.writers import ICAL_TYPE
from programmes.actions import MoveRefused, set_item_status
from programmes.enums import ItemStatus
from programmes.forms import ItemChangeForm
from programmes.models import GroupPage, ItemProof, PlanItem, ProgrammePage
from programmes.own_items import address_in_plan, own_rows
from programmes.plan_ical import group_calendar, plan_calendar
from programmes.planning import ProofRefused, TermRefused, add_proof, move_item, remove_proof
from programmes.terms import read_term

ICAL_SECONDS = 3600


@require_safe
def plan_ical(request, pk):
    """The terms of the plan of a programme that everybody may see, for calendars."""
    return _calendar(plan_calendar(get_object_or_404(ProgrammePage.objects.shown(), pk=pk)), pk)


@require_safe
def group_ical(request, pk):
    """The same of the plan of a council or a group."""
    return _calendar(group_calendar(get_object_or_404(GroupPage.objects.shown(), pk=pk)), pk)


def _calendar(data, pk):
    response = HttpResponse(data, content_type=ICAL_TYPE)
    response["Content-Disposition"] = f'inline; filename="plan-{pk}.ics"'
    response["Cache-Control"] = f"public, max-age={ICAL_SECONDS}"
    return response


@login_required
@never_cache
@require_safe
def cabinet_items(request):
    """The items of all plans that the person answers for."""
    rows = own_rows(request.user, timezone.localdate())
    return render_room(request, "programmes/cabinet_items.html", "plan_items", {"rows": rows})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item_change(request, pk):
    """Change the state of an item and show what was done."""
    item = _item_to_change(request, pk)
    form = ItemChangeForm(request.POST if request.method == "POST" else None, item=item)
    if request.method == "POST" and form.is_valid() and _save(form, item, request.user):
        messages.success(request, _("Записали. Посетители уже видят новое состояние."))
        return redirect(address_in_plan(item))
    crumbs = [{"title": _("Главная"), "url": "/"}, {"title": _("План"), "url": address_in_plan(item)}]
    context = {
        "item": item,
        "form": form,
        "proofs": item.proofs.all(),
        "title": _("Как идёт дело"),
        "plan_url": address_in_plan(item),
    }
    context["crumbs"] = [*crumbs, {"title": context["title"], "url": ""}]
    return render(request, "programmes/item_change.html", context)


@posted_from("programmes:cabinet_items")
def proof_remove(request, pk):
    """Take a proof off its item."""
    proof = get_object_or_404(ItemProof, pk=pk)
    _item_to_change(request, proof.item_id)
    remove_proof(proof=proof, by=request.user)
    messages.success(request, _("Ссылка снята."))
    return redirect("programmes:item_change", proof.item_id)


def _item_to_change(request, pk):
    items = PlanItem.objects.select_related("stage__programme", "stage__subproject", "subproject")
    item = get_object_or_404(items, pk=pk)
    verdict = can(request.user, "change", item)
    if not verdict:
        raise PermissionDenied(str(verdict.reason))
    return item


def _save(form, item, user):
    """Do both deeds or none; return whether they were done, else the form knows why not."""
    wanted = form.cleaned_data
    try:
        with transaction.atomic():
            if wanted["status"] == ItemStatus.MOVED and wanted["term"]:
                term = read_term(wanted["term"])
                move_item(item=item, by=user, reason=wanted["reason"], words=wanted["term"], term=term)
            elif wanted["status"]:
                set_item_status(item=item, status=wanted["status"], by=user, reason=wanted["reason"], on=wanted["on"])
            if wanted["target"] or wanted["address"]:
                target, address = wanted["target"], wanted["address"]
                add_proof(item=item, by=user, target=target, address="" if target else address, text=wanted["text"])
    except (ActionRefused, MoveRefused, TermRefused, ProofRefused) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
