"""What the author hears of a work's way: kind words, one link, nobody's name but the author's own."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from library.submission_telling import tell_author as tell


def tell_author(*, submission, about):
    """Write to the author what has become of the work; `about` is a key of WORDS."""
    version = submission.versions.first()
    title = version.title if version else submission.title
    subject, words = WORDS[about](title, submission.due_on)
    tell(submission=submission, subject=subject, words=words)


def _returned(title, due_on):
    words = [
        _("Вашу работу «%s» прочитали и просят поправить. Что именно, написано на её странице.") % title,
        _("Исправьте и отправьте ещё раз: она вернётся на тот же шаг."),
    ]
    if due_on:
        day = date_format(due_on, "j E")
        words.append(_("Срок: %s. Если нужно больше времени, напишите нам.") % day)
    return _("Работу «%s» просят доработать") % title, words


def _passed(title, due_on):
    words = [_("Методист принял вашу работу «%s». Теперь её готовит к публикации редактор.") % title]
    return _("Работа «%s» у редактора") % title, words


def _in_review(title, due_on):
    words = [_("Вашу работу «%s» передали экспертам. Когда будет заключение, мы напишем.") % title]
    if due_on:
        words.append(_("Обычно отзывы готовы к %s.") % date_format(due_on, "j E"))
    return _("Работа «%s» на экспертизе") % title, words


def _rejected(title, due_on):
    words = [
        _("Центр не принял работу «%s».") % title,
        _("Причина — на странице работы; её видите только вы и сотрудники центра."),
    ]
    return _("Работа «%s» не принята") % title, words


def _published(title, due_on):
    words = [_("Ваша работа «%s» опубликована в библиотеке. Спасибо, что делитесь опытом!") % title]
    return _("Работа «%s» опубликована") % title, words


WORDS = {
    "returned": _returned,
    "passed": _passed,
    "in_review": _in_review,
    "rejected": _rejected,
    "published": _published,
}
