"""What an expert's work comes to: the record of a deed, figures by year, a certificate (peers: asked for since 2018)."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.activity import record_activity
from community.certificates import Checked, certificates
from community.enums import ActivityKind
from community.numbering import next_number
from expertise.enums import AssignmentState
from expertise.models import ExpertAssignment, ExpertCertificate
from expertise.outcome_errors import ConclusionRefused

# Labels of a frozen card that name what a work is about.
SUBJECT_LABELS = ("предмет", "предметы")


@dataclass(frozen=True)
class YearOfWork:
    """An expert's year: `reviews` sent, `in_time` of them, `days` the median of days from consent to review (or None)."""

    year: int
    reviews: int
    in_time: int
    declined: int
    days: float | None
    subjects: tuple


def record_review(assignment):
    """Write down that the expert of `assignment` has sent a review; call it in the transaction of sending.

    The record says by which rubric, never which work: cards are shown to others. A guest has no record. Returns the
    ActivityRecord or None.
    """
    if assignment.expert is None:
        return None
    return record_activity(
        person=assignment.expert,
        kind=ActivityKind.REVIEW_SUBMITTED,
        on=timezone.localdate(assignment.submitted_at),
        text=_("Экспертный отзыв: %s") % assignment.round.rubric_title,
        target=assignment,
    )


def years_of(user):
    """Return the YearOfWork of `user`, the newest first, in one query."""
    rows = ExpertAssignment.objects.of_expert(user).select_related("round").defer("text", "note_to_centre")
    by_year = {}
    for row in rows:
        moment = row.submitted_at if row.state == AssignmentState.SUBMITTED else row.invited_at
        by_year.setdefault(timezone.localdate(moment).year, []).append(row)
    return [_year(year, by_year[year]) for year in sorted(by_year, reverse=True)]


@transaction.atomic
def issue_certificate(*, by, year):
    """Give the expert `by` the certificate of a `year`; return the ExpertCertificate.

    While nothing was added since, the same certificate is given again. Raises ConclusionRefused for a year without
    reviews and for a person without a name.
    """
    work = next((row for row in years_of(by) if row.year == year), None)
    if work is None or not work.reviews:
        raise ConclusionRefused(_("За этот год отправленных отзывов нет."))
    if not by.get_full_name():
        raise ConclusionRefused(_("Укажите в кабинете своё имя: справка именная."))
    subjects, now = list(work.subjects), timezone.localdate()
    same = ExpertCertificate.objects.select_for_update().filter(
        expert=by, about_year=year, reviews=work.reviews, person_name=by.get_full_name()[:200]
    )
    if found := same.first():
        return found
    certificate = ExpertCertificate.objects.create(
        expert=by,
        person_name=by.get_full_name()[:200],
        about_year=year,
        reviews=work.reviews,
        subjects=subjects,
        year=now.year,
        number=next_number(f"expert-certificate-{now.year}"),
        issued_on=now,
    )
    log(instance=certificate, action="expertise.certificate.issue", user=by)
    return certificate


@certificates
def certificate_with(code):
    """Tell of the expert's certificate with this code, if there is one; the name is masked (reliability 7)."""
    certificate = ExpertCertificate.objects.filter(code=code).first()
    if certificate is None:
        return None
    title = _("Справка эксперта № %s") % certificate.label
    return Checked("expertise/certificate_check.html", {"title": title, "certificate": certificate})


def subjects_of(card):
    """Return the subjects that a frozen card ([[label, value]]) names."""
    return [name.strip() for value in values_of(card, SUBJECT_LABELS) for name in value.split(",") if name.strip()]


def values_of(card, labels):
    """Return the values of a frozen card that stand at one of `labels` (in small letters), without empty ones."""
    return [str(value) for label, value in card if str(label).casefold() in labels and value]


def _year(year, rows):
    sent = [row for row in rows if row.state == AssignmentState.SUBMITTED]
    subjects = Counter(name for row in sent for name in subjects_of(row.round.card))
    days = [(row.submitted_at - row.accepted_at).days for row in sent if row.accepted_at]
    return YearOfWork(
        year=year,
        reviews=len(sent),
        in_time=sum(timezone.localdate(row.submitted_at) <= row.work_due_on for row in sent),
        declined=sum(row.state == AssignmentState.DECLINED for row in rows),
        days=median(days) if days else None,
        subjects=tuple(name for name, _count in subjects.most_common()),
    )
