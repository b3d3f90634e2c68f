"""Who moves teachers' works: by the place in this very case, never with an own work (A.5, design §7)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, Verdict, rule
from expertise.round_rules import KEEPERS
from library.desk.people import people_of
from library.models import MaterialPage, ReviewScheme, Submission

METHODISTS = (Role.METHODIST, Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR)
EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)
OWN = Verdict(False, _("Это ваша работа: решение по ней принимает другой человек."))


@rule(Submission, "queue")
def see_the_queue(user, submission):
    """Methodists, moderators and editors see what waits."""
    return ALLOWED if user.is_authenticated and user.has_role(*METHODISTS) else DENIED


@rule(Submission, "check")
def check_submission(user, submission):
    """Methodists look at works of others (D1.4)."""
    return _of_others(user, submission, METHODISTS)


@rule(Submission, "finish")
def edit_submission(user, submission):
    """Editors mend and publish works of others (D1.8)."""
    from library.submission_enums import SubmissionState

    if submission.state != SubmissionState.EDITING:
        return Verdict(False, _("Работа сейчас не у редактора."))
    return _of_others(user, submission, EDITORS)


@rule(Submission, "decide")
def decide_on_own_submission(user, submission):
    """What the author alone says: yes to a conclusion, or that the work goes no further."""
    mine = submission.author_id == user.pk or submission.coauthors.filter(user_id=user.pk).exists()
    return ALLOWED if user.is_authenticated and mine else DENIED


@rule(ReviewScheme, "change")
def change_scheme(user, scheme):
    """The order of works is the centre's: its administrators write it down."""
    return ALLOWED if user.is_authenticated and user.has_role(Role.ADMINISTRATOR) else DENIED


@rule(MaterialPage, "review")
def send_an_archive_work_to_review(user, page):
    """Methodists have works of the archive judged later (point of H38), never their own."""
    if not user.is_authenticated or not user.has_role(*KEEPERS):
        return DENIED
    return OWN if user.pk in people_of(page) else ALLOWED


def _of_others(user, submission, roles):
    if not user.is_authenticated or not user.has_role(*roles):
        return DENIED
    mine = user.pk == submission.author_id or (submission.page is not None and user.pk in people_of(submission.page))
    return OWN if mine or submission.coauthors.filter(user_id=user.pk).exists() else ALLOWED
