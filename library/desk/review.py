"""Verbs that lay works before experts, and the author's word on what came of it (D1.5–7, design §7)."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.permissions import demand
from expertise.enums import RoundPurpose
from expertise.models import ReviewRound
from expertise.public_reviews import announce
from expertise.round_rules import may_manage
from expertise.rounds import cancel_round, open_round
from home.querysets import is_shown
from library.actions import set_expert_status
from library.desk.moves import MoveRefused, kind_of, move
from library.digests import digest_of_page
from library.enums import ExpertState
from library.schemes import scheme_for
from library.submission_enums import SubmissionState

# Of a public round: the last day of its window ends all of them anyway (ReviewRound.date_in).
PUBLIC_EXPERTS, PUBLIC_ANSWER_DAYS, PUBLIC_WORK_DAYS = 3, 5, 20


def open_round_for(*, submission, by, rubric, experts, same_experts=True):
    """Open a round over the last version of `submission` and return it.

    With `same_experts` those of the round before are asked again (D1.7); after a granted appeal they are not.
    """
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
        previous=ReviewRound.objects.of_page(page.pk).first() if same_experts else None,
    )


def keeper_of(review_round):
    """Return who keeps the round after `review_round`: who kept that one, or None when they have left since.

    Neither the author nor the chair opens rounds, though their words bring the next one.
    """
    keeper = review_round.opened_by
    return keeper if keeper is not None and keeper.is_active and may_manage(keeper, review_round) else None


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
    opened = _open_as_it_stands(
        page,
        by=by,
        rubric=rubric,
        experts_wanted=experts or scheme.experts,
        answer_days=scheme.answer_days,
        work_days=scheme.work_days,
        purpose=RoundPurpose.ARCHIVE,
    )
    set_expert_status(material=page, state=ExpertState.IN_REVIEW, by=by)
    return opened


@transaction.atomic
def open_public_review(*, page, by, rubric, call, starts_on, ends_on):
    """Lay a published work before the public from `starts_on` to `ends_on` (dates); return the PublicReview (D9).

    Neither the work's place nor its status changes. Raises ActionRefused, ReviewRefused (another round of it goes on, the
    days are out of order) and MoveRefused for a work that is not open to everybody.
    """
    if not is_shown(page):
        raise MoveRefused(_("Общественную экспертизу проводят у работ, которые открыты всем."))
    opened = _open_as_it_stands(
        page,
        by=by,
        rubric=rubric,
        experts_wanted=PUBLIC_EXPERTS,
        answer_days=PUBLIC_ANSWER_DAYS,
        work_days=PUBLIC_WORK_DAYS,
        purpose=RoundPurpose.PUBLIC,
        last_day=ends_on,
    )
    return announce(round=opened, by=by, call=call, starts_on=starts_on)


@transaction.atomic
def agree_with_conclusion(*, submission, by):
    """The author has read the conclusion that recommends the work: on to the editor. Raises ActionRefused, MoveRefused."""
    demand(by, "decide", submission)
    return move(submission=submission, state=SubmissionState.EDITING, by=by, only_from={SubmissionState.DECIDED})


def stop_review(*, submission, reason):
    """End the open round of a work that its author has taken back. Nothing where there is none."""
    opened = ReviewRound.objects.of_page(submission.page_id).open().filter(page__isnull=False).first()
    if opened is not None:
        cancel_round(round=opened, by=None, reason=reason)


def _open_as_it_stands(page, **terms):
    """Open a round over what visitors have of a published work."""
    return open_round(
        page=Page.objects.get(pk=page.pk),
        version=None,
        version_number=1,
        title=page.title,
        card=card_of(page),
        names=names_of(page),
        digest=digest_of_page(page),
        files=[(entry.file, str(entry)) for entry in page.files.select_related("file") if entry.file],
        **terms,
    )


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
    """Return [[label, value]] of what tells whose the work is."""
    authors = ", ".join(author.name for author in page.authors.all())
    return [[label, value] for label, value in ((_("Авторы"), authors), (_("Организация"), page.organisation)) if value]
