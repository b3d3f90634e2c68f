"""What the author's side asks of the expert review. Imported late: the review knows nothing of submissions."""

from library.submission_enums import ReturnStep

# Steps at which remarks of experts wait for an answer each.
WITH_REMARKS = frozenset({ReturnStep.REVIEW, ReturnStep.EDITS})


def last_round(page):
    """Return the newest ReviewRound of a page, or None; of no page too."""
    from expertise.models import ReviewRound

    return ReviewRound.objects.of_page(page.pk).first() if page is not None else None


def unanswered(submission, step):
    """Return the remarks that the author must answer before a work returned at `step` goes on, as a list."""
    if step not in WITH_REMARKS:
        return []
    found = last_round(submission.page)
    if found is None:
        return []
    from expertise.answering import unanswered_remarks

    return list(unanswered_remarks(found))


def answer(*, remark, by, kind, text):
    """Keep the author's answer to a remark (an expertise.enums.AnswerKind and words)."""
    from expertise.answering import answer_remark

    return answer_remark(remark=remark, by=by, kind=kind, text=text)


def view_of(page):
    """Return what the author's room draws of the review, or None where there was none: never a hidden name in it."""
    if last_round(page) is None:
        return None
    from expertise.showing import author_view

    return author_view(page)
