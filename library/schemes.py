"""How works of each kind come to the library (H11, H37)."""

from library.models import ReviewScheme


def scheme_for(kind):
    """Return the ReviewScheme of a MaterialKind; where the centre has written none, an unsaved one with the usual days."""
    if kind is None:
        return ReviewScheme()
    return ReviewScheme.objects.select_related("rubric").filter(kind=kind).first() or ReviewScheme(kind=kind)


def scheme_of(kind_code):
    """Return the ReviewScheme of a kind by its code; one with the usual days, not stored, where the centre has written none."""
    scheme = ReviewScheme.objects.select_related("kind").filter(kind__code=kind_code).first() if kind_code else None
    return scheme or ReviewScheme()


def needs_review(kind_id):
    """Tell whether works of this kind (its id, or None) are published after a review only. One query."""
    return kind_id is not None and ReviewScheme.objects.filter(kind_id=kind_id, needs_review=True).exists()
