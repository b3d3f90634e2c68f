"""Whose turn it is hears of the date, before it and after it, once each; silence is an answer to a kind conclusion (D1.5)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import can
from expertise.deciding import chairs
from expertise.models import Conclusion
from home.clock import try_each
from home.working_days import add_working_days, is_working_day
from library.desk.moves import move
from library.models import Submission, SubmissionReminder
from library.submission_enums import SubmissionState
from library.submission_telling import tell

# Working days before the date; nobody needs such a letter at night.
BEFORE, HOUR = 2, 9
# Whose turn it is: of a group those who may do the deed in this very case, or one person.
GROUPS = {
    SubmissionState.SUBMITTED: (Role.METHODIST, "check"),
    SubmissionState.CHECKING: (Role.METHODIST, "check"),
    SubmissionState.EDITING: (Role.EDITOR, "finish"),
}
AUTHORS = frozenset({SubmissionState.RETURNED, SubmissionState.DECIDED})
CHAIRS = SubmissionState.CONFIRMING
# What makes a reminder the same one.
MARK = ("submission", "state", "due_on", "is_late")


def remind_of_works(*, now=None):
    """Write to whose turn it is about works whose date comes or has passed; return the (done, failed) counts of works.

    Who has left the post, or has a part in the work, hears nothing; while there is nobody to write to, nothing counts as told.
    Experts have reminders of their own in the review, and the chair of signatures and appeals. On days of rest nobody is
    written to.
    """
    now = timezone.localtime(now)
    today = now.date()
    if now.hour < HOUR or not is_working_day(today):
        return 0, 0
    reached = Submission.objects.open().filter(
        state__in=[*GROUPS, *AUTHORS, CHAIRS], due_on__lte=add_working_days(today, BEFORE)
    )
    rows = reached.select_related("author", "claimed_by", "editor", "page").order_by("pk")
    told = set(SubmissionReminder.objects.filter(submission__in=rows).values_list(*MARK))
    fresh = [row for row in rows if (row.pk, row.state, row.due_on, row.due_on < today) not in told]
    return try_each(fresh, lambda submission: _remind(submission, submission.due_on < today))


def take_silence_for_consent(*, now=None):
    """Let works that the experts recommend go on to the editor when their authors' days are over; return the
    (done, failed) counts.

    The conclusion's letter says so. An author who has said that he does not agree is not silent; a conclusion that asks for
    anything never comes here, for the work is with its author.
    """
    today = timezone.localdate(now)
    waiting = Submission.objects.filter(state=SubmissionState.DECIDED, due_on__lt=today).order_by("pk")
    return try_each(waiting.select_related("page"), _take_consent)


def _take_consent(submission):
    # Held until the move: an objection that comes this very moment is either seen or told that the work has gone on.
    said = Conclusion.objects.select_for_update(of=("self",)).signed().filter(round__page_id=submission.page_id)
    said = said.order_by("-signed_at").first()
    if said is not None and said.author_agrees is False:
        return False
    move(submission=submission, state=SubmissionState.EDITING, by=None, data={"silence": True})
    return True


def _remind(submission, is_late):
    people = _whose_turn(submission)
    if not people:
        return False
    mark = (submission, submission.state, submission.due_on, is_late)
    _row, is_new = SubmissionReminder.objects.get_or_create(**dict(zip(MARK, mark, strict=True)))
    for person in people if is_new else ():
        _tell(person, submission, is_late)
    return is_new


def _whose_turn(submission):
    if submission.state in AUTHORS:
        return [submission.author] if submission.author is not None and submission.author.is_active else []
    if submission.state == CHAIRS:
        return list(chairs(page=submission.page))
    role, action = GROUPS[submission.state]
    mine = {SubmissionState.CHECKING: submission.claimed_by, SubmissionState.EDITING: submission.editor}.get(
        submission.state
    )
    if mine is not None and mine.is_active and can(mine, action, submission):
        return [mine]
    group = User.objects.filter(is_active=True, groups__name=role).order_by("pk")
    return [person for person in group if can(person, action, submission)]


def _tell(person, submission, is_late):
    day = date_format(submission.due_on, "j E")
    what = {
        SubmissionState.SUBMITTED: _("Работа № %s ждёт методиста."),
        SubmissionState.CHECKING: _("Проверку работы № %s пора закончить."),
        SubmissionState.RETURNED: _("Работа № %s ждёт ваших исправлений."),
        SubmissionState.DECIDED: _("Заключение о работе № %s ждёт вашего слова; без него она пойдёт к редактору сама."),
        SubmissionState.CONFIRMING: _("Правки к работе № %s ждут сверки с заключением."),
        SubmissionState.EDITING: _("Работа № %s ждёт редактора."),
    }[submission.state] % submission.label
    when = _("Срок был %s.") % day if is_late else _("Срок — %s.") % day
    tell(
        person=person,
        subject=_("Работа № %(label)s: %(when)s") % {"label": submission.label, "when": when.lower().rstrip(".")},
        words=[what, when],
        url=_room_of(submission),
        target=submission,
    )


def _room_of(submission):
    if submission.state in AUTHORS:
        return reverse("library:submission_room", args=[submission.pk])
    if submission.state == CHAIRS:
        waiting = Conclusion.objects.waiting_for_edits().filter(round__page_id=submission.page_id)
        return reverse("expertise:decision", args=[waiting.values_list("pk", flat=True).last()])
    return reverse("library_work", args=[submission.pk])
