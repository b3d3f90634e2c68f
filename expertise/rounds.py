"""Verbs of a round: opened with everything that is judged frozen, or cancelled with a reason."""

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from expertise.enums import PENDING, Anonymity, AssignmentState, CleanState, RoundPurpose, RoundState
from expertise.errors import ReasonMissing, RoundAlreadyOpen, RoundClosed, RubricRefused
from expertise.inviting import invite_again
from expertise.levels import parse_levels
from expertise.models import ReviewRound, RoundCriterion, RoundFile
from expertise.moving import note_refusal
from expertise.reviewable import reviewable_of
from expertise.round_rules import demand_manage
from expertise.telling import tell_expert_released
from home.changes import note_changes
from home.said import demand_words


def open_round(
    *,
    page,
    rubric,
    version,
    version_number,
    title,
    card,
    names,
    digest,
    files,
    by,
    experts_wanted,
    answer_days,
    work_days,
    purpose=RoundPurpose.PUBLICATION,
    previous=None,
    last_day=None,
):
    """Lay a version of `page` before experts; return the ReviewRound with rubric, card, files and digest frozen in it.

    `version` is the object that keeps the version (or None), `card` and `names` are [[label, value], …] without and about its
    people, `files` [(StoredFile, title), …], `digest` 64 hexadecimal characters, the days are working days. With `previous`
    (the round before) those who had sent a review then are invited again. Copies without names are made by the worker.
    A public round ends by the clock after its `last_day`; whose work it is everybody knows, so it hides no authors.
    `by` is None when a new version opens the next round by itself. Raises ActionRefused, RubricRefused, RoundAlreadyOpen.
    """
    new = ReviewRound(page_id=page.pk, page=page, previous=previous, purpose=purpose, opened_by=by)
    if by is not None:
        demand(by, "open", new)
        demand_manage(by, new)
    criteria = _criteria_of(rubric)
    new.version_type = ContentType.objects.get_for_model(version) if version is not None else None
    new.version_id, new.version_number = (version.pk if version is not None else None), version_number
    new.title, new.card, new.names, new.digest = title[:255], card, names, digest
    new.experts_wanted, new.answer_days, new.work_days = experts_wanted, answer_days, work_days
    new.rubric, new.rubric_title, new.guidance = rubric, rubric.title, rubric.guidance
    is_public = purpose == RoundPurpose.PUBLIC
    new.anonymity = Anonymity.EXPERT_HIDDEN if is_public else rubric.anonymity
    new.dispute_from, new.last_day = rubric.dispute_from, last_day
    new.is_summary_public = rubric.is_summary_public
    with transaction.atomic():
        _store(new)
        RoundCriterion.objects.bulk_create(
            [frozen_criterion(criterion, order, round=new) for order, criterion in enumerate(criteria)]
        )
        RoundFile.objects.bulk_create([_round_file(new, *one) for one in enumerate(files)])
        new.people.set(reviewable_of(page).people(page.specific))
        log(instance=new, action="expertise.round.open", user=by)
        if previous is not None:
            invite_again(round=new, previous=previous, by=by)
        note_changes([page.pk])
        if new.hides_authors:
            _prepare_later(new)
    return new


def cancel_round(*, round, by, reason):
    """End a round without a conclusion; what was still expected of experts is taken back, what was sent stays.

    `by` is None when the author has taken the work back. Raises ActionRefused, ReasonMissing, RoundClosed.
    """
    if by is not None:
        demand_manage(by, round)
    missing = _("Напишите, почему круг отменён: причину прочтут эксперты.")
    reason = demand_words(reason, ReviewRound.cancel_reason, ReasonMissing, missing)
    with transaction.atomic():
        close_round(round, RoundState.CANCELLED, cancel_reason=reason)
        release_pending(round, reason)
        log(instance=round, action="expertise.round.cancel", user=by, data={"reason": reason})
        note_changes([round.page_id])


def close_round(round, state, **fields):
    """Move an open round into `state` (CONCLUDED or CANCELLED) and bring the object up to date; the caller's transaction.

    A conditional update: of two who close it at once, one is told RoundClosed.
    """
    now = timezone.now()
    changed = ReviewRound.objects.open().filter(pk=round.pk).update(state=state, closed_at=now, **fields)
    if not changed:
        round.refresh_from_db(fields=["state"])
        note_refusal(round, round.state, state)
        raise RoundClosed(_("Этот круг уже завершён или отменён."))
    round.refresh_from_db(fields=["state", "closed_at", *fields])


def release_pending(round, reason):
    """Take back what experts of a closed round still owe, and tell them why; the caller's transaction."""
    for assignment in round.assignments.filter(state__in=PENDING).select_related("expert", "round"):
        assignment.state, assignment.reason = AssignmentState.CANCELLED, reason
        assignment.save(update_fields=["state", "reason"])
        tell_expert_released(assignment, reason)


def _store(new):
    """Save the round under the next number of its page; the constraint lets one of two through."""
    rounds = ReviewRound.objects.filter(page_id=new.page_id)
    try:
        with transaction.atomic():
            new.number = (rounds.aggregate(last=Max("number"))["last"] or 0) + 1
            new.save()
    except IntegrityError as error:
        raise RoundAlreadyOpen(
            _("Эта работа уже на экспертизе: сначала завершите или отмените открытый круг.")
        ) from error


def _criteria_of(rubric):
    criteria = list(rubric.criteria.all()) if rubric.is_active else []
    if not criteria:
        raise RubricRefused(_("По листу «%s» судить нельзя: он не действует или в нём нет критериев.") % rubric.title)
    return criteria


def frozen_criterion(criterion, order, **fields):
    """Return an unsaved RoundCriterion that says what the Criterion says now; `fields` are its round or its key."""
    return RoundCriterion(
        **fields,
        sort_order=order,
        group=criterion.group,
        title=criterion.title,
        help=criterion.help,
        weight=criterion.weight,
        levels=parse_levels(criterion.levels),
        may_be_na=criterion.may_be_na,
        comment_up_to=criterion.comment_up_to,
    )


def _round_file(new, order, pair):
    file, title = pair
    hidden = new.anonymity == Anonymity.BOTH_HIDDEN
    state = CleanState.WAITING if hidden else CleanState.NOT_NEEDED
    title = (title or file.title)[:200]
    return RoundFile(round=new, file=file, title=title, sha256=file.sha256, sort_order=order, clean_state=state)


def _prepare_later(new):
    from expertise.tasks import make_clean_copies_task

    transaction.on_commit(lambda: make_clean_copies_task.enqueue(new.pk))
