"""That a group's calendar plan was agreed, and how it stood then (D12)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.group import GroupPage
from programmes.models.meeting import Meeting


class PlanAgreement(models.Model):
    """One agreement: the plan's lines as they stood. Never changed; a corrected plan is agreed anew.

    `lines` is [{"id", "number", "text", "term"}] in the plan's order. Whether today's plan is a draft, agreed or corrected
    since is not stored: programmes.agreements compares.
    """

    group = models.ForeignKey(
        GroupPage, verbose_name=_("совет или группа"), on_delete=models.CASCADE, related_name="plan_agreements"
    )
    agreed_on = models.DateField(_("согласован"))
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("на заседании"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lines = models.JSONField(default=list)

    class Meta:
        verbose_name = _("согласование плана")
        verbose_name_plural = _("согласования планов")
        ordering = ["-agreed_on", "-pk"]

    def __str__(self):
        return f"{self.group.title}, {self.agreed_on:%d.%m.%Y}"
