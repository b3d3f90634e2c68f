"""What search keeps in the database beside the engine's own index."""

from django.db import models
from django.utils import timezone


class SearchDocument(models.Model):
    """What one page says, as it was indexed: the source of snippets and the list of what the index holds.

    The text of files is not here: it stands once, in FileText; `files` is [[file id, title], …] in order.
    """

    page_id = models.PositiveIntegerField(primary_key=True)
    type = models.CharField(max_length=12)
    title = models.TextField()
    summary = models.TextField()
    card = models.TextField()
    files = models.JSONField(default=list)
    normaliser = models.PositiveSmallIntegerField()
    indexed_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return self.title


class SearchOutboxQuerySet(models.QuerySet):
    def due(self, now=None):
        """Rows whose turn has come."""
        return self.filter(run_at__lte=now or timezone.now())


class SearchOutbox(models.Model):
    """A page to look at again, written in the transaction that changed it (design §9)."""

    page_id = models.PositiveIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField(default=timezone.now, db_index=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SearchOutboxQuerySet.as_manager()

    def __str__(self):
        return f"{self.page_id} ({self.tries})"


class WordForm(models.Model):
    """The normal form of a word, found once: the dictionary is slow, this table is not."""

    word = models.CharField(max_length=80, primary_key=True)
    normal = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()

    def __str__(self):
        return f"{self.word} → {self.normal}"
