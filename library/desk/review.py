"""Works and their rounds: what the library tells the review, and what it does with its outcome (design §2, §7)."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from accounts.permissions import demand
from expertise.concluding import confirm_edits
from expertise.enums import Recommendation, RoundPurpose
from expertise.models import ReviewRound
from expertise.reviewable import Reviewable
from expertise.rounds import cancel_round, open_round
from library.actions import set_expert_status
from library.desk.checking import send_back
from library.desk.editing import state_of
from library.desk.moves import MoveRefused, kind_of, move
from library.desk.people import people_of
from library.desk.telling import tell_author
from library.digests import digest_of_page
from library.enums import ExpertState
from library.models import MaterialPage, Submission
from library.schemes import scheme_for
from library.submission_enums import ReturnStep, SubmissionState


def open_round_for(*, submission, by, rubric, experts):
    """Open a round over the last version of `submission`; the experts of the round before are asked again. Returns it."""
    page = submission.page.specific
    version = submission.versions.first()
    draft = page.get_latest_revision_as_object()
    scheme = scheme_for(kind_of(submission))
    return open_round(
        page=Page.objects.get(pk=page.pk),
        rubric=rubric,
        version=version,
        version_number=version.number,
        title=version.title,
        card=card_of(draft),
        names=names_of(draft),
        digest=version.digest,
        files=[(entry.file, entry.title) for entry in version.files.select_related("file")],
        by=by,
        experts_wanted=experts,
        answer_days=scheme.answer_days,
        work_days=scheme.work_days,
        previous=ReviewRound.objects.of_page(page.pk).first(),
    )


@transaction.atomic
def send_archive_work(*, page, by, rubric=None, experts=None):
    """Have a published work of the archive judged as it stands (point 11 of the review; H38); return the ReviewRound.

    The work stays on the site meanwhile with «на экспертизе». Raises ActionRefused, MoveRefused.
    """
    demand(by, "review", page)
    scheme = scheme_for(page.kind)
    rubric = rubric or scheme.rubric
    if rubric is None:
        raise MoveRefused(_("Выберите лист оценки: для этого вида работ центр его не назначил."))
    if not page.live:
        raise MoveRefused(_("Так экспертам отправляют опубликованные работы."))
    files = [(entry.file, str(entry)) for entry in page.files.select_related("file") if entry.file]
    opened = open_round(
        page=Page.objects.get(pk=page.pk),
        rubric=rubric,
        version=None,
        version_number=1,
        title=page.title,
        card=card_of(page),
        names=names_of(page),
        digest=digest_of_page(page),
        files=files,
        by=by,
        experts_wanted=experts or scheme.experts,
        answer_days=scheme.answer_days,
        work_days=scheme.work_days,
        purpose=RoundPurpose.ARCHIVE,
    )
    set_expert_status(material=page, state=ExpertState.IN_REVIEW, by=by)
    return opened


def concluded(conclusion, by):
    """The chair has signed: the work goes where the table of design §7 says."""
    page = MaterialPage.objects.filter(pk=conclusion.round.page_id).first()
    if page is None:
        return
    if conclusion.round.purpose == RoundPurpose.ARCHIVE:
        _label(page, conclusion, by)
        return
    submission = _case(page)
    if submission is None:
        return
    move(submission=submission, state=SubmissionState.DECIDED, by=None)
    if conclusion.verdict == Recommendation.REJECT:
        move(submission=submission, state=SubmissionState.REJECTED, by=None, close_reason=conclusion.text[:2000])
    elif conclusion.verdict != Recommendation.RECOMMEND:
        step = ReturnStep.EDITS if conclusion.verdict == Recommendation.WITH_EDITS else ReturnStep.REVIEW
        send_back(submission=submission, step=step, by=None, remarks=conclusion.text)
    tell_author(submission=submission, about="concluded")


def revoked(conclusion, by):
    """The centre takes its word back: the badge goes, and a teacher's work leaves the site with it."""
    page = MaterialPage.objects.filter(pk=conclusion.round.page_id).first()
    if page is None:
        return
    set_expert_status(material=page, state=ExpertState.NONE, by=by)
    if page.live and conclusion.round.purpose == RoundPurpose.PUBLICATION:
        page.unpublish(user=by)


@transaction.atomic
def agree_with_conclusion(*, submission, by):
    """The author has read the conclusion that recommends the work: on to the editor. Raises ActionRefused, MoveRefused."""
    demand(by, "decide", submission)
    return move(submission=submission, state=SubmissionState.EDITING, by=by)


@transaction.atomic
def confirm_version(*, conclusion, by):
    """The chair finds the asked edits made: the present version may be published. Raises ActionRefused, MoveRefused."""
    submission = _case(conclusion.round.page)
    if submission is None or submission.state != SubmissionState.CONFIRMING:
        raise MoveRefused(_("Автор ещё не прислал исправленную версию."))
    confirm_edits(conclusion=conclusion, digest=submission.versions.first().digest, by=by)
    move(submission=submission, state=SubmissionState.EDITING, by=by)
    tell_author(submission=submission, about="confirmed")


@transaction.atomic
def stop_review(*, submission, by, reason):
    """End the open round of a work that goes no further, or back to the methodist. Nothing where there is none."""
    opened = ReviewRound.objects.open().filter(page_id=submission.page_id).first()
    if opened is not None:
        cancel_round(round=opened, by=by, reason=reason)


def card_of(page):
    """Return [[label, value]] of the card for experts: nothing that tells whose the work is."""
    words = [
        (_("Вид"), page.kind.name if page.kind else ""),
        (_("Аннотация"), page.annotation),
        (_("Предметы"), ", ".join(word.name for word in page.subjects.all())),
        (_("Уровни"), ", ".join(word.name for word in page.levels.all())),
        (_("Кому"), ", ".join(word.name for word in page.audiences.all())),
        (_("Год"), str(page.year or "")),
        (_("Язык"), page.get_language_display()),
        (_("Ключевые слова"), page.keywords),
    ]
    return [[label, value] for label, value in words if value]


def names_of(page):
    """Return what tells whose the work is: names on the cover and the organisation."""
    return [*[author.name for author in page.authors.all()], *([page.organisation] if page.organisation else [])]


def _label(page, conclusion, by):
    positive = conclusion.verdict == Recommendation.RECOMMEND
    set_expert_status(material=page, state=state_of(conclusion) if positive else ExpertState.ARCHIVE, by=by)


def _case(page):
    return Submission.objects.open().filter(page_id=page.pk).first()


def _author(page):
    submission = page.specific.submissions.order_by("-created_at").first()
    return submission.author if submission is not None else page.owner


def _room(page):
    submission = page.specific.submissions.order_by("-created_at").first()
    return reverse("library:submission_room", args=[submission.pk]) if submission is not None else ""


REVIEWABLE_WORK = Reviewable(
    model=MaterialPage,
    people=lambda page: User.objects.filter(pk__in=people_of(page)),
    author=_author,
    organisations=lambda page: [page.specific.organisation] if page.specific.organisation else [],
    digest=lambda page: digest_of_page(page.specific),
    concluded=concluded,
    revoked=revoked,
    room=_room,
)
