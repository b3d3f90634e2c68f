"""What has happened to a work, told to its author: from the log, with dates and without names (reliability 29)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

# Deeds of the author's side.
AUTHOR_DEEDS = {
    "library.submission.start": _("Работа начата"),
    "library.submission.submit": _("Работа отправлена"),
    "library.submission.resubmit": _("Отправлена новая версия"),
    "library.submission.withdraw": _("Работа отозвана"),
    "library.submission.reopen": _("Работа снова открыта как черновик"),
    "library.submission.discard": _("Черновик удалён"),
    "library.submission.expire": _("Забытый черновик удалён"),
    "library.submission.ask_coauthor": _("Отправлен вопрос соавтору"),
    "library.submission.remove_coauthor": _("Изменён состав авторов"),
    "library.submission.coauthor_agreed": _("Соавтор согласен"),
    "library.submission.coauthor_declined": _("Соавтор не согласен"),
    "library.submission.revoke_consent": _("Согласие отозвано"),
    "library.submission.put_on_page": _("Подготовлена страница работы"),
}
# What a move of the centre's side means, by the state it leads to, whichever verb has made it.
ARRIVALS = {
    "submitted": _("Ждёт методиста"),
    "checking": _("Методист центра начал проверку"),
    "returned": _("Работа вернулась к вам на доработку"),
    "in_review": _("Работа на экспертизе"),
    "decided": _("Заключение готово"),
    "confirming": _("Председатель сверяет правки"),
    "editing": _("Работа у редактора"),
    "published": _("Работа опубликована"),
    "rejected": _("Работа отклонена"),
}
MOST = 100


def timeline_of(submission):
    """Return [{"day", "text"}] of a work, the newest first, in one query; the same on one day is told once."""
    entries = ModelLogEntry.objects.for_instance(submission).order_by("-timestamp", "-pk")
    told = []
    for action, data, moment in entries.values_list("action", "data", "timestamp")[:MOST]:
        text = _text(action, data or {})
        row = {"day": timezone.localdate(moment), "text": text}
        if text and (not told or told[-1] != row):
            told.append(row)
    return told


def _text(action, data):
    if action in AUTHOR_DEEDS:
        version = data.get("version")
        words = str(AUTHOR_DEEDS[action])
        return f"{words}, {_('версия')} {version}" if version else words
    return str(ARRIVALS.get(data.get("to") or action.rpartition(".")[2], ""))
