"""What the library answers the review about a work, and what it does with the outcome (design §2, §7)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from expertise.enums import Recommendation, RoundPurpose
from expertise.models import ReviewRound
from expertise.reviewable import Edits, Reviewable
from home.working_days import add_working_days
from library.actions import set_expert_status
from library.desk.checking import send_back
from library.desk.editing import state_of
from library.desk.moves import move
from library.desk.people import people_of
from library.desk.review import agree_with_conclusion, keeper_of, open_round_for
from library.desk.telling import tell_author
from library.digests import digest_of_page
from library.enums import ExpertState
from library.models import MaterialAuthor, MaterialPage, Submission
from library.schemes import scheme_for
from library.submission_enums import ReturnStep, SubmissionState
from programmes.permissions import leads

# Working days in which the author may look at a conclusion that recommends the work before it goes on to the editor.
AUTHOR_LOOK_DAYS = 3


def concluded(conclusion, by):
    """The chair has signed: the work goes where the table of design §7 says."""
    page = MaterialPage.objects.get(pk=conclusion.round.page_id)
    if conclusion.round.purpose != RoundPurpose.PUBLICATION:
        _label(page, conclusion, by)
        return
    submission = _case(page)
    if submission is None:
        return
    look = add_working_days(timezone.localdate(), AUTHOR_LOOK_DAYS)
    move(submission=submission, state=SubmissionState.DECIDED, by=None, due_on=look)
    if conclusion.verdict == Recommendation.REJECT:
        move(submission=submission, state=SubmissionState.REJECTED, by=None, close_reason=conclusion.text[:2000])
    elif conclusion.verdict != Recommendation.RECOMMEND:
        step = ReturnStep.EDITS if conclusion.verdict == Recommendation.WITH_EDITS else ReturnStep.REVIEW
        send_back(submission=submission, step=step, by=None, remarks=conclusion.text)


def revoked(conclusion, by):
    """The centre takes its word back: the badge goes, and a teacher's work leaves the site with it."""
    page = MaterialPage.objects.get(pk=conclusion.round.page_id)
    set_expert_status(material=page, state=ExpertState.NONE, by=by)
    if page.live and conclusion.round.purpose == RoundPurpose.PUBLICATION:
        # Who may revoke need have no right on the section; the log of the conclusion says who it was.
        page.unpublish()


def edits(page):
    """Return the Edits that wait for the chair, None where the author has not sent them."""
    submission = _case(page)
    if submission is None or submission.state != SubmissionState.CONFIRMING:
        return None
    after, before = submission.versions.prefetch_related("files__file")[:2]
    return Edits(
        version_number=after.number,
        digest=after.digest,
        sent_on=timezone.localdate(after.created_at),
        files=tuple((entry.file, entry.title) for entry in after.files.all()),
        changes=tuple(_changes(before, after)),
    )


def edits_confirmed(conclusion, by):
    """The chair finds the asked edits made: on to the editor."""
    submission = _case(conclusion.round.page)
    move(submission=submission, state=SubmissionState.EDITING, by=by, only_from={SubmissionState.CONFIRMING})


def edits_refused(conclusion, by, words):
    """The chair asks for more: back to the author, no new round."""
    send_back(submission=_case(conclusion.round.page), step=ReturnStep.EDITS, by=by, remarks=words)


def answered(conclusion, by):
    """The author agrees with the last conclusion, and it recommends the work: on to the editor at once."""
    submission = _case(conclusion.round.page)
    is_last = conclusion.round == ReviewRound.objects.of_page(conclusion.round.page_id).first()
    if submission is not None and submission.state == SubmissionState.DECIDED and conclusion.author_agrees and is_last:
        agree_with_conclusion(submission=submission, by=by)


def appeal_granted(conclusion, by):
    """The one appeal: a new round over the same version, with experts who have not judged it yet."""
    submission = conclusion.round.page.specific.submissions.filter(state=SubmissionState.REJECTED).first()
    if submission is None:
        return
    move(submission=submission, state=SubmissionState.IN_REVIEW, by=by, close_reason="")
    scheme = scheme_for(submission.page.kind)
    keeper = keeper_of(conclusion.round)
    open_round_for(
        submission=submission, by=keeper, rubric=conclusion.round.rubric, experts=scheme.experts, same_experts=False
    )
    tell_author(submission=submission, about="in_review")


def colleagues(people, since):
    """Return ids of accounts that have published a work together with one of `people` (ids) since the date."""
    mine = MaterialAuthor.objects.filter(user__in=people, page__first_published_at__date__gte=since)
    return set(
        MaterialAuthor.objects.filter(page__in=mine.values("page"))
        .exclude(user__in=people)
        .exclude(user=None)
        .values_list("user_id", flat=True)
    )


def _label(page, conclusion, by):
    positive = conclusion.verdict == Recommendation.RECOMMEND
    set_expert_status(material=page, state=state_of(conclusion) if positive else ExpertState.ARCHIVE, by=by)


def _case(page):
    return Submission.objects.open().filter(page_id=page.pk).first()


def _last(page):
    return Submission.objects.filter(page_id=page.pk).order_by("-created_at", "-pk").first()


def _author(page):
    submission = _last(page)
    return submission.author if submission is not None else page.owner


def _room(page):
    submission = _last(page)
    return reverse("library:submission_room", args=[submission.pk]) if submission is not None else page.url or ""


def _changes(before, after):
    names = {
        "title": _("Название"),
        "annotation": _("Аннотация"),
        "keywords": _("Ключевые слова"),
        "body": _("Описание"),
    }
    for name, label in names.items():
        old, new = before.card.get(name, ""), after.card.get(name, "")
        if old != new:
            yield [label, old, new]
    old, new = ({entry.sha256: entry.title for entry in version.files.all()} for version in (before, after))
    if old.keys() != new.keys():
        yield [_("Файлы"), ", ".join(old.values()), ", ".join(new.values())]


REVIEWABLE_WORK = Reviewable(
    model=MaterialPage,
    people=lambda page: User.objects.filter(pk__in=people_of(page)),
    author=_author,
    organisations=lambda page: [page.specific.organisation] if page.specific.organisation else [],
    digest=lambda page: digest_of_page(page.specific.get_latest_revision_as_object()),
    concluded=concluded,
    revoked=revoked,
    room=_room,
    subjects=lambda page: [word.name for word in page.specific.get_latest_revision_as_object().subjects.all()],
    colleagues=colleagues,
    edits=edits,
    edits_confirmed=edits_confirmed,
    edits_refused=edits_refused,
    appeal_granted=appeal_granted,
    answered=answered,
    leads=lambda user, page: leads(user, page.specific.programme, page.specific.subproject, page.specific.group),
)
