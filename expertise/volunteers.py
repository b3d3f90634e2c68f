"""Verbs of who offers to judge in a public expertise: anybody asks, who keeps the round lets in (D9, A4-12)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.consents import ConsentRefused, current_texts
from community.deed_consents import agree
from community.enums import ConsentKind
from expertise.enums import VOLUNTEER_MOVES, VolunteerState
from expertise.errors import MoveRefused, PublicReviewRefused, TooManyVolunteers
from expertise.inviting import invite_expert
from expertise.models import Volunteer
from expertise.public_telling import tell_declined, tell_offered
from expertise.round_rules import demand_manage

# A whole school may sit behind one address; a machine does not stop.
HOURLY_PER_SENDER = 20
MOST_VOLUNTEERS = 300
# Whom nobody has invited is of no use after that.
KEPT = timedelta(days=30)


@transaction.atomic
def volunteer(*, review, name, email, place, part, text, address="", sender_key=""):
    """Keep the offer of a visitor to judge; `text` is the ConsentText of the kind «работа эксперта» that was read.

    The same address twice is one offer, and nobody learns that it was known. Raises PublicReviewRefused when the window is
    not open and for a text that is not in force, TooManyVolunteers.
    """
    if not review.takes_volunteers:
        raise PublicReviewRefused(_("Окно закрыто: заявки больше не принимаются."))
    if text is None or text.kind != ConsentKind.EXPERT:
        raise PublicReviewRefused(_("Прочитайте обязательства эксперта и отметьте согласие."))
    _refuse_flood(review, sender_key)
    known = review.volunteers.filter(email=email.strip().lower())
    if known.exists():
        return
    try:
        with transaction.atomic():
            row = Volunteer.objects.create(
                review=review,
                name=name.strip()[:160],
                email=email.strip().lower(),
                place=place.strip()[:200],
                part=part.strip()[:160],
                sender_key=sender_key,
            )
    except IntegrityError:  # the second of two clicks
        return
    try:
        agree(deed=row, text=text, address=address)
    except ConsentRefused as refusal:
        raise PublicReviewRefused(str(refusal)) from refusal
    tell_offered(row)


@transaction.atomic
def admit_volunteer(*, volunteer, by):
    """Invite a volunteer by a personal link, or to his account where the address has one; return the ExpertAssignment.

    What he has agreed to counts in the review too. Raises what `invite_expert` raises, MoveRefused for the second answer.
    """
    row = _move(volunteer, VolunteerState.ADMITTED, by)
    assignment = invite_expert(round=row.review.round, by=by, guest_name=row.name, guest_email=row.email)
    given = row.consents.held().select_related("text").first()
    if assignment.is_guest and given and current_texts([ConsentKind.EXPERT]).get(ConsentKind.EXPERT) == given.text:
        agree(deed=assignment, text=given.text, address=given.address or "")
    return assignment


@transaction.atomic
def decline_volunteer(*, volunteer, by):
    """Thank a volunteer and do not invite him. Raises ActionRefused, MoveRefused."""
    row = _move(volunteer, VolunteerState.DECLINED, by)
    log(instance=row.review.round, action="expertise.public.decline_volunteer", user=by)
    tell_declined(row)


def forget_volunteers(now=None):
    """Delete what volunteers said of themselves a month after the window has closed; a timer. Returns how many."""
    rows = Volunteer.objects.filter(review__round__closed_at__lt=(now or timezone.now()) - KEPT)
    return rows.delete()[1].get("expertise.Volunteer", 0)


def _move(volunteer, to, by):
    row = Volunteer.objects.select_for_update(of=("self",)).select_related("review__round__page").get(pk=volunteer.pk)
    demand_manage(by, row.review.round)
    if to not in VOLUNTEER_MOVES[VolunteerState(row.state)]:
        raise MoveRefused(_("Ответ этому добровольцу уже дан."))
    row.state, row.decided_by = to, by
    row.save(update_fields=["state", "decided_by"])
    return row


def _refuse_flood(review, sender_key):
    lately = Volunteer.objects.filter(created_at__gt=timezone.now() - timedelta(hours=1), sender_key=sender_key)
    if sender_key and lately.count() >= HOURLY_PER_SENDER:
        raise TooManyVolunteers(_("С вашего адреса уже много заявок. Попробуйте через час."))
    if review.volunteers.count() >= MOST_VOLUNTEERS:
        raise TooManyVolunteers(_("Добровольцев уже достаточно. Спасибо, что хотите помочь!"))
