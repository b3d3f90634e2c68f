"""Verbs of certificates of publication: an author asks for one, the centre may take it back (D1, B.26)."""

import json
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from community.numbering import next_number
from expertise.showing import public_view
from home.said import demand_words
from library.editions.journals import published_in
from library.enums import JUDGED
from library.models import MaterialPage, PublicationCertificate
from library.submission_telling import tell


class CertificateRefused(Exception):
    """The certificate cannot be given or taken back; the text says why."""


def issue_publication_certificate(*, page, by):
    """Give the author `by` the certificate of the published MaterialPage `page`; return the PublicationCertificate.

    While the site says the same of the work, the same certificate is given again, and only once whoever clicks twice.
    Raises CertificateRefused for what is not open to every visitor, for a work of others and for a certificate that was
    taken back over the same facts.
    """
    work = MaterialPage.objects.shown().filter(pk=page.pk).first()
    author = work.authors.filter(user=by).first() if work is not None and by.is_authenticated else None
    if author is None:
        raise CertificateRefused(_("Свидетельство дают автору работы, которая открыта всем посетителям."))
    shown = public_view(work) if work.expert.state in JUDGED else None
    facts = facts_of(work, shown)
    # Where a page has moved to, the old address leads: that alone makes no other certificate.
    digest = digest_of([author.name, {**facts, "path": ""}])
    same = PublicationCertificate.objects.filter(person=by, page=work, digest=digest)
    certificate = same.first()
    if certificate is None:
        try:
            certificate = _issue(by=by, page=work, name=author.name, facts=facts, digest=digest, shown=shown)
        except IntegrityError:  # the second of two clicks: its number has gone back with it
            certificate = same.get()
    if certificate.revoked_at:
        raise CertificateRefused(_("Это свидетельство отозвано: %s") % certificate.revoke_reason)
    return certificate


@transaction.atomic
def revoke_publication_certificate(*, certificate, by, reason):
    """Take `certificate` back for `reason`, which its holder and whoever checks it read; return it.

    Nothing is deleted: number and code stay. Raises ActionRefused, and CertificateRefused without a reason or for one
    that is revoked already.
    """
    demand(by, "revoke", certificate)
    certificate = PublicationCertificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.revoked_at:
        raise CertificateRefused(_("Это свидетельство уже отозвано."))
    missing = _("Напишите, почему: это прочитают автор и те, кто проверит свидетельство.")
    certificate.revoke_reason = demand_words(reason, PublicationCertificate.revoke_reason, CertificateRefused, missing)
    certificate.revoked_at, certificate.revoked_by = timezone.now(), by
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    log(instance=certificate, action="library.certificate.revoke", user=by)
    words = [
        _("Свидетельство о публикации № %s отозвано: %s") % (certificate.label, certificate.revoke_reason),
        _("Если вы не согласны, ответьте центру: адрес внизу каждой страницы сайта."),
    ]
    tell(
        person=certificate.person,
        subject=_("Свидетельство № %s отозвано") % certificate.label,
        words=words,
        url=reverse("library:cabinet_works"),
        target=certificate,
    )
    return certificate


def facts_of(page, shown):
    """Return what the public page of a work says, as a certificate freezes it; `shown` is its PublicView or None.

    The facts are {"title", "kind", "path", "published_on" (ISO), "issues" ([str]), "review", "conclusion" (its number)}.
    """
    return {
        "title": page.title,
        "kind": page.kind_name,
        "path": page.url or "",
        "published_on": timezone.localdate(page.first_published_at).isoformat(),
        "issues": [issue.title for issue in published_in(page)["issues"]],
        "review": str(page.expert.label),
        "conclusion": shown.number if shown else "",
    }


def digest_of(facts):
    """Return the fingerprint of facts that JSON can hold."""
    return sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def _issue(*, by, page, name, facts, digest, shown):
    today = timezone.localdate()
    certificate = PublicationCertificate.objects.create(
        person=by,
        page=page,
        person_name=name[:200],
        facts=facts,
        digest=digest,
        conclusion_id=shown.pk if shown else None,
        year=today.year,
        number=next_number(f"publication-certificate-{today.year}"),
        issued_on=today,
    )
    log(instance=certificate, action="library.certificate.issue", user=by)
    return certificate
