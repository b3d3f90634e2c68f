"""Verbs of the last step: the editor's (D1.8–9)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.permissions import demand
from community.activity import record_activity
from community.enums import ActivityKind
from expertise.guard import conclusion_for
from library.actions import set_expert_status
from library.desk.checking import demand_remarks, send_back
from library.desk.moves import MoveRefused, move
from library.desk.telling import tell_author
from library.digests import digest_of_page
from library.enums import ExpertState
from library.guard import demand_publication
from library.models import MaterialPage, Submission
from library.submission_enums import ReturnStep, SubmissionState
from library.submission_moves import lock_submission


@transaction.atomic
def take_editing(*, submission, by):
    """Lead the work through its last step, or take it over from a colleague; return it as it is stored (D5.2).

    Raises ActionRefused for works that are not at the editor's, and for own ones.
    """
    work = lock_submission(submission)
    demand(by, "finish", work)
    if work.editor_id != by.pk:
        log(instance=work, action="library.submission.take_editing", user=by, data={"before": work.editor_id})
        work.editor = by
        work.save(update_fields=["editor"])
    return work


@transaction.atomic
def publish_work(*, submission, by):
    """Publish the work as its draft stands; return the live MaterialPage.

    Raises ActionRefused, MoveRefused at another step or when a colleague leads it, and PublicationRefused when the files are
    not those that the experts have judged.
    """
    demand(by, "finish", submission)
    _demand_lead(submission, by)
    page = submission.page.specific
    draft = page.get_latest_revision_as_object()
    demand_publication(draft)
    state = page.current_workflow_state
    if state is not None and state.current_task_state is not None:
        # The workflow ends with the publication: its own finish publishes the draft through the same guard.
        state.current_task_state.specific.approve(user=by)
    page = MaterialPage.objects.get(pk=page.pk)
    if not page.live or page.has_unpublished_changes:
        page.get_latest_revision().publish(user=by)
    return MaterialPage.objects.get(pk=page.pk)


@transaction.atomic
def return_from_editing(*, submission, by, remarks):
    """Send the work back to its author from the editor's step. Raises ActionRefused, MoveRefused (also for no words)."""
    demand(by, "finish", submission)
    _demand_lead(submission, by)
    send_back(submission=submission, step=ReturnStep.EDITING, by=by, remarks=demand_remarks(remarks))
    tell_author(submission=submission, about="returned")


@transaction.atomic
def note_publication(*, page, by=None):
    """Do what a publication of a teacher's work brings with it, whichever button published it (D1.9).

    The submission is closed as published, the experts' word becomes the badge, each author with an account gets the record
    of it, and the sender is told. Nothing for pages that nobody has sent.
    """
    submission = Submission.objects.filter(page_id=page.pk, state=SubmissionState.EDITING).first()
    if submission is None:
        return
    move(submission=submission, state=SubmissionState.PUBLISHED, by=by)
    _show_the_experts_word(page, by)
    _record(page)
    tell_author(submission=submission, about="published")


def _demand_lead(submission, by):
    work = lock_submission(submission)
    if work.state != SubmissionState.EDITING:
        raise MoveRefused(_("Работа сейчас не у редактора."))
    # Of two editors at one work the second is told whose it is; a work that nobody has taken is anybody's.
    if work.editor_id not in (None, by.pk):
        raise MoveRefused(_("Работу ведёт другой редактор. Возьмите её себе или поговорите с коллегой."))


def _show_the_experts_word(page, by):
    conclusion = conclusion_for(page.pk, digest_of_page(page))
    if conclusion is not None:
        set_expert_status(material=page, state=state_of(conclusion), by=by)


def state_of(conclusion):
    """Return the ExpertState of a conclusion that lets a work out: after edits or a second round it says so (design §7)."""
    improved = conclusion.edits_confirmed_at is not None or conclusion.round.previous_id is not None
    return ExpertState.RECOMMENDED_AFTER if improved else ExpertState.RECOMMENDED


def _record(page):
    address = Page.objects.get(pk=page.pk).url or ""
    for author in page.authors.select_related("user"):
        if author.user is not None:
            record_activity(
                person=author.user,
                kind=ActivityKind.MATERIAL_PUBLISHED,
                on=timezone.localdate(page.first_published_at),
                text=_("Опубликована работа «%s»") % page.title,
                target=page,
                address=address,
            )
