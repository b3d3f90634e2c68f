"""Whether the card lets a colleague find and understand the work."""

from django.utils.translation import gettext_lazy as _

from library.preflight.findings import Finding, Severity
from library.preflight.registry import About, preflight_check

SHORT_ANNOTATION = 80


@preflight_check("waiting", About.WORK)
def files_were_read(work):
    """The worker has not come to a file yet."""
    if not work.waiting:
        return []
    return [
        Finding(
            "waiting",
            Severity.NOTE,
            str(_("Ещё читаем файлы")),
            str(_("Проверка текста не закончена. Обычно это меньше минуты.")),
            str(_("Подождите и обновите страницу. Можно отправить и так: методист посмотрит сам.")),
        )
    ]


@preflight_check("short_annotation", About.WORK)
def annotation_says_enough(work):
    """An annotation of one phrase tells nobody whether to open the work."""
    annotation = work.card.get("annotation", "").strip()
    if not annotation or len(annotation) >= SHORT_ANNOTATION:
        return []
    return [
        Finding(
            "short_annotation",
            Severity.WARN,
            str(_("Аннотация очень короткая")),
            str(_("По ней коллега решает, открывать ли работу, а поиск — показывать ли её.")),
            str(_("Добавьте фразу-другую: для какого класса, что делают ученики, чем это поможет.")),
        )
    ]


@preflight_check("no_subject", About.WORK)
def subject_is_named(work):
    """Works without a subject are in no list of a subject."""
    if work.card.get("subjects"):
        return []
    return [
        Finding(
            "no_subject",
            Severity.NOTE,
            str(_("Не выбран предмет")),
            str(_("Работы без предмета не попадают в подборки учителей-предметников.")),
            str(_("Отметьте предмет, если работа о нём.")),
        )
    ]


@preflight_check("double", About.WORK)
def is_not_there_already(work):
    """The same file or nearly the same title among public works and the author's own."""
    if not work.resembles:
        return []
    return [
        Finding(
            "double",
            Severity.WARN,
            str(_("Похожая работа уже есть")),
            "; ".join(sorted({reason for _title, _url, reason in work.resembles})).capitalize() + ".",
            str(_("Откройте и сравните. Если это продолжение или новая редакция, напишите об этом ниже.")),
            links=tuple((title, url) for title, url, _reason in work.resembles),
        )
    ]
