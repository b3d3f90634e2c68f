import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.enums import ConsentKind


def hash_of(text):
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class ConsentTextQuerySet(models.QuerySet):
    def current(self, now=None):
        """The text in force of each kind: the highest version whose day has come."""
        valid = self.model.objects.filter(kind=models.OuterRef("kind"), valid_from__lte=now or timezone.now())
        return self.filter(pk=models.Subquery(valid.order_by("-version").values("pk")[:1]))


class ConsentText(models.Model):
    """The words people consent to. A row never changes: other words are a new version."""

    kind = models.CharField(_("на что согласие"), max_length=16, choices=ConsentKind.choices)
    version = models.PositiveIntegerField(_("версия"), editable=False)
    text = models.TextField(
        _("текст"),
        max_length=20_000,
        help_text=_("Пустая строка отделяет абзацы. Сохранённый текст изменить нельзя: для правки добавьте новый."),
    )
    sha256 = models.CharField(_("отпечаток текста (SHA-256)"), max_length=64, editable=False)
    valid_from = models.DateTimeField(
        _("действует с"),
        default=timezone.now,
        help_text=_("С этого времени показываем этот текст. Обязательное согласие при следующем входе спросим заново."),
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("текст согласия")
        verbose_name_plural = _("тексты согласий")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="community_consent_text_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="community_consent_text_has_words"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, версия {self.version}"


class ConsentQuerySet(models.QuerySet):
    def of(self, person):
        """Every consent of `person`, the newest first, with its text."""
        return self.filter(person=person).select_related("text").order_by("-given_at", "-pk")

    def held(self):
        """Consents that have not been taken back."""
        return self.filter(revoked_at=None)


class Consent(models.Model):
    """A person's consent to one text: when, from where, and until when it held. Only verbs write it (community.consents)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("кто"), on_delete=models.CASCADE, related_name="consents"
    )
    text = models.ForeignKey(ConsentText, verbose_name=_("текст"), on_delete=models.PROTECT, related_name="consents")
    # Again here: the proof of what was read holds even if the row of the text were tampered with.
    text_sha256 = models.CharField(_("отпечаток текста (SHA-256)"), max_length=64)
    given_at = models.DateTimeField(_("дано"), default=timezone.now)
    address = models.GenericIPAddressField(
        _("сетевой адрес"),
        null=True,
        blank=True,
        help_text=_("Откуда дано согласие. Хранится как доказательство согласия, видят только администраторы."),
    )
    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("согласие")
        verbose_name_plural = _("согласия")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text"], condition=Q(revoked_at=None), name="community_consent_held_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("given_at")),
                name="community_consent_revoked_after_given",
            ),
        ]

    def __str__(self):
        # No name: titles go into the admin's log, which more people read than consents.
        return f"№ {self.pk}"
