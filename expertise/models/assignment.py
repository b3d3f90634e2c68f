"""An expert's part in a round: the invitation, the marks, the remarks and what was asked in between."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.models import DeedConsent
from expertise.enums import (
    AnswerKind,
    AssignmentState,
    PostponementState,
    Recommendation,
    RemarkForce,
    ReminderMark,
)
from expertise.models.rounds import ReviewRound, RoundCriterion, RoundFile
from expertise.querysets import ExpertAssignmentQuerySet, RemarkQuerySet


class ExpertAssignment(models.Model):
    """One expert's work in one round, with two due dates: for the answer and for the review itself."""

    round = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="assignments")
    # Without an account: an external or public expert comes by a personal link (D9); the link's key is kept as a hash only.
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="review_assignments"
    )
    guest_name = models.CharField(_("имя эксперта без учётной записи"), max_length=160, blank=True)
    guest_email = models.EmailField(_("его почта"), blank=True)
    key_hash = models.CharField(max_length=64, blank=True, editable=False)
    # Grows with every new link, so that the one before it dies.
    key_turn = models.PositiveSmallIntegerField(default=0, editable=False)
    key_expires_at = models.DateTimeField(null=True, blank=True, editable=False)
    # «Эксперт 2»: all that others read of a hidden expert. Drawn by lot in the round, so the order tells nothing.
    alias = models.PositiveSmallIntegerField(_("номер в круге"))

    state = models.CharField(
        _("состояние"), max_length=10, choices=AssignmentState.choices, default=AssignmentState.INVITED
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(_("приглашён"), auto_now_add=True)
    answer_due_on = models.DateField(_("ответить до"))
    accepted_at = models.DateTimeField(_("согласился"), null=True, blank=True)
    work_due_on = models.DateField(_("отзыв до"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("отзыв отправлен"), null=True, blank=True)
    # Why declined, dismissed or cancelled; the author never reads it.
    reason = models.TextField(_("причина"), max_length=1000, blank=True)

    recommendation = models.CharField(_("рекомендация"), max_length=12, choices=Recommendation.choices, blank=True)
    text = models.TextField(_("вывод"), max_length=8000, blank=True)
    note_to_centre = models.TextField(_("только для методиста"), max_length=4000, blank=True)
    # Grows with every kept change, so that of two open windows the older cannot undo the newer.
    draft_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("сохранено"), null=True, blank=True)
    # Of a guest, who has no account to keep it (expertise.agreement).
    consents = GenericRelation(DeedConsent)

    objects = ExpertAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("экспертиза")
        verbose_name_plural = _("экспертизы")
        ordering = ["round", "alias"]
        constraints = [
            models.UniqueConstraint(fields=["round", "expert"], name="expertise_an_expert_once_a_round"),
            models.UniqueConstraint(fields=["round", "alias"], name="expertise_an_alias_once_a_round"),
            models.UniqueConstraint(
                fields=["key_hash"], condition=~models.Q(key_hash=""), name="expertise_a_link_leads_to_one_review"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="submitted")
                | (models.Q(submitted_at__isnull=False) & ~models.Q(recommendation="")),
                name="expertise_submitted_review_recommends",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["accepted", "submitted"]) | models.Q(work_due_on__isnull=False),
                name="expertise_accepted_review_has_its_date",
            ),
            models.CheckConstraint(
                condition=models.Q(guest_email="") | models.Q(expert__isnull=True, key_hash__gt=""),
                name="expertise_a_guest_has_a_link_and_no_account",
            ),
            models.UniqueConstraint(
                fields=["round", "guest_email"],
                condition=~models.Q(guest_email=""),
                name="expertise_a_guest_once_a_round",
            ),
        ]

    def __str__(self):
        # No name: the log's labels are read by more people than may know the experts.
        return f"№ {self.pk}"

    @property
    def is_guest(self):
        """Whether the expert comes by a personal link, without an account."""
        return bool(self.guest_email)

    @property
    def person_name(self):
        """The expert's name, for the methodist's eyes alone."""
        return self.guest_name if self.is_guest else str(self.expert or _("учётная запись удалена"))

    @property
    def due_on(self):
        """The date that is awaited now: of the answer, then of the review; None when nothing is."""
        return {AssignmentState.INVITED: self.answer_due_on, AssignmentState.ACCEPTED: self.work_due_on}.get(self.state)

    @cached_property
    def scores_by_criterion(self):
        """{key of a RoundCriterion: CriterionScore}, one query for the life of the object."""
        return {score.criterion_id: score for score in self.scores.all()}


class CriterionScore(models.Model):
    """A mark by one criterion; «не применимо» is no mark and never zero (design §7)."""

    assignment = models.ForeignKey(ExpertAssignment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(RoundCriterion, on_delete=models.CASCADE, related_name="scores")
    mark = models.PositiveSmallIntegerField(_("оценка"), null=True, blank=True)
    is_na = models.BooleanField(_("не применимо"), default=False)
    comment = models.TextField(_("пояснение"), max_length=4000, blank=True)

    class Meta:
        ordering = ["criterion__sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="expertise_one_mark_a_criterion"),
            models.CheckConstraint(
                condition=models.Q(is_na=False) | models.Q(mark__isnull=True),
                name="expertise_not_applicable_is_no_mark",
            ),
        ]

    def __str__(self):
        return f"№ {self.pk}"


class Remark(models.Model):
    """A numbered remark tied to a place of the work; the author answers each (peers: the remark ledger)."""

    assignment = models.ForeignKey(ExpertAssignment, on_delete=models.CASCADE, related_name="remarks")
    # Through the whole round, given when the review is sent; an unsent one has none.
    number = models.PositiveSmallIntegerField(_("№"), null=True, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    force = models.CharField(_("сила"), max_length=10, choices=RemarkForce.choices, default=RemarkForce.OBLIGATORY)
    text = models.TextField(_("замечание"), max_length=4000)
    file = models.ForeignKey(RoundFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    leaf = models.PositiveIntegerField(_("страница или слайд"), null=True, blank=True)
    quote = models.CharField(_("цитата"), max_length=500, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("замечание")
        verbose_name_plural = _("замечания")
        ordering = ["number", "sort_order", "pk"]

    def __str__(self):
        return f"№ {self.number or self.pk}"


class RemarkAnswer(models.Model):
    """The author's answer: done and where, or declined and why."""

    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, primary_key=True, related_name="answer")
    kind = models.CharField(_("ответ"), max_length=10, choices=AnswerKind.choices)
    text = models.TextField(_("где исправлено или почему нет"), max_length=4000)
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="expertise_an_answer_has_words")]

    def __str__(self):
        return self.get_kind_display()


class Postponement(models.Model):
    """An expert asks for more days; the methodist grants or refuses."""

    assignment = models.ForeignKey(ExpertAssignment, on_delete=models.CASCADE, related_name="postponements")
    until = models.DateField(_("просит до"))
    reason = models.CharField(_("почему"), max_length=500)
    state = models.CharField(max_length=10, choices=PostponementState.choices, default=PostponementState.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=models.Q(state="asked"), name="expertise_one_open_request_for_days"
            )
        ]

    def __str__(self):
        return f"№ {self.pk}"


class ReviewReminder(models.Model):
    """That an expert has been reminded of a date, so that nobody hears of it twice."""

    assignment = models.ForeignKey(ExpertAssignment, on_delete=models.CASCADE, related_name="reminders")
    mark = models.CharField(max_length=12, choices=ReminderMark.choices)
    due_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "mark", "due_on"], name="expertise_reminded_once_of_a_date")
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.get_mark_display()}"
