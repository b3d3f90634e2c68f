from django.db import models


class Change(models.Model):
    """Says to every process that a page may have changed; without a page, that words or settings have.

    Each process remembers what it has read (home.changes).
    """

    page_id = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return f"{self.pk}: {self.page_id}"
