"""Verbs of sending: the first time, again after a return, taking back, opening anew (D1.3, D1.7, design §7)."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import demand
from community.deed_consents import frozen_consents
from community.numbering import next_number
from home.said import demand_words
from library.completeness import current_regulation, missing_of
from library.consents_of_work import consents_of_work
from library.digests import body_of, digest_of
from library.models import Submission, SubmissionReturn, SubmissionVersion, VersionFile
from library.placing import put_on_page
from library.preflight import findings_of, unexplained
from library.review_doors import unanswered
from library.submission_enums import CoauthorState, ReturnStep, SubmissionState
from library.submission_errors import Incomplete, MoveRefused, SubmissionRefused, Unanswered
from library.submission_moves import AFTER_RETURN, lock_submission, move_submission
from library.submission_telling import tell_author, tell_methodist

# Functions (submission, version, step, by): what the centre's side does when a work arrives; `step` is None the first time.
_arrivals: list[Callable] = []
# Functions (submission, by): what the centre's side ends when the author takes a work back (a round, a workflow).
_departures: list[Callable] = []


def when_sent(function):
    """Register the decorated function (submission, version, step, by) to be called in the transaction of each sending."""
    if function not in _arrivals:
        _arrivals.append(function)
    return function


def when_withdrawn(function):
    """Register the decorated function (submission, by) to be called in the transaction in which a work is taken back."""
    if function not in _departures:
        _departures.append(function)
    return function


@transaction.atomic
def submit(*, submission, by, letter=None):
    """Send a draft to the centre: freeze its first version, give it a number, pass it to the methodists; return the work.

    Raises Incomplete for what is missing, Unanswered for findings of the pre-flight without the author's reason,
    MoveRefused when the work has gone already (a double click, «back»), ActionRefused for who is not its author.
    Source: D1.2–3, F35.
    """
    demand(by, "submit", submission)
    work = lock_submission(submission)
    if work.state != SubmissionState.DRAFT:
        raise MoveRefused(str(_("Работа уже отправлена: второй раз не нужно.")))
    findings = _checked(work)
    year = timezone.localdate().year
    # A work that was taken back and opened anew keeps its place in the book.
    number = {} if work.number else {"year": year, "number": next_number(f"works-{year}")}
    version = _freeze(work, findings, work.letter if letter is None else letter)
    work = move_submission(
        submission=work,
        to=SubmissionState.SUBMITTED,
        by=by,
        action="library.submission.submit",
        data={"version": version.number},
        submitted_at=work.submitted_at or timezone.now(),
        close_reason="",
        letter="",
        **number,
    )
    tell_author(
        submission=work,
        subject=_("Работа № %s отправлена") % work.label,
        words=[
            _("Работа «%s» записана под номером %s и ждёт методиста.") % (work.title, work.label),
            _("Ответим до %s. Что происходит с работой, всегда видно в кабинете.") % _day(work.due_on),
        ],
    )
    _arrive(work, version, None, by)
    return work


@transaction.atomic
def resubmit(*, submission, by, answer):
    """Send a returned work on to the step that has returned it; return the work.

    `answer` tells in words what was changed. When experts' remarks have brought it back, each must be answered first.
    Raises what `submit` raises, and SubmissionRefused for an empty answer or remarks without one.
    """
    demand(by, "submit", submission)
    work = lock_submission(submission)
    if work.state != SubmissionState.RETURNED:
        raise MoveRefused(str(_("Работа уже отправлена: второй раз не нужно.")))
    returned = work.returns.first()
    step = ReturnStep(returned.step) if returned else ReturnStep.CHECK
    missing = str(_("Напишите методисту, что вы изменили: так следующий шаг пройдёт быстрее."))
    answer = demand_words(answer, SubmissionReturn.answer, SubmissionRefused, missing)
    if left := unanswered(work, step):
        raise SubmissionRefused(str(_("Ответьте на каждое замечание экспертов. Без ответа: %d.")) % len(left))
    version = _freeze(work, _checked(work), answer)
    if returned:
        returned.answer = answer
        returned.save(update_fields=["answer"])
    work = move_submission(
        submission=work,
        to=AFTER_RETURN[step],
        by=by,
        action="library.submission.resubmit",
        data={"version": version.number, "step": step.value},
        letter="",
    )
    tell_methodist(
        submission=work,
        subject=_("Автор прислал новую версию работы № %s") % work.label,
        words=[_("Работа № %s вернулась с доработки, версия %d.") % (work.label, version.number)],
    )
    _arrive(work, version, step, by)
    return work


@transaction.atomic
def withdraw(*, submission, by, reason=""):
    """Take a sent work back; nobody publishes it after that.

    Raises MoveRefused when there is nothing to take back, SubmissionRefused for a reason without end.
    """
    demand(by, "withdraw", submission)
    reason = demand_words(reason, Submission.close_reason, SubmissionRefused)
    work = move_submission(
        submission=submission,
        to=SubmissionState.WITHDRAWN,
        by=by,
        action="library.submission.withdraw",
        close_reason=reason,
    )
    tell_methodist(
        submission=work,
        subject=_("Автор отозвал работу № %s") % work.label,
        words=[_("Автор отозвал работу № %s. Рассматривать её больше не нужно.") % work.label],
    )
    _leave(work, by)
    return work


@transaction.atomic
def reopen(*, submission, by):
    """Open a work that was taken back as a draft again; its versions and its number stay. Raises MoveRefused."""
    demand(by, "reopen", submission)
    return move_submission(
        submission=submission, to=SubmissionState.DRAFT, by=by, action="library.submission.reopen", claimed_by=None
    )


def _checked(work):
    """Return the findings of the pre-flight as they are frozen. Raises Incomplete and Unanswered."""
    regulation = current_regulation()
    coauthors = list(work.coauthors.all())
    missing = missing_of(
        work,
        has_files=work.files.exists(),
        coauthors=coauthors,
        regulation=regulation,
        consents=consents_of_work(work),
    )
    if missing:
        raise Incomplete(missing)
    findings = findings_of(work)
    if left := unexplained(findings, work.preflight_reasons):
        raise Unanswered(left)
    return [finding.frozen(work.preflight_reasons) for finding in findings]


def _freeze(work, findings, letter):
    """Write the version that is judged: it never changes, whatever the author does to the working copy (F34)."""
    entries = list(work.files.select_related("file"))
    last = work.versions.first()
    version = SubmissionVersion.objects.create(
        submission=work,
        number=last.number + 1 if last else 1,
        title=work.title,
        card=frozen_card(work),
        digest=digest_of([entry.file.sha256 for entry in entries], body_of(work.card.get("body", ""))),
        findings=findings,
        letter=letter,
    )
    VersionFile.objects.bulk_create(
        VersionFile(
            version=version,
            file=entry.file,
            title=str(entry)[:200],
            sha256=entry.file.sha256,
            sort_order=order,
        )
        for order, entry in enumerate(entries)
    )
    return version


def frozen_card(work):
    """Return the card of a version: the fields, the consents with their wordings, the authors, who comes first.

    Names of people and schools are in it: whoever shows it to experts of a blind round takes "authors", "author_name" and
    "organisation" out.
    """
    licence, wording = work.licence, work.regulation
    own = {"name": work.card.get("author_name", ""), "user": work.author_id, "state": CoauthorState.AGREED.value}
    others = [{"name": row.name, "user": row.user_id, "state": row.state} for row in work.coauthors.all()]
    accepted = (
        {
            "version": wording.pk,
            "number": wording.number,
            "title": wording.regulation.title,
            "accepted_at": work.regulation_accepted_at.isoformat(),
        }
        if wording
        else None
    )
    return {
        **work.card,
        "title": work.title,
        "licence": {"code": licence.code, "version": licence.version, "name": licence.name} if licence else None,
        "origin": work.origin,
        "pupils_works": work.pupils_works,
        "pupils_photos": work.pupils_photos,
        "regulation": accepted,
        "consents": frozen_consents(work),
        "authors": [own, *others],
    }


def _arrive(work, version, step, by):
    """The draft page of the version, then whatever the centre's side does with it."""
    put_on_page(submission=work, version=version, by=by)
    for function in _arrivals:
        function(work, version, step, by)


def _day(day):
    return date_format(day, "j E") if day else _("ближайшие дни")


def _leave(work, by):
    for function in _departures:
        function(work, by)
