"""Public expertise of a published work (D9): its window, who has offered to judge, what came of it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import DeedConsent
from expertise.enums import RoundState, VolunteerState
from expertise.models.rounds import ReviewRound


class PublicReview(models.Model):
    """The public side of a round of the purpose «общественная экспертиза»: call, window, summary, what was mended.

    The round keeps what is judged, its experts, its reviews and its last day.
    """

    round = models.OneToOneField(ReviewRound, on_delete=models.PROTECT, related_name="public_review")
    call = models.TextField(_("кого и о чём просим"), max_length=4000)
    starts_on = models.DateField(_("с"))
    # Frozen when it is published: figures by criterion and the remarks that are shown, without names.
    facts = models.JSONField(default=dict, blank=True)
    summary = models.TextField(_("итоги словами"), max_length=4000, blank=True)
    published_at = models.DateTimeField(_("итоги опубликованы"), null=True, blank=True)
    answer = models.TextField(_("что исправлено"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("общественная экспертиза")
        verbose_name_plural = _("общественные экспертизы")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(call=""), name="expertise_public_review_has_its_call"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | ~models.Q(summary=""),
                name="expertise_published_summary_has_words",
            ),
        ]

    def __str__(self):
        return f"№ {self.pk}"

    @property
    def takes_volunteers(self):
        """Whether the window is open today."""
        today = timezone.localdate()
        return self.round.state == RoundState.OPEN and self.starts_on <= today <= self.round.last_day

    @property
    def is_over(self):
        """Whether no more reviews are taken; a cancelled one is not over, it has never been."""
        return self.round.state == RoundState.CONCLUDED


class Volunteer(models.Model):
    """Somebody who has offered to judge: known to who keeps the round alone, forgotten a month after its end."""

    review = models.ForeignKey(PublicReview, on_delete=models.CASCADE, related_name="volunteers")
    name = models.CharField(_("имя"), max_length=160)
    email = models.EmailField(_("почта"))
    place = models.CharField(_("место работы или учёбы"), max_length=200)
    part = models.CharField(_("кто вы"), max_length=160)
    state = models.CharField(max_length=10, choices=VolunteerState.choices, default=VolunteerState.WAITING)
    sender_key = models.CharField(max_length=32, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    consents = GenericRelation(DeedConsent)

    class Meta:
        verbose_name = _("доброволец")
        verbose_name_plural = _("добровольцы")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "email"], name="expertise_a_volunteer_once_a_review"),
        ]

    def __str__(self):
        # No name: the log's labels are read by more people than may know the experts.
        return f"№ {self.pk}"
