"""Who may do what in a round (A.5, design §6): nobody ever decides on a work they have a part in or judge themselves."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import ALLOWED, DENIED, ActionRefused, Verdict, can, demand, rule
from expertise.enums import READING, AssignmentState, RoundPurpose, RoundState
from expertise.models import ExpertAssignment, ReviewRound, Rubric
from expertise.reviewable import reviewable_of
from files.permissions import guest_place, person_place

KEEPERS = (Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR)
OWN_WORK = Verdict(False, _("Вы участвуете в этой работе, поэтому её экспертизу ведёт другой сотрудник."))
OWN_REVIEW = Verdict(False, _("Вы эксперт этого круга, поэтому его ведёт другой сотрудник."))
# Under this name the session of somebody who came by a personal link keeps the hash of its key.
GUEST_SESSION = "review_guest"


def has_part(user, page):
    """Tell whether `user` is one of the people of the work `page` (None: the page is gone, so nobody is)."""
    return page is not None and user.pk in {person.pk for person in reviewable_of(page).people(page)}


def why_not_manage(user, review_round):
    """Return the Verdict on `user` managing the round as far as their own part in it goes; superusers are no exception."""
    if has_part(user, review_round.page):
        return OWN_WORK
    if review_round.pk is None:
        return ALLOWED
    if review_round.people.filter(pk=user.pk).exists():
        return OWN_WORK
    judges = review_round.assignments.filter(expert=user, state__in=READING)
    return OWN_REVIEW if judges.exists() else ALLOWED


def may_manage(user, review_round):
    """Return the Verdict on `user` managing the round: the rule «manage», which holds for superusers in its second half."""
    verdict = can(user, "manage", review_round)
    return why_not_manage(user, review_round) if verdict else verdict


def keepers_of(review_round, first=None):
    """Return the list of people to be told what the round needs: `first` (a User) if they may manage it, else who opened it.

    Where both have left their posts, every methodist who may: a letter to nobody would stop the work.
    """
    for keeper in (first, review_round.opened_by):
        if keeper is not None and keeper.is_active and may_manage(keeper, review_round):
            return [keeper]
    methodists = User.objects.filter(is_active=True, groups__name=Role.METHODIST).order_by("pk")
    return [person for person in methodists if may_manage(person, review_round)]


def demand_manage(by, review_round):
    """Raise ActionRefused unless `by` may manage the round."""
    verdict = may_manage(by, review_round)
    if not verdict:
        raise ActionRefused(str(verdict.reason))


def demand_own(by, assignment, action):
    """Raise ActionRefused unless `assignment` is the own review of `by` (a User, or the assignment itself for a guest)."""
    demand(by, action, assignment)
    if not _is_own(by, assignment):
        raise ActionRefused(str(DENIED.reason))


@rule(ReviewRound, "open")
@rule(ReviewRound, "manage")
def manage_round(user, review_round):
    """Methodists, editors and administrators who have no part in the work and do not judge it. A class: whether at all.

    A public round is kept by who leads the work's programme too (A4-01).
    """
    if not user.is_authenticated or not (user.has_role(*KEEPERS) or _leads(user, review_round)):
        return DENIED
    return ALLOWED if isinstance(review_round, type) else why_not_manage(user, review_round)


def _leads(user, review_round):
    if isinstance(review_round, type) or review_round.purpose != RoundPurpose.PUBLIC or review_round.page is None:
        return False
    return reviewable_of(review_round.page).leads(user, review_round.page)


@rule(ExpertAssignment, "read")
def read_case(user, assignment):
    """Its expert alone, and no longer than the case is theirs."""
    return ALLOWED if _is_own(user, assignment) and assignment.state in READING else DENIED


@rule(ExpertAssignment, "review")
def write_review(user, assignment):
    """Its expert alone, while the round goes on and the review is not sent."""
    is_open = assignment.state in (AssignmentState.INVITED, AssignmentState.ACCEPTED)
    if not _is_own(user, assignment):
        return DENIED
    return ALLOWED if is_open and assignment.round.state == RoundState.OPEN else Verdict(False, _CLOSED)


_CLOSED = _("Эта экспертиза для вас закрыта: отзыв уже отправлен, приглашение отозвано или круг завершён.")


@rule(Rubric, "preview")
def preview_rubric(user, rubric):
    """Everybody who keeps rounds looks at sheets; administrators alone change them."""
    return ALLOWED if user.is_authenticated and user.has_role(*KEEPERS) else DENIED


def _is_own(by, assignment):
    if isinstance(by, ExpertAssignment):
        return by.pk == assignment.pk and assignment.is_guest
    return by.is_authenticated and assignment.expert_id is not None and assignment.expert_id == by.pk


@person_place
def judged_by(user, file):
    """Experts read what they judge: the file itself or, of a hidden author, its copy without names."""
    return _reading(file).filter(expert=user).exists()


@guest_place
def judged_by_guest(request, file):
    """The same for who came by a personal link."""
    key_hash = request.session.get(GUEST_SESSION)
    return bool(key_hash) and _reading(file).by_key_hash(key_hash).exists()


def _reading(file):
    return ExpertAssignment.objects.reading().of_file(file)
