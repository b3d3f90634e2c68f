"""A certificate of publication as a sheet of PDF."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from community.certificate_paper import check_address, paper_response
from community.notices import site_address
from home.models import SiteSettings
from home.templatetags.face_tags import date_ru


@dataclass(frozen=True)
class PublicationPaper:
    """What stands on the paper: the frozen facts in words."""

    centre: str
    number: str
    issued_on: str
    name: str
    title: str
    kind: str
    place: str
    published_on: str
    issues: tuple
    review: str
    conclusion: str
    address: str


def certificate_response(request, certificate):
    """Return the response with `certificate`, a PublicationCertificate, as PDF. Raises files.pdf_writer.PdfFailed."""
    facts = certificate.facts
    paper = PublicationPaper(
        centre=SiteSettings.objects.values_list("centre_name", flat=True).first() or "",
        number=certificate.label,
        issued_on=date_ru(certificate.issued_on),
        name=certificate.person_name,
        title=facts["title"],
        kind=facts["kind"],
        place=site_address(facts["path"]),
        published_on=date_ru(date.fromisoformat(facts["published_on"])),
        issues=tuple(facts["issues"]),
        review=facts["review"],
        conclusion=facts["conclusion"],
        address=check_address(certificate),
    )
    name = _("Свидетельство о публикации %s") % certificate.label.replace("/", "-")
    return paper_response(request, paper=paper, template="library/pdf/certificate.html", name=name)
