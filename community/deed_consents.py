"""Verbs of consents about one deed, kept beside it: who agreed to which words, when and from where (152-FZ).

A deed is any object whose model has `consents = GenericRelation(DeedConsent)`. Whether somebody may speak for the deed is
asked by its own app before.
"""

from django.db import transaction
from django.utils import timezone

from community.consents import demand_current, network_address


@transaction.atomic
def agree(*, deed, text, person=None, address=""):
    """Write down that the doer of `deed` agrees to `text` (a ConsentText in force); return the DeedConsent.

    `person` is None for who has no account. An earlier version that is held is replaced; the same one given twice is one.
    Raises ConsentRefused for a text that is not the current one: nobody consents to what was not shown.
    """
    demand_current(text)
    take_back(deed=deed, kinds=[text.kind], but=text)
    held = deed.consents.held().filter(text=text).first()
    return held or deed.consents.create(
        text=text, text_sha256=text.sha256, person=person, address=network_address(address)
    )


@transaction.atomic
def take_back(*, deed, kinds, but=None):
    """End the consents of `kinds` at `deed`, except those to the text `but`; return how many were held."""
    held = deed.consents.held().filter(text__kind__in=kinds).exclude(text=but)
    return held.update(revoked_at=timezone.now())


def frozen_consents(deed):
    """Return [{"kind", "version", "sha256", "given_at" (ISO)}] of what is held at `deed`: what a version keeps of it."""
    return [
        {
            "kind": row.text.kind,
            "version": row.text.version,
            "sha256": row.text_sha256,
            "given_at": row.given_at.isoformat(),
        }
        for row in deed.consents.held().select_related("text")
    ]
