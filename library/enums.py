"""Words of the library."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExpertState(TextChoices):
    """What the experts say of a material: shown apart from its publication (design §7)."""

    NONE = "none", _("не проходил экспертизу")
    IN_REVIEW = "in_review", _("на экспертизе")
    RECOMMENDED = "recommended", _("рекомендован")
    RECOMMENDED_AFTER = "recommended_after", _("рекомендован после доработки")
    ARCHIVE = "archive", _("архив, без экспертизы")


# The centre has said yes by a conclusion that anybody may check.
JUDGED = frozenset({ExpertState.RECOMMENDED, ExpertState.RECOMMENDED_AFTER})
# Tone and sign of the badge, and what it means, in words.
BADGES = {
    ExpertState.NONE: ("none", "blank", _("Материал опубликован методистом, эксперты его не смотрели.")),
    ExpertState.IN_REVIEW: ("wait", "clock", _("Эксперты читают материал.")),
    ExpertState.RECOMMENDED: ("ok", "seal", _("Эксперты рекомендуют материал коллегам.")),
    ExpertState.RECOMMENDED_AFTER: (
        "ok",
        "seal",
        _("Автор исправил материал по замечаниям, эксперты его рекомендуют."),
    ),
    ExpertState.ARCHIVE: (
        "info",
        "book",
        _("Материал из прежнего архива центра: он хранится как есть, без экспертизы."),
    ),
}


class Language(TextChoices):
    RU = "ru", _("русский")
    TT = "tt", _("татарский")
    BA = "ba", _("башкирский")
    BXR = "bxr", _("бурятский")
    CV = "cv", _("чувашский")
    KPV = "kpv", _("коми")
    KOI = "koi", _("коми-пермяцкий")
    UDM = "udm", _("удмуртский")
    EN = "en", _("английский")
    DE = "de", _("немецкий")
    FR = "fr", _("французский")
    OTHER = "other", _("другой")


class LinkState(TextChoices):
    """How a link to another site was when it was looked at last."""

    WAITING = "waiting", _("ждёт проверки")
    ALIVE = "alive", _("открывается")
    DEAD = "dead", _("страницы нет")
    UNSURE = "unsure", _("не удалось проверить")
    REFUSED = "refused", _("не проверяем")


# What an editor does about a link.
LINK_ADVICE = {
    LinkState.DEAD: _("Найдите новый адрес или уберите ссылку из материала."),
    LinkState.UNSURE: _(
        "Откройте сами: сайт мог быть занят или не пускает проверяющих. Если не открывается, замените."
    ),
    LinkState.REFUSED: _("Замените: такой адрес посетителям не открыть или он ведёт внутрь чужой сети."),
}


class MonthState(TextChoices):
    """Whether a month's additions to the archive are enough (S1:89: at least two)."""

    OK = "ok", _("норма выполнена")
    LOW = "low", _("меньше нормы")
    GOING = "going", _("месяц идёт")


class BatchState(TextChoices):
    """How an import stands."""

    PREPARING = "preparing", _("готовится")
    DRAFT = "draft", _("ждёт выбора столбцов")
    CHECKED = "checked", _("можно начинать")
    RUNNING = "running", _("переносится")
    PAUSED = "paused", _("приостановлен")
    BROKEN = "broken", _("прерван")
    DONE = "done", _("перенесён")
    UNDOING = "undoing", _("отменяется")
    UNDONE = "undone", _("отменён")


# States in which the worker has something to do.
WORKING = frozenset({BatchState.PREPARING, BatchState.RUNNING, BatchState.UNDOING})
# States in which nothing has come into the library yet, so that the batch may be thrown away.
DISCARDABLE = frozenset({BatchState.DRAFT, BatchState.CHECKED})
BATCH_MOVES = {
    BatchState.PREPARING: {BatchState.DRAFT, BatchState.CHECKED, BatchState.BROKEN},
    BatchState.DRAFT: {BatchState.CHECKED},
    BatchState.CHECKED: {BatchState.CHECKED, BatchState.RUNNING},
    BatchState.RUNNING: {BatchState.PAUSED, BatchState.BROKEN, BatchState.DONE},
    BatchState.PAUSED: {BatchState.RUNNING, BatchState.UNDOING},
    BatchState.BROKEN: {BatchState.PREPARING, BatchState.RUNNING, BatchState.UNDOING},
    BatchState.DONE: {BatchState.UNDOING},
    BatchState.UNDOING: {BatchState.UNDONE, BatchState.BROKEN},
    BatchState.UNDONE: set(),
}


class RowState(TextChoices):
    """What became of a row of an import."""

    WAITING = "waiting", _("ждёт")
    IMPORTED = "imported", _("перенесена")
    ALREADY = "already", _("уже есть")
    REFUSED = "refused", _("отклонена")
    REMOVED = "removed", _("отменена")
    KEPT = "kept", _("оставлена")


class CollectionKind(TextChoices):
    """What a collection is to its reader (B.15, F1-33, F1-35, F3-16)."""

    DIGEST = "digest", _("сборник")
    CASE = "case", _("тематический кейс")
    LITERATURE = "literature", _("аннотированный список литературы")


class CollectionOrder(TextChoices):
    """The order of works that a saved filter finds."""

    NEWEST = "newest", _("сначала новые")
    TITLE = "title", _("по названию")


class CandidateState(TextChoices):
    """What became of a work that was looked at for a collection (D6.2)."""

    PROPOSED = "proposed", _("предложена")
    SELECTED = "selected", _("отобрана")
    DECLINED = "declined", _("отклонена")


CANDIDATE_MOVES = {
    CandidateState.PROPOSED: {CandidateState.SELECTED, CandidateState.DECLINED},
    CandidateState.SELECTED: {CandidateState.DECLINED},
    CandidateState.DECLINED: {CandidateState.SELECTED},
}


class EditionState(TextChoices):
    """Where the PDF of a collection or an issue is."""

    WAITING = "waiting", _("ждёт сборки")
    MAKING = "making", _("собирается")
    DONE = "done", _("готов")
    FAILED = "failed", _("не собрался")


# A killed worker leaves MAKING behind, so making may begin from there; a change sends every state back to waiting.
EDITION_MOVES = {
    EditionState.WAITING: {EditionState.MAKING},
    EditionState.MAKING: {EditionState.MAKING, EditionState.WAITING, EditionState.DONE, EditionState.FAILED},
    EditionState.DONE: {EditionState.WAITING},
    EditionState.FAILED: {EditionState.WAITING},
}
