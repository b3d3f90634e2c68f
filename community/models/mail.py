import re

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.enums import MailState

LINK = re.compile(r"https?://\S+")


class OutboxMailQuerySet(models.QuerySet):
    def due(self, now):
        """Letters whose time has come."""
        return self.filter(state=MailState.WAITING, run_at__lte=now)


class OutboxMail(models.Model):
    """A letter, written in the transaction of the deed it tells of and sent by the worker."""

    recipients = models.JSONField(_("кому"))
    subject = models.CharField(_("тема"), max_length=250)
    text = models.TextField(_("текст"))
    html = models.TextField(blank=True)
    sender = models.CharField(max_length=250, blank=True)
    reply_to = models.JSONField(default=list, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("состояние"), max_length=10, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField(_("попыток"), default=0)
    run_at = models.DateTimeField(_("не раньше"), default=timezone.now)
    error = models.CharField(_("ошибка"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("написано"), auto_now_add=True)
    sent_at = models.DateTimeField(_("отправлено"), null=True, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("письмо")
        verbose_name_plural = _("письма")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "run_at"], name="community_mail_due")]

    @property
    def words(self):
        """The text without its links, for those who look after the post."""
        return LINK.sub(gettext("[ссылка]"), self.text)

    words.fget.short_description = _("текст")

    def __str__(self):
        return f"{self.subject} → {', '.join(self.recipients)}"
