"""Taking a batch back: what nobody has touched since goes, the rest stays and says why."""

from django.db import transaction
from django.utils.translation import gettext as _

from library.enums import ExpertState, RowState
from library.models import MaterialPage


@transaction.atomic
def undo_some(batch, most):
    """Undo up to `most` imported rows of `batch`, newest first; return how many were looked at.

    A material goes by its own unpublish and delete, so search, facets and the log hear of it; its stored files stay.
    """
    rows = list(batch.rows.filter(state=RowState.IMPORTED).select_for_update().order_by("-number")[:most])
    for row in rows:
        material = MaterialPage.objects.filter(pk=row.material_id).select_related("expert_status").first()
        reason = why_kept(row, material) if material else ""
        if material and not reason:
            if material.live:
                material.unpublish(user=batch.undone_by)
            # Read anew: unpublishing has changed the row that the tree deletes.
            MaterialPage.objects.get(pk=material.pk).delete(user=batch.undone_by)
        row.material = material if reason else None
        row.state, row.reason = (RowState.KEPT, reason) if reason else (RowState.REMOVED, "")
        row.needs_check = row.needs_check and bool(reason)
        row.save(update_fields=["material", "state", "reason", "needs_check"])
    return len(rows)


def why_kept(row, material):
    """Return why the material of an ImportRow must stay, "" when it may go."""
    if material.latest_revision_id != row.revision_id:
        return _("Страницу после переноса правили: решите сами, удалить ли её.")
    status = getattr(material, "expert_status", None)
    if status and status.state != ExpertState.ARCHIVE:
        return _("У материала появился статус экспертизы: «%s».") % status.get_state_display()
    return ""
