from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    WAITING = "waiting", _("ждёт отправки")
    SENT = "sent", _("отправлено")
    FAILED = "failed", _("не отправлено")


class MessageState(TextChoices):
    """How far the answer to a visitor's message is (F4-33)."""

    NEW = "new", _("новое")
    IN_PROGRESS = "in_progress", _("в работе")
    ANSWERED = "answered", _("дан ответ")
    CLOSED = "closed", _("закрыто без ответа")


class ProblemReason(TextChoices):
    """What is wrong with a work, as a visitor chooses it (152-FZ and rights: the centre answers for both)."""

    FILE = "file", _("не открывается файл")
    MISTAKE = "mistake", _("ошибка в работе или на странице")
    RIGHTS = "rights", _("нарушены авторские права")
    PERSONAL = "personal", _("видны персональные данные")
    OTHER = "other", _("другое")


ALLOWED_MOVES = {
    MessageState.NEW: {MessageState.IN_PROGRESS, MessageState.ANSWERED, MessageState.CLOSED},
    MessageState.IN_PROGRESS: {MessageState.ANSWERED, MessageState.CLOSED},
    MessageState.ANSWERED: {MessageState.IN_PROGRESS},
    MessageState.CLOSED: {MessageState.IN_PROGRESS},
}
OPEN_STATES = frozenset({MessageState.NEW, MessageState.IN_PROGRESS})


class ActivityKind(TextChoices):
    """What a person has done that counts (B.25, D3)."""

    MATERIAL_PUBLISHED = "material_published", _("опубликована работа")
    REVIEW_SUBMITTED = "review_submitted", _("написан экспертный отзыв")
