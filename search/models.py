"""What search keeps in the database beside the engine's own index."""

from dataclasses import fields

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting

from search.language.scoring import Weights

# Beyond it one sign outweighs all the others.
MOST_WEIGHT = 20


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


class AskedQuery(models.Model):
    """A query as often as it was asked in a day: by nobody in particular (search.journal).

    words         the query in small letters; "" stands for all beyond what a day keeps
    nothing       how often nothing at all was found
    by_reserve    how often the database answered in place of the engine that the centre has chosen
    slowest_ms    the slowest answer; `milliseconds` are those of all answers together
    """

    day = models.DateField()
    words = models.CharField(max_length=200, blank=True)
    times = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0)
    by_reserve = models.PositiveIntegerField(default=0)
    slowest_ms = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="asked_once_a_day")]

    def __str__(self):
        return f"{self.day}: {self.words} ({self.times})"


class IndexCheck(models.Model):
    """What the last comparison of an index with the site has found, in pages (search.doctor).

    `index` is the Drift's; `whole`: the words of every page were compared too. `error`: why it could not be compared.
    """

    index = models.CharField(max_length=20, primary_key=True)
    missing = models.PositiveIntegerField(default=0)
    extra = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    whole = models.BooleanField(default=False)
    error = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField()

    def __str__(self):
        return f"{self.index}: {self.total}"

    @property
    def total(self):
        """How many pages differ."""
        return self.missing + self.extra + self.changed


def weight(label, default, help_text):
    """Return the field of one weight, from 0 to MOST_WEIGHT."""
    validators = [MinValueValidator(0), MaxValueValidator(MOST_WEIGHT)]
    return models.FloatField(label, default=default, validators=validators, help_text=help_text)


class RankingWeights(BaseGenericSetting):
    """What each sign of a page is worth in the order of hits: the fields are those of scoring.Weights (search.weights)."""

    title = weight(
        _("слово в названии"), Weights.title, _("За слова запроса в названии. Обычно самый большой вес из всех.")
    )
    summary = weight(
        _("слово в аннотации"),
        Weights.summary,
        _("За слова запроса в аннотации: тем больше, чем чаще они в ней стоят."),
    )
    body = weight(
        _("слово в тексте"),
        Weights.body,
        _("За слова запроса в карточке и в тексте файлов, с поправкой на длину текста."),
    )
    all_in_title = weight(
        _("все слова в названии"), Weights.all_in_title, _("Прибавка, когда в названии есть каждое слово запроса.")
    )
    same_title = weight(
        _("название целиком"),
        Weights.same_title,
        _("Прибавка, когда запрос и есть название: так находят известную работу."),
    )
    in_a_row = weight(
        _("слова подряд"),
        Weights.in_a_row,
        _("Прибавка, когда слова стоят подряд, как в запросе: в названии больше всего."),
    )
    nearness = weight(
        _("слова рядом"), Weights.nearness, _("Прибавка, когда разные слова запроса стоят недалеко друг от друга.")
    )
    expert = weight(
        _("рекомендация экспертов"), Weights.expert, _("Прибавка работам, которые рекомендовал экспертный совет.")
    )
    freshness = weight(
        _("новизна"), Weights.freshness, _("Прибавка новым страницам: через два года от неё остаётся половина.")
    )
    downloads = weight(
        _("скачивания"),
        Weights.downloads,
        _("Прибавка тем, чьи файлы чаще скачивали за год; полная — за тысячу и больше."),
    )

    class Meta:
        verbose_name = _("порядок результатов поиска")
        verbose_name_plural = _("порядок результатов поиска")
        constraints = [
            models.CheckConstraint(
                name="weights_in_range",
                condition=models.Q(*((f"{field.name}__range", (0, MOST_WEIGHT)) for field in fields(Weights))),
            )
        ]
