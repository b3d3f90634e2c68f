"""What the centre's conclusions allow to be published (design §7)."""

from expertise.enums import ConclusionState
from expertise.models import Conclusion


def conclusion_for(page_id, digest):
    """Return the Conclusion in force that lets the version `digest` of the page be published, or None. One query.

    `digest` is the fingerprint that the page's app gives (Reviewable.digest). A revoked conclusion allows nothing.
    """
    if page_id is None:
        return None
    signed = Conclusion.objects.signed().filter(round__page_id=page_id, digest=digest).order_by("-signed_at")
    return next((conclusion for conclusion in signed if conclusion.allows_publication), None)


def is_revoked(page_id, digest):
    """Tell whether the centre has taken back what it had said of this very version."""
    if page_id is None:
        return False
    revoked = Conclusion.objects.filter(round__page_id=page_id, digest=digest, state=ConclusionState.REVOKED)
    return revoked.exists() and conclusion_for(page_id, digest) is None
