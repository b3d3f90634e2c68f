"""Verbs of an invitation: to a person with an account, or by a personal link to one without (D9)."""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from expertise.agreement import has_withdrawn
from expertise.candidates import candidates_for
from expertise.conflicts import conflict_of
from expertise.enums import AssignmentState, CleanState, RoundState
from expertise.errors import ConflictOfInterest, FilesNotReady, InvitationRefused, ReasonMissing, RoundClosed
from expertise.guest_keys import issue_key
from expertise.models import ExpertAssignment
from expertise.moving import lock_open_round, move_assignment
from expertise.round_rules import demand_manage
from expertise.telling import tell_expert_released, tell_invited
from home.said import demand_words

__all__ = ["candidates_for", "invite_again", "invite_expert", "renew_link", "withdraw_invitation"]


def invite_expert(*, round, by, expert=None, guest_name="", guest_email=""):
    """Invite `expert` (a User), or a guest by name and mail; return the ExpertAssignment. The number is drawn by lot.

    Raises ActionRefused, RoundClosed, FilesNotReady (a hidden author's file is not decided on), InvitationRefused,
    ConflictOfInterest.
    """
    demand_manage(by, round)
    _demand_open(round)
    if round.hides_authors and round.files.filter(clean_state=CleanState.FAILED).exists():
        raise FilesNotReady(
            _("Один из файлов называет автора. Замените его или решите выдать как есть, потом приглашайте.")
        )
    expert, guest_name, guest_email = _who(expert, guest_name, guest_email)
    if expert == by:
        raise InvitationRefused(
            _("Вы ведёте этот круг: кто ведёт, тот не судит. Передайте круг коллеге и тогда судите.")
        )
    with transaction.atomic():
        lock_open_round(round.pk)
        assignment = _invite(round, by, expert, guest_name, guest_email)
        log(instance=round, action="expertise.expert.invite", user=by, data={"assignment": assignment.pk})
        tell_invited(assignment)
    return assignment


def invite_again(*, round, previous, by):
    """Invite those who had sent a review in the round `previous`; who cannot be invited any more is left out.

    Called by `open_round` inside its transaction. Returns the ExpertAssignments.
    """
    invited = []
    for old in previous.assignments.submitted().select_related("expert"):
        try:
            with transaction.atomic():
                who = (None, old.guest_name, old.guest_email) if old.is_guest else _who(old.expert, "", "")
                assignment = _invite(round, by, *who)
        except InvitationRefused as refusal:
            data = {"earlier": old.pk, "reason": str(refusal)}
            log(instance=round, action="expertise.expert.not_invited", user=by, data=data)
        else:
            log(instance=round, action="expertise.expert.invite", user=by, data={"assignment": assignment.pk})
            tell_invited(assignment)
            invited.append(assignment)
    return invited


def withdraw_invitation(*, assignment, by, reason):
    """Take an invitation or a case back; a personal link dies with it. Raises ActionRefused, RoundClosed, MoveRefused,
    ReasonMissing.
    """
    demand_manage(by, assignment.round)
    _demand_open(assignment.round)
    reason = demand_words(reason, ExpertAssignment.reason, ReasonMissing, _("Напишите, почему приглашение отозвано."))
    with transaction.atomic():
        move_assignment(assignment, AssignmentState.CANCELLED, reason=reason)
        log(instance=assignment, action="expertise.expert.withdraw", user=by, data={"reason": reason})
        tell_expert_released(assignment, reason)


def renew_link(*, assignment, by):
    """Send a guest a new personal link; the former opens nothing any more.

    Raises ActionRefused, RoundClosed, InvitationRefused.
    """
    demand_manage(by, assignment.round)
    _demand_open(assignment.round)
    if not assignment.is_guest:
        raise InvitationRefused(_("У эксперта есть учётная запись: ссылка ему не нужна."))
    with transaction.atomic():
        lock_open_round(assignment.round_id)
        issue_key(assignment)
        assignment.save(update_fields=["key_turn", "key_hash", "key_expires_at"])
        log(instance=assignment, action="expertise.expert.link", user=by)
        tell_invited(assignment)


def _invite(round, by, expert, guest_name, guest_email):
    if expert is not None and has_withdrawn(expert):
        raise InvitationRefused(_("Этот человек отозвал согласие на работу эксперта."))
    if expert is not None and (reason := conflict_of(user=expert, round=round)):
        raise ConflictOfInterest(reason)
    assignment = ExpertAssignment(
        round=round,
        expert=expert,
        guest_name=guest_name,
        guest_email="",
        alias=_drawn_alias(round),
        invited_by=by,
        answer_due_on=round.date_in(round.answer_days),
    )
    try:
        with transaction.atomic():
            assignment.save()
            if guest_email:
                # The link is reckoned from the row's key, so the row comes first.
                assignment.guest_email = guest_email
                issue_key(assignment)
                assignment.save()
    except IntegrityError as error:
        raise InvitationRefused(_("Этот эксперт уже приглашён в этот круг.")) from error
    return assignment


def _who(expert, guest_name, guest_email):
    """Return (expert, name, mail) of exactly one kind. A guest's address that belongs to an account is that account's."""
    guest_name, guest_email = guest_name.strip(), guest_email.strip().lower()
    if (expert is None) == (not guest_email):
        raise InvitationRefused(_("Выберите эксперта или впишите имя и почту того, у кого нет учётной записи."))
    if expert is None:
        try:
            validate_email(guest_email)
        except ValidationError as error:
            raise InvitationRefused(_("Проверьте адрес почты: приглашение уйдёт на него.")) from error
        if not guest_name:
            raise InvitationRefused(_("Впишите имя эксперта: по нему вы узнаете его отзыв."))
        expert = User.objects.filter(email__iexact=guest_email).first()
        if expert is None:
            return None, guest_name[:160], guest_email
    if not expert.is_active:
        raise InvitationRefused(_("Учётная запись этого человека отключена."))
    return expert, "", ""


def _drawn_alias(round):
    """Return a free number by lot, so that the order of invitations tells nothing."""
    taken = set(round.assignments.values_list("alias", flat=True))
    free = set(range(1, max(round.experts_wanted, len(taken) + 2) + 1)) - taken
    return secrets.choice(sorted(free))


def _demand_open(round):
    if round.state != RoundState.OPEN:
        raise RoundClosed(_("Этот круг уже завершён или отменён."))
