"""Verbs of an expert's work: accept or decline, keep the sheet, send it. What methodists do about it is in `terms`."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from expertise.agreement import wanted_agreement
from expertise.answers import answers_of, impossible, missing
from expertise.conflicts import conflict_of
from expertise.enums import AssignmentState
from expertise.errors import (
    AgreementMissing,
    AnswersRefused,
    ConflictOfInterest,
    MoveRefused,
    ReasonMissing,
    ReviewIncomplete,
    StaleDraft,
)
from expertise.models import CriterionScore, ExpertAssignment, Remark
from expertise.moving import lock_open_round, move_assignment
from expertise.recognition import record_review
from expertise.round_rules import demand_own
from expertise.telling import tell_answered, tell_submitted
from expertise.terms import ask_postponement, decide_postponement, dismiss_expert, reopen_review
from home.said import demand_words

__all__ = [
    "accept_invitation",
    "ask_postponement",
    "decide_postponement",
    "decline_invitation",
    "dismiss_expert",
    "reopen_review",
    "save_review",
    "submit_review",
]


def accept_invitation(*, assignment, by):
    """Take the work: the days for it begin now.

    Raises ActionRefused, AgreementMissing, ConflictOfInterest, MoveRefused, RoundClosed.
    """
    demand_own(by, assignment, "review")
    if wanted_agreement(assignment):
        raise AgreementMissing(_("Прочитайте и примите обязательства эксперта: без них работу не открыть."))
    if not assignment.is_guest and (reason := conflict_of(user=assignment.expert, round=assignment.round)):
        raise ConflictOfInterest(reason)
    with transaction.atomic():
        move_assignment(
            assignment,
            AssignmentState.ACCEPTED,
            only_from={AssignmentState.INVITED},
            accepted_at=timezone.now(),
            work_due_on=assignment.round.date_in(assignment.round.work_days),
        )
        _log(assignment, "accept")
        tell_answered(assignment)


def decline_invitation(*, assignment, by, reason):
    """Refuse the work, also after having accepted it. Raises ActionRefused, ReasonMissing, MoveRefused, RoundClosed."""
    demand_own(by, assignment, "review")
    missing = _("Скажите коротко почему: «нет времени» достаточно. Причину прочтёт только методист.")
    reason = demand_words(reason, ExpertAssignment.reason, ReasonMissing, missing)
    with transaction.atomic():
        move_assignment(assignment, AssignmentState.DECLINED, reason=reason)
        _log(assignment, "decline")
        tell_answered(assignment)


def save_review(*, assignment, by, draft_number, answers):
    """Keep the sheet (SheetAnswers) as it stands now; return the number of the draft that is kept.

    `draft_number` is that of the sheet the expert has before him: of two open windows the older cannot undo the newer.
    Raises ActionRefused, AnswersRefused, StaleDraft, MoveRefused, RoundClosed.
    """
    demand_own(by, assignment, "review")
    files = set(assignment.round.files.values_list("pk", flat=True))
    if errors := impossible(answers, assignment.round.criteria_list, files):
        raise AnswersRefused(
            _("Что-то на листе записано не так. Остальное сохраним, как только это исправите."), errors
        )
    with transaction.atomic():
        lock_open_round(assignment.round_id)
        _take_turn(assignment, draft_number, answers)
        _keep_scores(assignment, answers.marks)
        _keep_remarks(assignment, answers.remarks)
    _forget_answers(assignment)
    return assignment.draft_number


def submit_review(*, assignment, by, draft_number):
    """Send the sheet as it is kept; its remarks get their numbers in the round.

    Raises ActionRefused, ReviewIncomplete with the fields that miss something, StaleDraft, MoveRefused, RoundClosed.
    """
    demand_own(by, assignment, "review")
    with transaction.atomic():
        lock_open_round(assignment.round_id)
        _forget_answers(assignment)
        assignment.refresh_from_db()
        _demand_newest(assignment, draft_number)
        if errors := missing(answers_of(assignment), assignment.round.criteria_list):
            raise ReviewIncomplete(_("Лист сохранён, но отправить его рано: не всё заполнено."), errors)
        move_assignment(
            assignment,
            AssignmentState.SUBMITTED,
            where={"draft_number": draft_number},
            submitted_at=timezone.now(),
        )
        _number_remarks(assignment)
        _log(assignment, "submit")
        record_review(assignment)
        sent = ExpertAssignment.objects.submitted().filter(round=assignment.round_id).count()
        tell_submitted(assignment, sent, assignment.round.experts_wanted)


def _take_turn(assignment, draft_number, answers):
    """Write the sheet's own fields under the next number, unless somebody was faster or the work is not open."""
    turn = ExpertAssignment.objects.filter(pk=assignment.pk, state=AssignmentState.ACCEPTED, draft_number=draft_number)
    kept = turn.update(
        draft_number=F("draft_number") + 1,
        saved_at=timezone.now(),
        recommendation=answers.recommendation,
        text=answers.text,
        note_to_centre=answers.note_to_centre,
    )
    assignment.refresh_from_db(
        fields=["state", "draft_number", "saved_at", "recommendation", "text", "note_to_centre", "work_due_on"]
    )
    if not kept:
        if assignment.state != AssignmentState.ACCEPTED:
            raise MoveRefused(_("Отзыв уже нельзя менять: %s.") % assignment.get_state_display())
        _demand_newest(assignment, draft_number)


def _demand_newest(assignment, draft_number):
    if assignment.draft_number != draft_number:
        raise StaleDraft(_("В другом окне этот лист сохранили позже."), assignment.draft_number)


def _keep_scores(assignment, marks):
    assignment.scores.all().delete()
    CriterionScore.objects.bulk_create(
        CriterionScore(
            assignment=assignment, criterion_id=key, mark=given.mark, is_na=given.is_na, comment=given.comment
        )
        for key, given in marks.items()
        if given.is_given or given.comment
    )


def _keep_remarks(assignment, remarks):
    """Rows are kept by their place in the list, so that an autosave need not know their keys."""
    rows = list(assignment.remarks.order_by("sort_order", "pk"))
    for order, given in enumerate(remarks):
        row = rows[order] if order < len(rows) else Remark(assignment=assignment)
        row.sort_order, row.text, row.force = order, given.text, given.force
        row.file_id, row.leaf, row.quote = given.file_id, given.leaf, given.quote
        if row.pk is None:
            rows.append(row)
    kept, spare = rows[: len(remarks)], rows[len(remarks) :]
    Remark.objects.bulk_update(
        [row for row in kept if row.pk], ["sort_order", "text", "force", "file_id", "leaf", "quote"]
    )
    Remark.objects.bulk_create([row for row in kept if row.pk is None])
    Remark.objects.filter(pk__in=[row.pk for row in spare]).delete()


def _number_remarks(assignment):
    """Give the sheet's remarks numbers after those of the round's other reviews."""
    others = Remark.objects.filter(assignment__round=assignment.round_id).exclude(assignment=assignment)
    last = others.aggregate(last=Max("number"))["last"] or 0
    rows = list(assignment.remarks.order_by("sort_order", "pk"))
    for number, row in enumerate(rows, start=last + 1):
        row.number = number
    Remark.objects.bulk_update(rows, ["number"])


def _forget_answers(assignment):
    assignment.__dict__.pop("scores_by_criterion", None)
    getattr(assignment, "_prefetched_objects_cache", {}).clear()


def _log(assignment, verb):
    # Without the person: histories are read by more people than may know the experts; the row itself knows who it was.
    log(instance=assignment, action=f"expertise.review.{verb}")
