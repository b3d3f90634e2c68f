"""Verbs of the plan beside its states: when something is to be done, and what shows that it was."""

from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.permissions import demand
from home.querysets import is_shown
from programmes.actions import STATUS_FIELDS, MoveRefused, check_day, check_reason
from programmes.enums import ALLOWED_MOVES, ItemStatus
from programmes.models import ItemDate, ItemProof, PlanItem

TERM_FIELDS = ["term", "starts_on", "due_on", "every_months"]


class TermRefused(Exception):
    """These words and dates are no term."""


class ProofRefused(Exception):
    """This cannot stand as a proof."""


def write_term(item, term, words):
    """Give a PlanItem the Term `term` (programmes.terms) with its `words`, and save it. Part of verbs and of imports."""
    item.term, item.starts_on, item.due_on, item.every_months = words, term.starts_on, term.ends_on, term.every_months
    item.save()
    item.dates.all().delete()
    ItemDate.objects.bulk_create(ItemDate(item=item, starts_on=start, ends_on=end) for start, end in term.dates)


def move_item(*, item, by, reason, words, term, on=None):
    """Move a PlanItem to another term and call it «перенесено»; return it. Source: B.5.

    `words` are what visitors read, `term` is the Term read from them (programmes.terms.read_term), `on` is the day it was
    moved, today unless given. An item that is moved already may be moved again.
    Raises ActionRefused, MoveRefused, ReasonNeeded, TermRefused.
    """
    demand(by, "change", item)
    day, reason, words = on or timezone.localdate(), " ".join(reason.split()), " ".join(words.split())
    check_day(day)
    check_reason(ItemStatus.MOVED, reason)
    if not words or len(words) > PlanItem._meta.get_field("term").max_length:
        raise TermRefused(_("Напишите новый срок коротко, как в плане: «май 2027», «до 15 мая 2027»."))
    with transaction.atomic():
        current = PlanItem.objects.select_for_update().get(pk=item.pk)
        if ItemStatus.MOVED not in ALLOWED_MOVES[ItemStatus(current.status)] | {current.status}:
            raise MoveRefused(_("Отменённое не переносят: сначала верните его в план."))
        before = {"term": current.term, "due_on": current.due_on and current.due_on.isoformat()}
        current.status, current.status_on, current.status_reason = ItemStatus.MOVED, day, reason
        current.save(update_fields=STATUS_FIELDS)
        write_term(current, term, words)
        data = {"before": before, "term": words, "reason": reason, "on": day.isoformat()}
        log(instance=current, action="programmes.item.move", user=by, data=data)
    return current


def add_proof(*, item, by, target=None, text="", address="", on=None):
    """Show what was done under a PlanItem; return the ItemProof, which keeps words, address and day as they are now.

    `target` is an object of the site (a page: news, material, report …), else `address` is a path of this site or an
    http(s) address; `text` is needed for an address alone. Raises ActionRefused, ProofRefused. Source: B.5, issue point 2.
    """
    demand(by, "change", item)
    text, address = " ".join(text.split()), address.strip()
    if isinstance(target, Page):
        if not is_shown(target):
            raise ProofRefused(_("Эту страницу посетители не увидят: опубликуйте её сначала."))
        text, address, on = text or target.title, target.get_url() or "", on or _day_of(target)
    elif address:
        _check_address(address)
    if not text:
        raise ProofRefused(_("Напишите, что это: эти слова станут ссылкой."))
    with transaction.atomic():
        proof = ItemProof(item=item, text=text[:300], address=address, on=on or timezone.localdate())
        if target is not None:
            # One type for all pages: they are then read together, whatever they are.
            kind = ContentType.objects.get_for_model(Page if isinstance(target, Page) else target)
            proof.content_type, proof.object_id = kind, target.pk
        if item.proofs.filter(address=address).exclude(address="").exists():
            raise ProofRefused(_("Эта ссылка у мероприятия уже есть."))
        proof.save()
        _touch(item)
        log(instance=item, action="programmes.item.proof", user=by, data={"text": proof.text, "address": address})
    return proof


def remove_proof(*, proof, by):
    """Take an ItemProof off its item. Raises ActionRefused."""
    item = proof.item
    demand(by, "change", item)
    with transaction.atomic():
        proof.delete()
        _touch(item)
        log(instance=item, action="programmes.item.proof_off", user=by, data={"text": proof.text})


def _touch(item):
    """The item has changed for visitors, and when: its save tells it (programmes.receivers)."""
    item.save(update_fields=["updated_at"])


def _day_of(page):
    specific = page.specific
    published = specific.first_published_at
    return getattr(specific, "date", None) or (published and timezone.localdate(published))


def _check_address(address):
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    is_own = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")
    is_web = parts.scheme in ("http", "https") and parts.hostname
    if not (is_own or is_web) or len(address) > ItemProof._meta.get_field("address").max_length:
        raise ProofRefused(_("Это не адрес: он начинается с https:// или с косой черты."))
