"""Reminders of what the chair owes: signatures and answers to appeals, before the date and after it, once each (D1.5)."""

from django.utils import timezone

from expertise.deciding import chairs
from expertise.enums import ChairMatter
from expertise.models import ChairReminder, Conclusion
from expertise.outcome_telling import remind_chairs
from expertise.reminders import HOUR
from home.clock import try_each
from home.working_days import add_working_days, is_working_day

# Working days for a decision, and how many of them before the date the letter goes.
DAYS, BEFORE = 3, 1


def remind_of_decisions(*, now=None):
    """Write to the chairs about decisions whose date comes or has passed; return the (done, failed) counts.

    The date is `DAYS` working days after the draft was offered or the appeal came. The row and the letters are one
    transaction, each decision its own. While there is nobody to write to, nothing counts as told. On days of rest nobody is
    written to.
    """
    now = timezone.localtime(now)
    if now.hour < HOUR or not is_working_day(now.date()):
        return 0, 0
    return try_each(_due(now.date()), lambda reached: _remind(*reached))


def due_of(moment):
    """Return the date until which the chair decides on what has come at `moment`."""
    return add_working_days(timezone.localdate(moment), DAYS)


def _due(today):
    """Return [(conclusion, matter, date, whether it has passed)] of what is reached today and has not been told."""
    drafts = Conclusion.objects.waiting_for_signature().with_round()
    waiting = [(row, ChairMatter.SIGN, due_of(row.offered_at)) for row in drafts]
    appeals = Conclusion.objects.appealed().with_round()
    waiting += [(row, ChairMatter.APPEAL, due_of(row.appealed_at)) for row in appeals]
    told = ChairReminder.objects.filter(conclusion__in=[row for row, _matter, _due_on in waiting])
    told = set(told.values_list("conclusion_id", "matter", "due_on", "is_late"))
    edge = add_working_days(today, BEFORE)
    reached = [(row, matter, due_on, due_on < today) for row, matter, due_on in waiting if due_on <= edge]
    return [one for one in reached if (one[0].pk, one[1].value, *one[2:]) not in told]


def _remind(conclusion, matter, due_on, is_late):
    if not chairs(page=conclusion.round.page).exists():
        return False
    _row, is_new = ChairReminder.objects.get_or_create(
        conclusion=conclusion, matter=matter, due_on=due_on, is_late=is_late
    )
    if is_new:
        remind_chairs(conclusion, matter, due_on, is_late)
    return is_new
