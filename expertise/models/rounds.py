"""A round: one version of a work before its experts. What was judged is frozen here (design §3.10)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from expertise.enums import Anonymity, CleanState, RoundPurpose, RoundState
from expertise.querysets import ReviewRoundQuerySet
from home.working_days import add_working_days


class ReviewRound(models.Model):
    """Experts judge one version of one page by one rubric, as both were when the round was opened."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("работа"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="review_rounds",
    )
    number = models.PositiveSmallIntegerField(_("круг"))
    purpose = models.CharField(
        _("для чего"), max_length=12, choices=RoundPurpose.choices, default=RoundPurpose.PUBLICATION
    )
    state = models.CharField(_("состояние"), max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_rounds")

    # What is judged. `version` points up at the app that keeps versions (a SubmissionVersion); the rest outlives it.
    version_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version_id = models.PositiveBigIntegerField(null=True, blank=True)
    version = GenericForeignKey("version_type", "version_id")
    version_number = models.PositiveIntegerField(_("версия"), default=1)
    title = models.CharField(_("название"), max_length=255)
    # [[label, value]] for the expert's eyes; who made the work stands apart, so that one of the two can be withheld.
    card = models.JSONField(_("карточка"), default=list)
    names = models.JSONField(_("авторы и организация"), default=list)
    digest = models.CharField(_("отпечаток версии"), max_length=64)
    # Who had a part in the work then (Reviewable.people): joint works of the last years are found by it.
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    rubric = models.ForeignKey("expertise.Rubric", on_delete=models.PROTECT, related_name="rounds")
    rubric_title = models.CharField(_("лист оценки"), max_length=160)
    guidance = models.TextField(blank=True)
    anonymity = models.CharField(_("кто кого знает"), max_length=16, choices=Anonymity.choices)
    dispute_from = models.PositiveSmallIntegerField(null=True, blank=True)
    is_summary_public = models.BooleanField(default=True)

    experts_wanted = models.PositiveSmallIntegerField(_("нужно экспертов"), default=2)
    answer_days = models.PositiveSmallIntegerField(_("дней на ответ"), default=3)
    work_days = models.PositiveSmallIntegerField(_("дней на работу"), default=10)
    # Of a round that ends by the clock (a public one): no date of an expert lies behind it.
    last_day = models.DateField(_("последний день"), null=True, blank=True)
    opened_at = models.DateTimeField(_("открыт"), auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="opened_rounds"
    )
    closed_at = models.DateTimeField(_("закрыт"), null=True, blank=True)
    cancel_reason = models.TextField(_("почему отменён"), max_length=1000, blank=True)

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("круг экспертизы")
        verbose_name_plural = _("круги экспертизы")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="expertise_round_number_once_a_page"),
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(state="open"), name="expertise_one_open_round_a_page"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at__isnull=True)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
                name="expertise_closed_round_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(purpose="public") | models.Q(last_day__isnull=False),
                name="expertise_public_round_has_its_last_day",
            ),
        ]

    def __str__(self):
        # No title: the log's labels are read by more people than the works.
        return f"№ {self.pk}"

    @cached_property
    def criteria_list(self):
        """Its criteria in their order, one query for the life of the object."""
        return list(self.criteria.all())

    def date_in(self, days):
        """Return the date that is `days` working days from today, not behind the round's last day."""
        day = add_working_days(timezone.localdate(), days)
        return min(day, self.last_day) if self.last_day else day

    @property
    def hides_experts(self):
        """Whether the author must not learn who judges."""
        return self.anonymity != Anonymity.OPEN

    @property
    def hides_authors(self):
        """Whether experts must not learn whose work it is."""
        return self.anonymity == Anonymity.BOTH_HIDDEN


class RoundCriterion(models.Model):
    """A criterion as it was when the round was opened."""

    round = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="criteria")
    sort_order = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=120, blank=True)
    title = models.CharField(_("критерий"), max_length=300)
    help = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(_("вес"))
    # [[mark, words]], the lowest first.
    levels = models.JSONField(_("уровни"))
    may_be_na = models.BooleanField()
    comment_up_to = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "sort_order"], name="expertise_criteria_of_a_round_in_order"),
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="expertise_frozen_criterion_weighs"),
        ]

    def __str__(self):
        return self.title


class RoundFile(models.Model):
    """A file that is judged: the very bytes, by their hash. PROTECT: nobody may take away what was judged (design §8)."""

    round = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="files")
    # The original, as its author gave it, and the copy that experts of a hidden author get, without metadata.
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    clean_file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    clean_state = models.CharField(
        _("копия без имён"), max_length=10, choices=CleanState.choices, default=CleanState.NOT_NEEDED
    )
    # Why there is no copy, or why the methodist gave the file as it is.
    clean_note = models.TextField(_("почему"), max_length=1000, blank=True)
    title = models.CharField(_("название"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "sort_order"], name="expertise_files_of_a_round_in_order"),
            models.CheckConstraint(
                condition=~models.Q(clean_state__in=["done", "accepted"]) | models.Q(clean_file__isnull=False),
                name="expertise_clean_copy_is_there",
            ),
            models.CheckConstraint(
                condition=~models.Q(clean_state__in=["failed", "accepted"]) | ~models.Q(clean_note=""),
                name="expertise_no_clean_copy_says_why",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def number(self):
        """From 1, in the order of the work."""
        return self.sort_order + 1

    @property
    def for_expert(self):
        """The StoredFile that experts read: the copy without names where the author is hidden; None until it is there."""
        return self.clean_file if self.round.hides_authors else self.file

    @property
    def title_for_expert(self):
        """The author's own title may hold his name, so a hidden author's files are known by number."""
        return _("Файл %d") % self.number if self.round.hides_authors else self.title
