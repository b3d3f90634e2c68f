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


class IndexWord(models.Model):
    """A normal form that some page has; its number is its character in the texts of IndexedPage (language.coding).

    `form` is how people write it and `pages` in how many pages it stands: both are brought up to date by the clock.
    """

    normal = models.CharField(max_length=80, unique=True)
    form = models.CharField(max_length=80, blank=True)
    pages = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.normal


class IndexedPageQuerySet(models.QuerySet):
    def present(self):
        """Pages that are in the index; the others have left it."""
        return self.exclude(digest="")


class IndexedPage(models.Model):
    """The words of a page as the index has them: what engines are filled from and hits are weighed by.

    `words` are the title, the summary and the rest, coded (language.coding) and with a border between each, `focus` the main
    words of the rest. `number` grows with every change of any page, so that whoever has read up to a number knows what is
    new; a page that has left the site stays here without words and with an empty `digest`.
    """

    page_id = models.PositiveIntegerField(primary_key=True)
    number = models.BigIntegerField(db_index=True)
    digest = models.CharField(max_length=32)
    downloads = models.PositiveIntegerField(default=0)
    focus = models.TextField()
    words = models.TextField()

    objects = IndexedPageQuerySet.as_manager()

    def __str__(self):
        return f"{self.page_id}: {self.number}"


class IndexState(models.Model):
    """How far an index is: the database's own one (`DATABASE`), or one of Elasticsearch by its name there.

    `number` is the last change that it has; `after` the page behind which a rebuild that was broken off goes on.
    """

    DATABASE = "database"

    name = models.CharField(max_length=120, primary_key=True)
    uuid = models.CharField(max_length=40, blank=True)
    number = models.BigIntegerField(default=0)
    after = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return f"{self.name}: {self.number}"
