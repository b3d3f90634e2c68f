from django.db import models
from django.utils.translation import gettext_lazy as _

from library.enums import LinkState


class OuterLinkQuerySet(models.QuerySet):
    def due(self, month):
        """Links that have not been looked at since the first day of `month` (a moment), those waiting longest first."""
        waiting = self.filter(models.Q(checked_at=None) | models.Q(checked_at__lt=month))
        # Said, since PostgreSQL puts what has no date last: a new link would wait behind all the others.
        return waiting.order_by(models.F("checked_at").asc(nulls_first=True), "pk")

    def troubled(self):
        """Links somebody should see to, the longest troubled first."""
        return self.exclude(state__in=(LinkState.WAITING, LinkState.ALIVE)).order_by("since", "pk")


class OuterLink(models.Model):
    """An address on another site that our materials lead to, and how it was when it was looked at last."""

    url = models.URLField(_("адрес"), max_length=500, unique=True)
    host = models.CharField(max_length=255, db_index=True)
    state = models.CharField(_("состояние"), max_length=10, choices=LinkState.choices, default=LinkState.WAITING)
    reason = models.CharField(_("что ответил сайт"), max_length=200, blank=True)
    since = models.DateTimeField(_("с какого времени"), null=True)
    checked_at = models.DateTimeField(_("проверена"), null=True, db_index=True)

    objects = OuterLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("внешняя ссылка")
        verbose_name_plural = _("внешние ссылки")

    def __str__(self):
        return self.url


class LinkPlace(models.Model):
    """A material that leads to a link: written anew every month."""

    link = models.ForeignKey(OuterLink, on_delete=models.CASCADE, related_name="places")
    material = models.ForeignKey("library.MaterialPage", on_delete=models.CASCADE, related_name="outer_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "material"], name="library_link_stands_once_in_a_material")
        ]

    def __str__(self):
        return f"{self.material_id}: {self.link_id}"


class LinkRound(models.Model):
    """That the links of a month have been gathered: once, however often the clock looks."""

    month = models.DateField(unique=True)
    found = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.month:%m.%Y}"
