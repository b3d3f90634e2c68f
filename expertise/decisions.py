"""What waits for the chair: drafts to sign, edits to compare, appeals; without the chair's own works."""

from wagtail.models import Page

from expertise.deciding import has_part
from expertise.models import Conclusion
from expertise.reviewable import reviewable_of

SIGNED_SHOWN = 50


def waiting_for(user):
    """Return {"drafts", "edits", "appeals", "signed"}: lists of Conclusions for the chair `user`."""
    return {
        "drafts": _fit(Conclusion.objects.waiting_for_signature(), user),
        "edits": [row for row in _fit(Conclusion.objects.waiting_for_edits(), user) if current_edits(row)],
        "appeals": _fit(Conclusion.objects.appealed(), user),
        "signed": _fit(Conclusion.objects.in_register().order_by("-signed_at")[:SIGNED_SHOWN], user),
    }


def count_waiting(user):
    """Return how many decisions the chair `user` owes."""
    return sum(len(rows) for name, rows in waiting_for(user).items() if name != "signed")


def current_edits(conclusion):
    """Return what the author has sent after «рекомендовать с правками»: (digest, Edits or None); None when nothing has come.

    An app that does not tell its edits is asked what would be published now: other bytes than the judged are edits.
    """
    page = conclusion.round.page
    if page is None:
        return None
    page = page.specific
    reviewable = reviewable_of(page)
    edits = reviewable.edits(page)
    if edits is not None:
        return edits.digest, edits
    if reviewable.tells_edits:
        return None
    digest = reviewable.digest(page)
    return (digest, None) if digest != conclusion.round.digest else None


def _fit(rows, user):
    """Return the rows of works that `user` has no part in, each with its page as it really is: one query for each type."""
    rows = list(rows.with_round())
    pages = {page.pk: page for page in Page.objects.filter(pk__in=[row.round.page_id for row in rows]).specific()}
    for row in rows:
        row.round.page = pages.get(row.round.page_id)
    return [row for row in rows if not has_part(user, row.round.page)]
