"""Words of programmes (requirements, Annex 2)."""

from django.db.models import IntegerChoices, TextChoices
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


class TargetKind(TextChoices):
    """What an indicator is held against (B.27)."""

    NUMBER = "number", _("число")
    PERIODICITY = "periodicity", _("периодичность")
    GROWTH = "growth", _("рост по годам")
    PRESENCE = "presence", _("наличие")


class Period(TextChoices):
    MONTH = "month", _("в месяц")
    QUARTER = "quarter", _("в квартал")
    HALF_YEAR = "half_year", _("в полгода")
    YEAR = "year", _("в год")


class MeasurementSource(TextChoices):
    MANUAL = "manual", _("внесено")
    COMPUTED = "computed", _("вычислено сайтом")


class GoalState(TextChoices):
    """How an indicator stands against its target: derived, never stored."""

    REACHED = "reached", _("цель достигнута")
    ON_WAY = "on_way", _("пока ниже цели")
    MISSED = "missed", _("цель не достигнута")
    UNKNOWN = "unknown", _("нет данных")


# Tone and sign of the badge.
GOAL_BADGES = {
    GoalState.REACHED: ("ok", "check"),
    GoalState.ON_WAY: ("wait", "clock"),
    GoalState.MISSED: ("no", "cross"),
    GoalState.UNKNOWN: ("none", "blank"),
}


class RiskState(TextChoices):
    IDENTIFIED = "identified", _("выявлен")
    WATCHED = "watched", _("под наблюдением")
    OCCURRED = "occurred", _("наступил")
    CLOSED = "closed", _("снят")


# A risk is never «new» again; what was closed may come back to be watched.
RISK_MOVES = {
    RiskState.IDENTIFIED: {RiskState.WATCHED, RiskState.OCCURRED, RiskState.CLOSED},
    RiskState.WATCHED: {RiskState.OCCURRED, RiskState.CLOSED},
    RiskState.OCCURRED: {RiskState.WATCHED, RiskState.CLOSED},
    RiskState.CLOSED: {RiskState.WATCHED},
}
RISK_BADGES = {
    RiskState.IDENTIFIED: ("info", "flag"),
    RiskState.WATCHED: ("wait", "eye"),
    RiskState.OCCURRED: ("no", "alert"),
    RiskState.CLOSED: ("ok", "check"),
}


class RiskScale(IntegerChoices):
    LOW = 1, _("низкая")
    MIDDLE = 2, _("средняя")
    HIGH = 3, _("высокая")


class ResultKind(TextChoices):
    MAIN = "main", _("главный результат")
    RESULT = "result", _("результаты")
    FORECAST = "forecast", _("прогноз")
    EFFECT = "effect", _("эффекты сети")
    PRODUCT = "product", _("продукты")


class ResultState(TextChoices):
    EXPECTED = "expected", _("ожидается")
    PARTLY = "partly", _("достигнут частично")
    ACHIEVED = "achieved", _("достигнут")
    NOT_ACHIEVED = "not_achieved", _("не достигнут")


# A judgement may be corrected, but what was once judged is not «expected» again.
RESULT_MOVES = {
    state: set(ResultState) - {state, *([ResultState.EXPECTED] if state != ResultState.EXPECTED else [])}
    for state in ResultState
}
RESULT_BADGES = {
    ResultState.EXPECTED: ("none", "blank"),
    ResultState.PARTLY: ("wait", "clock"),
    ResultState.ACHIEVED: ("ok", "check"),
    ResultState.NOT_ACHIEVED: ("no", "cross"),
}


class Combining(TextChoices):
    """What the values of several organisations on one day are together (F4-20)."""

    MEAN = "mean", _("среднее")
    SUM = "sum", _("сумма")


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


class ReportKind(TextChoices):
    """Kinds of reports (B.31, Annex 2)."""

    INTERIM = "interim", _("промежуточный отчёт")
    YEAR = "year", _("отчёт за год")
    FINAL = "final", _("итоговый отчёт")
    ANALYTIC = "analytic", _("аналитический отчёт")
    NOTE = "note", _("аналитическая справка")
    PUBLIC = "public", _("публичный отчёт")
    TRIAL = "trial", _("отчёт об апробации")
    SELF = "self", _("самоотчёт")
    SESSION = "session", _("итоги сессии, протокол")


class PrintState(TextChoices):
    """How the files of a published report stand."""

    WAITING = "waiting", _("готовятся")
    DONE = "done", _("готовы")
    FAILED = "failed", _("не собрались")


class SectionChange(TextChoices):
    """What becomes of a section of a draft when the site's data are read anew."""

    SAME = "same", _("данные те же")
    NEW = "new", _("новый раздел")
    UPDATED = "updated", _("данные обновятся")
    KEPT = "kept", _("правили люди, останется как есть")
    REMOVED = "removed", _("убран людьми, не вернётся")
