"""The expert's own figures and certificates in the cabinet."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.posting import posted_from
from community.cabinet import render_room
from community.certificate_paper import check_address, paper_response
from expertise.models import ExpertAssignment
from expertise.outcome_errors import ConclusionRefused
from expertise.recognition import issue_certificate, years_of
from files.pdf_writer import PdfFailed
from home.models import SiteSettings
from home.templatetags.face_tags import date_ru


@dataclass(frozen=True)
class CertificatePaper:
    """What stands on a certificate; never which works were judged."""

    centre: str
    number: str
    issued_on: str
    name: str
    about_year: int
    reviews: int
    subjects: tuple
    address: str


def is_expert(user):
    """Tell whether the room is offered to `user`: by the role, which the cabinet knows without a question."""
    return Role.EXPERT in user.roles


def has_expert_work(user):
    """Tell whether `user` may see the room: an expert, or who was one and keeps what was done."""
    return is_expert(user) or ExpertAssignment.objects.of_expert(user).exists()


@login_required
@never_cache
@require_safe
def expert_work(request):
    """Show what the expert has done by year."""
    if not has_expert_work(request.user):
        raise Http404
    return render_room(request, "expertise/expert_work.html", "expert_work", {"years": years_of(request.user)})


@posted_from("expertise:expert_work")
@never_cache
def take_certificate(request, year):
    """Give the certificate of a year as PDF."""
    try:
        certificate = issue_certificate(by=request.user, year=year)
    except ConclusionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("expertise:expert_work")
    paper = CertificatePaper(
        centre=SiteSettings.objects.values_list("centre_name", flat=True).first() or "",
        number=certificate.label,
        issued_on=date_ru(certificate.issued_on),
        name=certificate.person_name,
        about_year=certificate.about_year,
        reviews=certificate.reviews,
        subjects=tuple(certificate.subjects),
        address=check_address(certificate),
    )
    name = _("Справка эксперта %s") % certificate.label.replace("/", "-")
    try:
        return paper_response(request, paper=paper, template="expertise/pdf/certificate.html", name=name)
    except PdfFailed as failure:
        messages.error(request, failure.reason)
        return redirect("expertise:expert_work")
