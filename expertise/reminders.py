"""Reminders of both dates of an expert, before and after, in working days; once each, however often the clock runs (D1.5)."""

from django.db.models import Q
from django.utils import timezone

from expertise.enums import AssignmentState, ReminderMark
from expertise.models import ExpertAssignment, ReviewReminder
from expertise.telling import remind_expert, tell_late
from home.clock import try_each
from home.working_days import add_working_days, is_working_day

# Working days before the date: a day to answer, three to finish the review.
ANSWER_BEFORE, WORK_BEFORE = 1, 3
LATE = frozenset({ReminderMark.ANSWER_LATE, ReminderMark.WORK_LATE})
# Nobody needs such a letter at night.
HOUR = 9


def remind_of_reviews(*, now=None):
    """Write to every expert whose date comes or has passed, and of a passed one to who keeps the round; return the
    (done, failed) counts.

    The row and the letters are one transaction, each case its own. On days of rest nobody is written to.
    """
    now = timezone.localtime(now)
    today = now.date()
    if now.hour < HOUR or not is_working_day(today):
        return 0, 0
    return try_each(_due(today), lambda reached: _remind(*reached))


def _due(today):
    """Return [(assignment, mark)] of what is reached today and has not been told."""
    answer_soon = Q(state=AssignmentState.INVITED, answer_due_on__lte=add_working_days(today, ANSWER_BEFORE))
    work_soon = Q(state=AssignmentState.ACCEPTED, work_due_on__lte=add_working_days(today, WORK_BEFORE))
    pending = ExpertAssignment.objects.pending().filter(answer_soon | work_soon)
    rows = list(pending.select_related("expert", "round__opened_by", "round__page").order_by("pk"))
    told = set(ReviewReminder.objects.filter(assignment__in=rows).values_list("assignment_id", "mark", "due_on"))
    reached = [(row, _mark(row, today)) for row in rows]
    return [(row, mark) for row, mark in reached if (row.pk, mark.value, row.due_on) not in told]


def _mark(assignment, today):
    is_late = assignment.due_on < today
    if assignment.state == AssignmentState.INVITED:
        return ReminderMark.ANSWER_LATE if is_late else ReminderMark.ANSWER_SOON
    return ReminderMark.WORK_LATE if is_late else ReminderMark.WORK_SOON


def _remind(assignment, mark):
    _row, is_new = ReviewReminder.objects.get_or_create(assignment=assignment, mark=mark, due_on=assignment.due_on)
    if is_new:
        remind_expert(assignment, mark)
        if mark in LATE:
            tell_late(assignment)
    return is_new
