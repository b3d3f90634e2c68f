"""Changes below make facets change above."""

from django.dispatch import receiver

from home.signals import content_changed
from library.models import FacetChange


@receiver(content_changed)
def note_change(page_ids, **kwargs):
    """Write down which pages' facet values every process must read again; no page: the words."""
    rows = [FacetChange(page_id=page_id) for page_id in page_ids] or [FacetChange(page_id=None)]
    FacetChange.objects.bulk_create(rows, batch_size=500)
