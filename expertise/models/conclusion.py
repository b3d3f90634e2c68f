"""The centre's signed outcome of a round (B.18)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.certificates import new_code
from expertise.enums import POSITIVE, AppealState, ChairMatter, ConclusionState, Recommendation
from expertise.models.rounds import ReviewRound
from expertise.querysets import ConclusionQuerySet


class Conclusion(models.Model):
    """What the centre says of a judged version: composed by the methodist, signed by the chair, checked by anybody."""

    round = models.OneToOneField(ReviewRound, on_delete=models.PROTECT, related_name="conclusion")
    state = models.CharField(
        _("состояние"), max_length=10, choices=ConclusionState.choices, default=ConclusionState.DRAFT
    )
    verdict = models.CharField(_("вердикт"), max_length=12, choices=Recommendation.choices)
    text = models.TextField(_("заключение"), max_length=12000)
    summary = models.TextField(
        _("коротко для посетителей"), max_length=1000, blank=True, help_text=_("Две-три фразы без имён экспертов.")
    )
    # Frozen when signed: medians and spreads by criterion, the experts' proposals and the dissent, without names.
    facts = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    drafted_at = models.DateTimeField(_("составлено"), auto_now_add=True)
    # Grows with every kept change: of two open windows the older cannot undo the newer, and the chair signs what was read.
    draft_number = models.PositiveIntegerField(default=0, editable=False)
    early_reason = models.TextField(_("почему не дождались всех отзывов"), max_length=1000, blank=True)
    # Before the chair since then; None: the methodist is writing.
    offered_at = models.DateTimeField(_("передано на подпись"), null=True, blank=True)
    return_words = models.TextField(_("что поправить в проекте"), max_length=2000, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    year = models.PositiveSmallIntegerField(_("год"), null=True, blank=True)
    number = models.PositiveIntegerField(_("№"), null=True, blank=True)
    code = models.CharField(_("код проверки"), max_length=10, unique=True, default=new_code, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # As on paper: the account may be gone, the signature stays.
    signer_name = models.CharField(_("подписал"), max_length=200, blank=True)
    signer_role = models.CharField(_("в качестве"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("подписано"), null=True, blank=True)
    # The fingerprint of what may be published: the judged version's, or that of the confirmed edits.
    digest = models.CharField(_("отпечаток"), max_length=64, blank=True)
    edits_confirmed_at = models.DateTimeField(_("правки подтверждены"), null=True, blank=True)
    edits_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    # [[title, sha256]] of the confirmed version, when its files differ from the judged ones.
    confirmed_files = models.JSONField(default=list, blank=True)

    author_agrees = models.BooleanField(_("автор согласен"), null=True, blank=True)
    author_answer = models.TextField(_("ответ автора"), max_length=4000, blank=True)
    author_answered_at = models.DateTimeField(null=True, blank=True)
    appeal_state = models.CharField(_("апелляция"), max_length=10, choices=AppealState.choices, blank=True)
    appeal_text = models.TextField(_("почему автор не согласен"), max_length=4000, blank=True)
    appeal_answer = models.TextField(_("ответ председателя"), max_length=4000, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appeal_decided_at = models.DateTimeField(null=True, blank=True)
    appeal_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoke_reason = models.TextField(_("почему отозвано"), max_length=1000, blank=True)

    # Its PDF is asked for with each change and made by the worker: it is due while it was asked for more often than made.
    pdf = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pdf_asked = models.PositiveIntegerField(default=0, editable=False)
    pdf_made = models.PositiveIntegerField(default=0, editable=False)
    pdf_error = models.CharField(max_length=300, blank=True, editable=False)

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("экспертное заключение")
        verbose_name_plural = _("экспертные заключения")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="expertise_conclusion_number_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(number__isnull=False, year__isnull=False, signed_at__isnull=False),
                name="expertise_signed_conclusion_has_its_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="revoked")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoke_reason="")),
                name="expertise_revoked_conclusion_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(appeal_state="") | models.Q(verdict="reject"),
                name="expertise_only_a_refusal_is_appealed",
            ),
            models.CheckConstraint(
                condition=models.Q(edits_confirmed_at__isnull=True) | models.Q(verdict="with_edits"),
                name="expertise_only_asked_edits_are_confirmed",
            ),
        ]

    def __str__(self):
        return self.label if self.number else f"№ {self.pk}"

    @property
    def label(self):
        """«12/2026»: the number in the centre's register."""
        return f"{self.number}/{self.year}"

    @property
    def shows_work(self):
        """Whether its check page may name the work: a refusal and what waits for edits are between author and centre."""
        edits_done = self.verdict != Recommendation.WITH_EDITS or self.edits_confirmed_at is not None
        return self.verdict in POSITIVE and edits_done

    @property
    def allows_publication(self):
        """Whether a version with its `digest` may be published on its word."""
        return self.state == ConclusionState.SIGNED and self.shows_work and bool(self.digest)


class ChairReminder(models.Model):
    """That the chairs have been reminded of a decision, so that nobody hears of it twice."""

    conclusion = models.ForeignKey(Conclusion, on_delete=models.CASCADE, related_name="reminders")
    matter = models.CharField(max_length=8, choices=ChairMatter.choices)
    due_on = models.DateField()
    is_late = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conclusion", "matter", "due_on", "is_late"], name="expertise_chair_reminded_once_of_a_date"
            )
        ]

    def __str__(self):
        return f"{self.conclusion_id}: {self.get_matter_display()}"
