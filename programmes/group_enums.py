"""Words of groups and councils (B.35, B.36, Annex 2)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GroupKind(TextChoices):
    """Councils first, then groups: so they stand in lists."""

    SCIENTIFIC = "scientific", _("научно-методический совет")
    PUBLISHING = "publishing", _("редакционно-издательский совет")
    COORDINATING = "coordinating", _("координационный совет")
    INTERDISCIPLINARY = "interdisciplinary", _("междисциплинарный совет")
    EXPERT = "expert", _("экспертный совет")
    PEDAGOGICAL = "pedagogical", _("педагогический совет")
    METHODICAL = "methodical", _("методический совет")
    CENTRE = "centre", _("ресурсно-методический центр")
    ASSOCIATION = "association", _("методическое объединение")
    PROJECT = "project", _("временная проектная группа")
    TEMPORARY = "temporary", _("временная группа работников")
    ANALYTIC = "analytic", _("разработческо-аналитическая группа")
    CREATIVE = "creative", _("творческая группа")
    PROBLEM = "problem", _("проблемная группа, лаборатория")
    WORKING = "working", _("рабочая группа")
    SMALL = "small", _("малая группа")


COUNCILS = frozenset(
    {
        GroupKind.SCIENTIFIC,
        GroupKind.PUBLISHING,
        GroupKind.COORDINATING,
        GroupKind.INTERDISCIPLINARY,
        GroupKind.EXPERT,
        GroupKind.PEDAGOGICAL,
        GroupKind.METHODICAL,
        GroupKind.CENTRE,
        GroupKind.ASSOCIATION,
    }
)


class GroupPrinciple(TextChoices):
    """By what people were gathered (S1:518)."""

    PROBLEM = "problem", _("по проблеме")
    SUBJECT = "subject", _("по предмету")


class MeetingStatus(TextChoices):
    PLANNED = "planned", _("назначено")
    HELD = "held", _("прошло")
    CANCELLED = "cancelled", _("отменено")


# What was held or cancelled by mistake is planned again, then held or cancelled anew.
MEETING_MOVES = {
    MeetingStatus.PLANNED: {MeetingStatus.HELD, MeetingStatus.CANCELLED},
    MeetingStatus.HELD: {MeetingStatus.PLANNED},
    MeetingStatus.CANCELLED: {MeetingStatus.PLANNED},
}
MEETING_TONES = {MeetingStatus.PLANNED: "wait", MeetingStatus.HELD: "ok", MeetingStatus.CANCELLED: "no"}
MEETING_SIGNS = {MeetingStatus.PLANNED: "clock", MeetingStatus.HELD: "check", MeetingStatus.CANCELLED: "cross"}
