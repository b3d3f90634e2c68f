"""What the centre's side does when a work arrives or is taken back: wiring of the author's verbs to the desk (D1, §7)."""

from expertise.models import Conclusion
from expertise.outcome_telling import tell_edits_sent
from library.desk.flow import follow
from library.desk.review import keeper_of, open_round_for, stop_review
from library.review_doors import last_round
from library.submission_enums import ReturnStep
from library.submitting import when_sent, when_withdrawn


@when_sent
def arrive(submission, version, step, by):
    """Let the page's workflow follow; a work that experts have sent back goes to them again in a new round (D1.7),
    edits go to the chair.
    """
    follow(submission)
    if step == ReturnStep.EDITS:
        for conclusion in Conclusion.objects.waiting_for_edits().filter(round__page_id=submission.page_id):
            tell_edits_sent(conclusion)
    last = last_round(submission.page)
    if step == ReturnStep.REVIEW and last is not None:
        open_round_for(submission=submission, by=keeper_of(last), rubric=last.rubric, experts=last.experts_wanted)


@when_withdrawn
def leave(submission, by):
    """End what goes on around the work."""
    stop_review(submission=submission, reason="Автор отозвал работу.")
    follow(submission)
