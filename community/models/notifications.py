from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.enums import Letters, LetterState, NoticeKind


class NotificationQuerySet(models.QuerySet):
    def of(self, person):
        """What `person` was told, the newest first."""
        return self.filter(person=person).order_by("-created_at", "-pk")

    def unread(self):
        """What has not been seen yet."""
        return self.filter(read_at=None)

    def for_digest(self, moment):
        """What waits for the daily letter since before `moment`, of people who still come here."""
        return self.filter(letter=LetterState.WAITING, created_at__lt=moment, person__is_active=True)


class Notification(models.Model):
    """One thing a person was told. Its words and address stay as they were, whatever becomes of the thing itself."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(_("о чём"), max_length=12, choices=NoticeKind.choices)
    text = models.CharField(_("текст"), max_length=250)
    url = models.CharField(_("адрес"), max_length=500)
    target_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    target_id = models.PositiveBigIntegerField(null=True, blank=True)
    target = GenericForeignKey("target_type", "target_id")
    letter = models.CharField(max_length=8, choices=LetterState.choices, default=LetterState.NONE)
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)
    read_at = models.DateTimeField(_("прочитано"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("уведомление")
        verbose_name_plural = _("уведомления")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(url__startswith="/") & ~models.Q(url__startswith="//"),
                name="community_notice_leads_into_the_site",
            )
        ]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="community_notices_of_person"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(letter=LetterState.WAITING),
                name="community_notices_for_digest",
            ),
        ]

    def __str__(self):
        return self.text


class LetterChoice(models.Model):
    """How a person wants to hear of one kind; without a row the default of the kind holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_choices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    letters = models.CharField(max_length=8, choices=Letters.choices)

    class Meta:
        verbose_name = _("выбор писем")
        verbose_name_plural = _("выбор писем")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="community_one_choice_of_letters_for_a_kind")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_letters_display()}"
