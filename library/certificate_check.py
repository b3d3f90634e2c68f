"""What the public check says of a certificate of publication: the truth of today, never more than the work's own page."""

from datetime import date

from django.utils.translation import gettext as _

from community.certificates import Checked, certificates
from expertise.enums import ConclusionState
from library.models import MaterialPage, PublicationCertificate


@certificates
def certificate_with(code):
    """Tell of the certificate of publication with this code, if there is one.

    The work is named only while every visitor may see it, and as it is called today; the author's name only while it
    stands on the page's cover.
    """
    certificate = PublicationCertificate.objects.filter(code=code).select_related("conclusion").first()
    if certificate is None:
        return None
    work = MaterialPage.objects.shown().filter(pk=certificate.page_id).prefetch_related("authors").first()
    names = {author.name for author in work.authors.all()} if work else set()
    is_named = certificate.person_name in names
    facts = certificate.facts
    context = {
        "title": _("Свидетельство о публикации № %s") % certificate.label,
        "certificate": certificate,
        "name": certificate.person_name if is_named else certificate.masked_name,
        "is_named": is_named,
        "work": work,
        "is_renamed": work is not None and work.title != facts["title"],
        "facts": {**facts, "published_on": date.fromisoformat(facts["published_on"])},
        "standing": _standing(certificate, work),
        "is_taken_back": _conclusion_is_revoked(certificate),
    }
    return Checked("library/certificate_check.html", context)


def _standing(certificate, work):
    """Return {"kind", "title", "text"} of the notice: the worst that is true."""
    if certificate.revoked_at:
        return {"kind": "no", "title": _("Свидетельство отозвано"), "text": certificate.revoke_reason}
    if work is None:
        return {
            "kind": "wait",
            "title": _("Работы сейчас нет в открытой библиотеке"),
            "text": _(
                "Центр выдал это свидетельство, когда работа была опубликована. Сейчас она снята с публикации или "
                "открыта не всем, поэтому её название здесь не показано."
            ),
        }
    if _conclusion_is_revoked(certificate):
        return {
            "kind": "wait",
            "title": _("Работа опубликована, заключение об экспертизе отозвано"),
            "text": _("То, что в свидетельстве сказано об экспертизе, больше не действует. Публикация действует."),
        }
    return {"kind": "ok", "title": _("Свидетельство выдано центром"), "text": _("Работа опубликована и открыта всем.")}


def _conclusion_is_revoked(certificate):
    return certificate.conclusion is not None and certificate.conclusion.state == ConclusionState.REVOKED
