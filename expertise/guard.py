"""What the one guard of publication asks: is there a conclusion over these very bytes (design §7)?"""

from django.db.models import Q

from expertise.enums import ConclusionState
from expertise.models import Conclusion


def conclusion_for(page_id, digest):
    """Return the Conclusion on whose word the version with the fingerprint `digest` may be published, or None.

    Of several that judged the same version the last signed one counts, so a later refusal is not outvoted. One query.
    """
    if page_id is None or not digest:
        return None
    about = Conclusion.objects.signed().filter(Q(digest=digest) | Q(round__digest=digest), round__page=page_id)
    last = about.order_by("-signed_at", "-pk").first()
    return last if last is not None and last.digest == digest and last.allows_publication else None


def is_revoked(page_id, digest):
    """Tell whether the centre has taken back what it had said of this very version, and has said nothing good since."""
    if page_id is None or not digest:
        return False
    revoked = Conclusion.objects.filter(round__page=page_id, digest=digest, state=ConclusionState.REVOKED)
    return revoked.exists() and conclusion_for(page_id, digest) is None
