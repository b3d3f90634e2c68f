"""Whose turn it is hears of the date, before it and after it, once each; silence is an answer to a kind conclusion (D1.5)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from expertise.models import Conclusion
from home.working_days import add_working_days, is_working_day
from library.desk.moves import move
from library.models import Submission, SubmissionReminder
from library.submission_enums import SubmissionState
from library.submission_telling import tell

# Working days before the date; nobody needs such a letter at night.
BEFORE, HOUR = 2, 9
# Whose turn it is by groups, where it is no one person's.
GROUPS = {SubmissionState.SUBMITTED: Role.METHODIST, SubmissionState.EDITING: Role.EDITOR}
PERSONS = {
    SubmissionState.CHECKING: "claimed_by",
    SubmissionState.RETURNED: "author",
    SubmissionState.DECIDED: "author",
}


def remind_of_works(*, now=None):
    """Write to whose turn it is about works whose date comes or has passed; return how many works were told of.

    Experts and the chair have reminders of their own in the review. On days of rest nobody is written to.
    """
    now = timezone.localtime(now)
    today = now.date()
    if now.hour < HOUR or not is_working_day(today):
        return 0
    reached = Submission.objects.open().filter(
        state__in=[*GROUPS, *PERSONS], due_on__lte=add_working_days(today, BEFORE)
    )
    rows = reached.select_related("author", "claimed_by").order_by("pk")
    return sum(_remind(submission, submission.due_on < today) for submission in rows)


def take_silence_for_consent(*, now=None):
    """Let works that the experts recommend go on to the editor when their authors' days are over; return how many.

    The conclusion's letter says so. An author who has said that he does not agree is not silent; a conclusion that asks for
    anything never comes here, for the work is with its author.
    """
    today = timezone.localdate(now)
    waiting = Submission.objects.filter(state=SubmissionState.DECIDED, due_on__lt=today).order_by("pk")
    silent = [one for one in waiting.select_related("page") if not _has_objected(one)]
    for submission in silent:
        move(submission=submission, state=SubmissionState.EDITING, by=None, data={"silence": True})
    return len(silent)


def _has_objected(submission):
    said = Conclusion.objects.signed().filter(round__page_id=submission.page_id).order_by("-signed_at").first()
    return said is not None and said.author_agrees is False


def _remind(submission, is_late):
    with transaction.atomic():
        _row, is_new = SubmissionReminder.objects.get_or_create(
            submission=submission, state=submission.state, due_on=submission.due_on, is_late=is_late
        )
        if is_new:
            for person in _whose_turn(submission):
                _tell(person, submission, is_late)
    return int(is_new)


def _whose_turn(submission):
    if submission.state in GROUPS:
        return User.objects.filter(is_active=True, groups__name=GROUPS[submission.state]).order_by("pk")
    person = getattr(submission, PERSONS[submission.state])
    return [person] if person is not None and person.is_active else []


def _tell(person, submission, is_late):
    is_author = person.pk == submission.author_id
    day = date_format(submission.due_on, "j E")
    what = {
        SubmissionState.SUBMITTED: _("Работа № %s ждёт методиста."),
        SubmissionState.CHECKING: _("Работа № %s у вас на проверке."),
        SubmissionState.RETURNED: _("Работа № %s ждёт ваших исправлений."),
        SubmissionState.DECIDED: _("Заключение о работе № %s ждёт вашего слова; без него она пойдёт к редактору сама."),
        SubmissionState.EDITING: _("Работа № %s ждёт редактора."),
    }[submission.state] % submission.label
    when = _("Срок был %s.") % day if is_late else _("Срок — %s.") % day
    room = "library:submission_room" if is_author else "library_work"
    tell(
        person=person,
        subject=_("Работа № %(label)s: %(when)s") % {"label": submission.label, "when": when.lower().rstrip(".")},
        words=[what, when],
        url=reverse(room, args=[submission.pk]),
        target=submission,
    )
