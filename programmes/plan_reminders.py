"""Letters to who answers for an item of the plan: two weeks and three days before its term, and once it is late (F1-30)."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.notices import post_mail
from programmes import schedule
from programmes.models import ItemReminder, PlanItem, ProgrammePage
from programmes.own_items import address_in_plan

BEFORE_DAYS = (14, 3)
# What has been late for longer is no news to anybody.
LATE_WEEKS = 8
# Nobody needs such a letter at night.
HOUR = 9
# Whom we wrote to is nobody's business after a year.
KEPT = timedelta(days=366)


def remind_of_plan(*, now=None):
    """Write to everybody whose items come due or are late; return the number of letters.

    One letter a person holds all that is new. Each item is told 14 and 3 days before each of its terms and then weekly while
    it is late, once each, however often this runs: the rows and the letter are one transaction.
    """
    now = timezone.localtime(now)
    if now.hour < HOUR:
        return 0
    today, sent = now.date(), 0
    for user, told in _due(today).items():
        with transaction.atomic():
            fresh = [about for about in told if _is_first(user, about)]
            if fresh:
                _write(user, fresh)
                sent += 1
    ItemReminder.objects.filter(created_at__lt=now - KEPT).delete()
    return sent


def mark_of(item, today):
    """Return (the day of the term, the mark) that is reached today, or None. Marks: «before-14», «before-3», «late-<week>»."""
    if schedule.is_late(item, today):
        due = schedule.due_of(item)
        week = (today - due).days // 7
        return (due, f"late-{week}") if week < LATE_WEEKS else None
    due = schedule.next_due(item, today)
    reached = [days for days in BEFORE_DAYS if due and (due - today).days <= days]
    return (due, f"before-{reached[-1]}") if reached else None


def _due(today):
    """Return {user: [(item, day of the term, mark)]} of the shown programmes."""
    programmes = ProgrammePage.objects.shown().values("pk")
    items = (
        PlanItem.objects.unsettled()
        .filter(stage__programme__in=programmes)
        .select_related("stage__programme__responsible", "subproject__responsible")
        .prefetch_related("dates", "responsible_users")
    )
    due = defaultdict(list)
    for item in items:
        reached = mark_of(item, today)
        for user in _answering(item) if reached else ():
            due[user].append((item, *reached))
    return due


def _answering(item):
    """Who is named; else who leads the item's part, else the programme: never nobody where somebody is known."""
    part, programme = item.subproject, item.stage.programme
    named = list(item.responsible_users.all()) or [(part and part.responsible) or programme.responsible]
    return [user for user in named if user and user.is_active]


def _is_first(user, about):
    item, term_on, mark = about
    return ItemReminder.objects.get_or_create(item=item, user=user, term_on=term_on, mark=mark)[1]


def _write(user, told):
    about = [
        {
            # The first line: the rest of a long item is read in the plan.
            "title": str(item).splitlines()[0],
            "programme": item.stage.programme,
            "is_named": user in item.responsible_users.all(),
            "plan_url": address_in_plan(item),
            "term_on": term_on,
            "is_late": mark.startswith("late"),
        }
        for item, term_on, mark in sorted(told, key=lambda one: (one[1], one[0].pk))
    ]
    late = sum(one["is_late"] for one in about)
    named = sum(one["is_named"] for one in about)
    subject = _("План: сроки подходят") if not late else _("План: есть просроченное")
    post_mail(
        to=[user.email],
        subject=subject,
        template="plan_reminder",
        context={"about": about, "user": user, "named": named},
    )
