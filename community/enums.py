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


class NoticeKind(TextChoices):
    """What a notice is about: people choose for each kind how they hear of it."""

    REVIEW = "review", _("Экспертиза: приглашения, сроки, заключения")
    SUBMISSION = "submission", _("Мои работы: что с ними происходит")
    PROGRAMME = "programme", _("Программы: планы, отчёты, встречи")
    MESSAGE = "message", _("Ответы на мои обращения")
    SYSTEM = "system", _("Учётная запись и согласия")


class Letters(TextChoices):
    """How a person hears of a kind of notices besides the cabinet."""

    AT_ONCE = "at_once", _("письмом сразу")
    DIGEST = "digest", _("одним письмом в день")
    NEVER = "never", _("только в кабинете")


class LetterState(TextChoices):
    """What became of the letter about a notice."""

    NONE = "none", _("без письма")
    WAITING = "waiting", _("ждёт сводки")
    SENT = "sent", _("письмо написано")


# What nobody can switch off: the safety of the account and the person's rights (152-FZ).
NEEDED_KINDS = frozenset({NoticeKind.SYSTEM})
DEFAULT_LETTERS = {
    NoticeKind.REVIEW: Letters.AT_ONCE,
    NoticeKind.SUBMISSION: Letters.AT_ONCE,
    NoticeKind.PROGRAMME: Letters.DIGEST,
    NoticeKind.MESSAGE: Letters.AT_ONCE,
    NoticeKind.SYSTEM: Letters.AT_ONCE,
}
