"""Builders of works on their way: a row that was sent, its draft page and its version, as `submit` leaves them."""

from django.utils import timezone

from community.numbering import next_number
from expertise.enums import ConclusionState, Recommendation, RoundState
from expertise.models import Conclusion, Criterion, ReviewRound, Rubric
from library.creating import create_material
from library.digests import digest_of_page
from library.models import MaterialKind, ReviewScheme, Submission, SubmissionVersion, VersionFile
from library.submission_enums import SubmissionState
from tests.making import stored


def rubric(title="Лист оценки"):
    """A sheet without criteria: enough for the guard and the frame."""
    return Rubric.objects.get_or_create(title=title)[0]


def add_criterion(sheet):
    """One question for a sheet: experts can judge by it."""
    return Criterion.objects.create(rubric=sheet, title="Цель", levels="0 — не названа\n1 — названа", sort_order=1)


def reviewed_kind(code="programme"):
    """A kind that is published after a review only."""
    kind = MaterialKind.objects.get(code=code)
    ReviewScheme.objects.update_or_create(kind=kind, defaults={"needs_review": True, "rubric": rubric()})
    return kind


def sent_work(
    library, author, *, kind=None, title="Программа кружка", files=None, state=SubmissionState.SUBMITTED, **fields
):
    """A work that `author` has sent, with its unpublished page; `files` are StoredFiles."""
    kind = kind or MaterialKind.objects.get(code="scenario")
    files = [stored(f"{title}.txt", f"Текст работы «{title}».", author)] if files is None else files
    page = create_material(
        index=library,
        title=title,
        annotation="Что это и кому поможет.",
        kind=kind,
        authors=[(str(author), author)],
        files=[(file, file.title) for file in files],
        publish=False,
        user=author,
    )
    submission = Submission.objects.create(
        author=author,
        page=page,
        title=title,
        card={"kind": kind.code},
        state=state,
        year=2026,
        number=next_number("works-2026"),
        submitted_at=timezone.now(),
        **fields,
    )
    send_version(submission)
    return submission


def send_version(submission):
    """The next version of a work: its page's draft as it stands now."""
    draft = submission.page.get_latest_revision_as_object()
    version = SubmissionVersion.objects.create(
        submission=submission,
        number=submission.versions.count() + 1,
        title=draft.title,
        card={},
        digest=digest_of_page(draft),
    )
    for order, entry in enumerate(draft.files.all()):
        VersionFile.objects.create(
            version=version, file=entry.file, title=str(entry), sha256=entry.file.sha256, sort_order=order
        )
    return version


def judged(
    page, *, verdict=Recommendation.RECOMMEND, digest=None, number=1, confirmed=False, state=ConclusionState.SIGNED
):
    """A signed conclusion over the draft of `page` as it stands now."""
    digest = digest or digest_of_page(page.get_latest_revision_as_object())
    finished = ReviewRound.objects.create(
        page_id=page.pk,
        number=number,
        title=page.title,
        digest=digest,
        rubric=rubric(),
        rubric_title="Лист оценки",
        anonymity="expert_hidden",
        state=RoundState.CONCLUDED,
        closed_at=timezone.now(),
    )
    return Conclusion.objects.create(
        round=finished,
        state=state,
        verdict=verdict,
        text="Работа полезна.",
        year=2026,
        number=next_number("conclusion-2026"),
        signed_at=timezone.now(),
        digest=digest,
        edits_confirmed_at=timezone.now() if confirmed else None,
        **({"revoked_at": timezone.now(), "revoke_reason": "Чужой текст."} if state == ConclusionState.REVOKED else {}),
    )
