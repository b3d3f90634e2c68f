"""Load and time to decision for the methodist: by step, rubric, kind, subject, expert (peers: OJS 5339, 6130; Janeway 3790)."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.enums import PENDING, AssignmentState, ConclusionState, RoundState
from expertise.models import ExpertAssignment, ReviewRound
from expertise.recognition import subjects_of, values_of

KIND_LABELS = ("вид", "вид работы")


@dataclass(frozen=True)
class Span:
    """How long a step took: `count` of cases, median and longest in days (None without cases)."""

    name: str
    count: int
    median: float | None
    longest: int | None


@dataclass(frozen=True)
class Group:
    """Rounds of one rubric or subject: how many, how many ended, days from opening to signature."""

    name: str
    rounds: int
    concluded: int
    days: float | None


@dataclass(frozen=True)
class ExpertLoad:
    """One expert: what was asked, what came of it, what is still expected."""

    name: str
    invited: int
    submitted: int
    in_time: int
    declined: int
    dismissed: int
    pending: int
    overdue: int
    days: float | None


@dataclass(frozen=True)
class Report:
    """The whole report of a period."""

    steps: tuple
    rubrics: tuple
    kinds: tuple
    subjects: tuple
    experts: tuple


def make_report(start, end, viewer):
    """Return the Report of rounds opened from `start` to `end` (dates, both included), in two queries.

    Works that the viewer has a part in are left out, as a co-author too: a colleague's count of one would tell who judges
    them (reliability 25, 26).
    """
    rounds = list(
        ReviewRound.objects.deciding()
        .filter(opened_at__date__range=(start, end))
        .exclude(page__owner=viewer.pk)
        .exclude(people=viewer.pk)
        .select_related("conclusion")
        .order_by("opened_at")
    )
    assignments = list(
        ExpertAssignment.objects.filter(round__in=[row.pk for row in rounds])
        .select_related("expert")
        .defer("text", "note_to_centre")
        .order_by("round", "alias")
    )
    by_rubric, by_kind, by_subject = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in rounds:
        by_rubric[row.rubric_title].append(row)
        for kind in values_of(row.card, KIND_LABELS) or [_("вид не указан")]:
            by_kind[kind].append(row)
        for subject in subjects_of(row.card) or [_("предмет не указан")]:
            by_subject[subject].append(row)
    return Report(
        steps=tuple(_steps(rounds, assignments)),
        rubrics=tuple(_group(name, by_rubric[name]) for name in sorted(by_rubric)),
        kinds=tuple(_group(name, by_kind[name]) for name in sorted(by_kind)),
        subjects=tuple(_group(name, by_subject[name]) for name in sorted(by_subject)),
        experts=tuple(_experts(assignments)),
    )


def _steps(rounds, assignments):
    last_review = {}
    for row in assignments:
        if row.state == AssignmentState.SUBMITTED:
            known = last_review.get(row.round_id)
            last_review[row.round_id] = max(known, row.submitted_at) if known else row.submitted_at
    signed = [row for row in rounds if _signed(row)]
    drafted = [row for row in signed if row.pk in last_review and row.conclusion.offered_at]
    yield _span(_("Эксперт соглашается"), [(row.invited_at, row.accepted_at) for row in assignments])
    yield _span(_("Эксперт пишет отзыв"), [(row.accepted_at, row.submitted_at) for row in assignments])
    yield _span(_("Методист составляет проект"), [(last_review[row.pk], row.conclusion.offered_at) for row in drafted])
    yield _span(
        _("Председатель подписывает"), [(row.conclusion.offered_at, row.conclusion.signed_at) for row in signed]
    )
    yield _span(_("Весь круг, от открытия до подписи"), [(row.opened_at, row.conclusion.signed_at) for row in signed])


def _span(name, pairs):
    days = [max((later - earlier).days, 0) for earlier, later in pairs if earlier and later]
    return Span(name, len(days), median(days) if days else None, max(days) if days else None)


def _group(name, rounds):
    days = [(row.conclusion.signed_at - row.opened_at).days for row in rounds if _signed(row)]
    ended = sum(row.state == RoundState.CONCLUDED for row in rounds)
    return Group(name, len(rounds), ended, median(days) if days else None)


def _experts(assignments):
    by_expert = defaultdict(list)
    for row in assignments:
        by_expert[row.expert_id or f"guest {row.guest_email}"].append(row)
    loads = [_load(rows) for rows in by_expert.values()]
    return sorted(loads, key=lambda load: (-load.pending, -load.submitted, load.name))


def _load(rows):
    count = {state: sum(row.state == state for row in rows) for state in AssignmentState}
    sent = [row for row in rows if row.state == AssignmentState.SUBMITTED]
    days = [(row.submitted_at - row.accepted_at).days for row in sent if row.accepted_at]
    today = timezone.localdate()
    first = rows[0]
    name = str(first.expert) if first.expert else _("%s (без учётной записи)") % first.guest_name
    return ExpertLoad(
        name=name,
        invited=len(rows),
        submitted=len(sent),
        in_time=sum(timezone.localdate(row.submitted_at) <= row.work_due_on for row in sent),
        declined=count[AssignmentState.DECLINED],
        dismissed=count[AssignmentState.DISMISSED],
        pending=sum(count[state] for state in PENDING),
        overdue=sum(_is_overdue(row, today) for row in rows),
        days=median(days) if days else None,
    )


def _is_overdue(row, today):
    if row.state == AssignmentState.INVITED:
        return row.answer_due_on < today
    return row.state == AssignmentState.ACCEPTED and row.work_due_on < today


def _signed(round):
    conclusion = getattr(round, "conclusion", None)
    return conclusion is not None and conclusion.state != ConclusionState.DRAFT
