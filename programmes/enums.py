"""Words of programmes (requirements, Annex 2)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(TextChoices):
    DEVELOPMENT = "development", _("программа развития")
    STRATEGY = "strategy", _("стратегия")
    NETWORK = "network", _("сетевой проект")
    INNOVATION = "innovation", _("программа инновационной площадки")
    PARTNER = "partner", _("партнёрская программа")


class ItemStatus(TextChoices):
    PLANNED = "planned", _("запланировано")
    IN_PROGRESS = "in_progress", _("в работе")
    DONE = "done", _("выполнено")
    CONTINUES = "continues", _("продолжается")
    MOVED = "moved", _("перенесено")
    CANCELLED = "cancelled", _("отменено")


# A plan item may be corrected in any direction except out of «cancelled», which is planned anew.
ALLOWED_MOVES = {
    status: set(ItemStatus) - {status} if status != ItemStatus.CANCELLED else {ItemStatus.PLANNED}
    for status in ItemStatus
}
# What counts as carried out, and what does not count at all, in «done of all».
CARRIED_OUT = frozenset({ItemStatus.DONE})
NOT_COUNTED = frozenset({ItemStatus.CANCELLED})
# Nothing more is to be done about these.
SETTLED = frozenset({ItemStatus.DONE, ItemStatus.CANCELLED})
# Work that goes on past its term is told so, it is not late.
NEVER_LATE = SETTLED | {ItemStatus.CONTINUES}
# Visitors learn why.
NEED_REASON = frozenset({ItemStatus.MOVED, ItemStatus.CANCELLED})
TONES = {
    ItemStatus.PLANNED: "none",
    ItemStatus.IN_PROGRESS: "info",
    ItemStatus.DONE: "ok",
    ItemStatus.CONTINUES: "info",
    ItemStatus.MOVED: "wait",
    ItemStatus.CANCELLED: "no",
}


class NewsKind(TextChoices):
    """Kinds of D11 and B.34."""

    NEWS = "news", _("новость")
    NOTICE = "notice", _("объявление")
    LETTER = "letter", _("информационное письмо")
    PRESS = "press", _("пресс-релиз")
    MEDIA = "media", _("публикация в СМИ")
    PROMO = "promo", _("презентационный материал")
    ARTICLE = "article", _("статья")


SIGNS = {
    ItemStatus.PLANNED: "blank",
    ItemStatus.IN_PROGRESS: "clock",
    ItemStatus.DONE: "check",
    ItemStatus.CONTINUES: "clock",
    ItemStatus.MOVED: "right",
    ItemStatus.CANCELLED: "cross",
}
