from django.db import models


class FacetChange(models.Model):
    """Says to every process that a page's facet values may have changed; without a page, that words have.

    Each process remembers the last row it has read (library.facets.current).
    """

    page_id = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return f"{self.pk}: {self.page_id}"
