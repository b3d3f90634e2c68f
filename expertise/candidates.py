"""Whom a methodist may ask: experts with their load, what they know and what stands against them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.enums import STAFF_ROLES, Role
from accounts.models import User
from expertise.conflicts import Conflicts
from expertise.enums import PENDING, RoundState
from expertise.expert_facts import NOTHING, facts_of
from expertise.models import ExpertAssignment
from expertise.reviewable import reviewable_of

JUDGES = (Role.EXPERT, Role.CHAIR, Role.METHODIST)


@dataclass(frozen=True)
class Candidate:
    """A person who may be asked.

    load           reviews that are expected of them now
    subjects       names of the subjects they know; `fits` those that the work is about
    conflict       why they must not judge, "" for no reason
    judged_before  they sent a review in an earlier round of this work
    sees_authors   they work in the admin, where authors are no secret: not for a work whose author is hidden
    """

    user: User
    load: int
    subjects: tuple
    fits: tuple
    conflict: str
    judged_before: bool
    sees_authors: bool


def candidates_for(round):
    """Return [Candidate, …] of everybody who judges and is not in the round: the fittest and least loaded first.

    People against whom something stands come last. A constant number of queries.
    """
    people = list(_judges(round))
    facts, conflicts = facts_of([user.pk for user in people]), Conflicts(round)
    page = round.page.specific if round.page_id else None
    wanted = {name.casefold() for name in reviewable_of(page).subjects(page)} if page else set()
    before = set(
        ExpertAssignment.objects.submitted()
        .filter(round__page_id=round.page_id, round__number__lt=round.number)
        .values_list("expert_id", flat=True)
    )
    rows = [_row(user, facts.get(user.pk, NOTHING), conflicts, wanted, before, round) for user in people]
    return sorted(
        rows, key=lambda row: (bool(row.conflict), not row.judged_before, -len(row.fits), row.load, str(row.user))
    )


def _judges(round):
    open_work = Q(review_assignments__state__in=PENDING, review_assignments__round__state=RoundState.OPEN)
    # Who has declined or left this round comes back by «reopen», so that there is one row a person.
    known = round.assignments.exclude(expert=None).values("expert")
    # Who keeps a round does not judge in it.
    judges = User.objects.filter(is_active=True, groups__name__in=JUDGES).exclude(pk__in=known)
    judges = judges.exclude(pk=round.opened_by_id)
    return judges.annotate(load=Count("review_assignments", filter=open_work, distinct=True)).prefetch_related("groups")


def _row(user, facts, conflicts, wanted, before, round):
    fits = tuple(sorted(name for name in facts.subjects if name.casefold() in wanted))
    roles = {group.name for group in user.groups.all()}
    return Candidate(
        user=user,
        load=user.load,
        subjects=tuple(sorted(facts.subjects)),
        fits=fits,
        conflict=conflicts.reason_for(user.pk, facts),
        judged_before=user.pk in before,
        sees_authors=round.hides_authors and (user.is_superuser or not roles.isdisjoint(STAFF_ROLES)),
    )
