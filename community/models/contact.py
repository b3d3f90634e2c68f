from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.enums import OPEN_STATES, MessageState, ProblemReason


class ContactMessageQuerySet(models.QuerySet):
    def open(self):
        """Messages that wait for somebody."""
        return self.filter(state__in=OPEN_STATES)

    def sent_by(self, user):
        """Messages a person sent while signed in."""
        return self.filter(author=user)

    def since(self, moment):
        """Messages received after `moment`."""
        return self.filter(created_at__gt=moment)


class ContactMessage(models.Model):
    """A visitor's message, who answers for it and how far the answer is (F4-33)."""

    name = models.CharField(_("имя"), max_length=120)
    email = models.EmailField(_("почта для ответа"))
    text = models.TextField(_("сообщение"), max_length=5000)
    page = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    page_title = models.CharField(_("о чём"), max_length=255, blank=True)
    # Empty for a question; a reason makes it a report of a problem, which moderators see at once.
    reason = models.CharField(_("проблема"), max_length=10, choices=ProblemReason.choices, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="contact_messages"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ответственный"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("состояние"), max_length=12, choices=MessageState.choices, default=MessageState.NEW)
    answer = models.TextField(_("ответ"), blank=True, max_length=5000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("ответ дан"), null=True, blank=True)
    created_at = models.DateTimeField(_("получено"), auto_now_add=True, db_index=True)
    # A keyed hash of the sender's network address: enough to count, useless to trace (152-FZ).
    sender_key = models.CharField(max_length=32, blank=True, editable=False)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("сообщение")
        verbose_name_plural = _("сообщения посетителей")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=MessageState.ANSWERED) | ~models.Q(answer=""),
                name="community_answered_message_has_an_answer",
            )
        ]

    def __str__(self):
        # No name: titles go into the admin's log, which more people read than messages.
        return f"№ {self.pk}"
