"""Meetings of a council or a group, with what was decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from files.models import StoredFile
from programmes.group_enums import MEETING_SIGNS, MEETING_TONES, MeetingStatus
from programmes.models.group import GroupPage


class Meeting(models.Model):
    """One meeting (B.35): date, place, agenda, decisions, protocol; changed only by programmes.meeting."""

    group = models.ForeignKey(
        GroupPage, verbose_name=_("совет или группа"), on_delete=models.CASCADE, related_name="meetings"
    )
    on = models.DateField(_("дата"))
    place = models.CharField(_("место"), max_length=160, blank=True)
    agenda = models.TextField(_("повестка"), blank=True, help_text=_("По вопросу на строке."))
    decisions = models.TextField(_("решения"), blank=True, help_text=_("По решению на строке."))
    protocol_number = models.CharField(_("номер протокола"), max_length=30, blank=True)
    protocol = models.ForeignKey(
        StoredFile, verbose_name=_("протокол"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(
        _("состояние"), max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED, editable=False
    )
    reason = models.CharField(_("почему отменено"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("заседание")
        verbose_name_plural = _("заседания")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.CANCELLED) | ~Q(reason=""),
                name="programmes_meeting_cancelled_with_reason",
                violation_error_message=_("Напишите, почему заседание отменено."),
            ),
            models.CheckConstraint(
                condition=Q(status=MeetingStatus.HELD) | Q(decisions="", protocol=None),
                name="programmes_meeting_decides_when_held",
                violation_error_message=_("Решения и протокол бывают только у заседания, которое прошло."),
            ),
        ]

    def __str__(self):
        return f"{self.group.title}, {self.on:%d.%m.%Y}"

    @property
    def agenda_list(self):
        """The questions, one string each."""
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]

    @property
    def decisions_list(self):
        """The decisions, one string each."""
        return [line.strip() for line in self.decisions.splitlines() if line.strip()]

    @property
    def status_label(self):
        """The status in words."""
        return self.get_status_display()

    @property
    def tone(self):
        """The colour of the status's badge."""
        return MEETING_TONES[MeetingStatus(self.status)]

    @property
    def icon(self):
        """The sign of the status's badge."""
        return MEETING_SIGNS[MeetingStatus(self.status)]
