"""Consents of people (152-FZ): each apart, to words that never change, to be taken back as easily as given."""

import ipaddress

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import ActionRefused, demand
from community.enums import NEEDED_CONSENTS, ConsentKind
from community.models import Consent, ConsentText, TeacherProfile
from community.models.consents import hash_of
from community.models.profile import FACTS
from home.changes import note_changes


class ConsentRefused(Exception):
    """The consent cannot be given or taken back; the text says why."""


@transaction.atomic
def publish_consent_text(*, kind, text, by, valid_from=None):
    """Add the next version of the text of `kind`, in force from `valid_from` (now unless told); return the ConsentText.

    Raises ActionRefused and, for a text without words, ConsentRefused.
    """
    demand(by, "publish", ConsentText)
    text = text.strip()
    if not text:
        raise ConsentRefused(_("Напишите текст согласия."))
    last = ConsentText.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    made = ConsentText.objects.create(
        kind=ConsentKind(kind),
        version=last + 1,
        text=text,
        sha256=hash_of(text),
        valid_from=valid_from or timezone.now(),
    )
    log(instance=made, action="community.consent_text.published", user=by)
    return made


@transaction.atomic
def give_consent(*, person, text, address=""):
    """Write down that `person` consents to `text` (a ConsentText in force) from the network `address`; return the Consent.

    An earlier version that is held is replaced; the same one given twice is one consent. Raises ConsentRefused for a
    text that is not the current one: nobody consents to what was not shown.
    """
    demand_current(text)
    now = timezone.now()
    earlier = Consent.objects.held().filter(person=person, text__kind=text.kind).exclude(text=text)
    earlier.update(revoked_at=now)
    proof = {"text_sha256": text.sha256, "given_at": now, "address": network_address(address)}
    consent, is_new = Consent.objects.get_or_create(person=person, text=text, revoked_at=None, defaults=proof)
    if not is_new:
        return consent
    log(instance=consent, action="community.consent.given", user=person, data={"kind": text.kind})
    note_changes([])
    return consent


@transaction.atomic
def revoke_consent(*, consent, by):
    """Take `consent` back at the wish of its person `by`; return it. What follows is enums.AFTER_REVOCATION.

    Raises ActionRefused for somebody else's consent, ConsentRefused for one that holds the account (that is erased
    instead: community.erasure) or is revoked already.
    """
    if consent.person_id != by.pk:
        raise ActionRefused(_("Согласие может отозвать только тот, кто его дал."))
    if consent.text.kind in NEEDED_CONSENTS:
        raise ConsentRefused(_("Без этого согласия учётной записи быть не может. Чтобы отозвать его, удалите её."))
    if not Consent.objects.held().filter(pk=consent.pk).update(revoked_at=timezone.now()):
        raise ConsentRefused(_("Это согласие уже отозвано."))
    consent.refresh_from_db()
    if consent.text.kind == ConsentKind.PUBLICATION:
        _stop_showing(by)
    log(instance=consent, action="community.consent.revoked", user=by, data={"kind": consent.text.kind})
    note_changes([])
    return consent


def current_texts(kinds):
    """Return {kind: its ConsentText in force} of those of `kinds` that have one, in their order."""
    found = {text.kind: text for text in ConsentText.objects.current().filter(kind__in=kinds)}
    return {kind: found[kind] for kind in kinds if kind in found}


def demand_current(text):
    """Raise ConsentRefused unless `text` is in force: nobody consents to what was not shown."""
    if not ConsentText.objects.current().filter(pk=text.pk).exists():
        raise ConsentRefused(_("Текст согласия обновился. Прочитайте новый и отметьте ещё раз."))


def missing_consents(person, kinds=NEEDED_CONSENTS):
    """Return the texts in force of `kinds` (the needed ones unless told) that `person` has not agreed to yet."""
    held = set(Consent.objects.held().filter(person=person).values_list("text_id", flat=True))
    return [text for text in current_texts(kinds).values() if text.pk not in held]


def _stop_showing(person):
    """The stated consequence: nothing of the profile stays on or comes back by itself with a later consent."""
    switches = {f"show_{fact}": False for fact in FACTS}
    TeacherProfile.objects.filter(user=person).update(**switches, may_be_found=False)


def network_address(address):
    """Return `address` if it is one of a network: a proxy may pass on any words."""
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
