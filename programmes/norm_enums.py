"""Words of the normative base (B.6)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegulationKind(TextChoices):
    """What kind of document it is."""

    LAW = "law", _("закон")
    DECREE = "decree", _("постановление")
    DIRECTIVE = "directive", _("распоряжение")
    ORDER = "order", _("приказ")
    DRAFT_ORDER = "draft_order", _("проект приказа")
    CONCEPT = "concept", _("концепция")
    PROGRAMME = "programme", _("программа или стратегия")
    REGULATION = "regulation", _("положение")
    PROCEDURE = "procedure", _("порядок")
    DUTIES = "duties", _("функциональные обязанности")
    WORK_PLAN = "work_plan", _("план работы")
    LOCAL_ACT = "local_act", _("локальный акт")
    AGREEMENT = "agreement", _("договор или соглашение")
    PROTOCOL = "protocol", _("протокол")


class RegulationStatus(TextChoices):
    """Whether a document binds anybody."""

    PROJECT = "project", _("готовится")
    IN_FORCE = "in_force", _("действует")
    LOST_FORCE = "lost_force", _("утратил силу")


# A document that lost its force by mistake may be restored; what was in force never becomes a project again.
REGULATION_MOVES = {
    RegulationStatus.PROJECT: {RegulationStatus.IN_FORCE, RegulationStatus.LOST_FORCE},
    RegulationStatus.IN_FORCE: {RegulationStatus.LOST_FORCE},
    RegulationStatus.LOST_FORCE: {RegulationStatus.IN_FORCE},
}
REGULATION_TONES = {
    RegulationStatus.PROJECT: ("wait", "clock"),
    RegulationStatus.IN_FORCE: ("ok", "check"),
    RegulationStatus.LOST_FORCE: ("none", "cross"),
}


class VersionState(TextChoices):
    """Where a wording stands."""

    DRAFT = "draft", _("готовится")
    CURRENT = "current", _("действующая редакция")
    PAST = "past", _("прежняя редакция")


VERSION_MOVES = {
    VersionState.DRAFT: {VersionState.CURRENT},
    VersionState.CURRENT: {VersionState.PAST},
    VersionState.PAST: set(),
}
VERSION_TONES = {
    VersionState.DRAFT: ("wait", "clock"),
    VersionState.CURRENT: ("ok", "check"),
    VersionState.PAST: ("none", "blank"),
}


class Purpose(TextChoices):
    """What the site itself asks of a document: its one wording in force is what people agree to."""

    NONE = "", _("—")
    PUBLICATION = "publication", _("публикация авторских материалов")
    EXPERTISE = "expertise", _("экспертиза материалов")
    COMMUNITY = "community", _("участие в сетевом сообществе")
