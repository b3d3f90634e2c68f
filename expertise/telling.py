"""The one place where news of the review leave this app: plain words, one link, never the name of a hidden person."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.enums import NoticeKind
from community.notices import notify, post_mail, site_address
from expertise.enums import AssignmentState, PostponementState, ReminderMark
from expertise.guest_keys import guest_path
from expertise.round_rules import keepers_of
from home.models import SiteSettings
from home.templatetags.face_tags import date_ru

REMINDERS = {
    ReminderMark.ANSWER_SOON: gettext_lazy("Напоминание: ответьте на приглашение до %(day)s"),
    ReminderMark.ANSWER_LATE: gettext_lazy("Срок ответа на приглашение прошёл %(day)s"),
    ReminderMark.WORK_SOON: gettext_lazy("Напоминание: отзыв ждём до %(day)s"),
    ReminderMark.WORK_LATE: gettext_lazy("Срок отзыва прошёл %(day)s"),
}
ADVICE = {
    ReminderMark.ANSWER_SOON: gettext_lazy(
        "Согласитесь или откажитесь: если времени нет, методист сразу позовёт другого."
    ),
    ReminderMark.ANSWER_LATE: gettext_lazy(
        "Ответьте сегодня: автор ждёт. Отказаться можно без объяснений на полстраницы."
    ),
    ReminderMark.WORK_SOON: gettext_lazy("Если не успеваете, попросите о переносе срока прямо на странице отзыва."),
    ReminderMark.WORK_LATE: gettext_lazy(
        "Отправьте отзыв или попросите новый срок на той же странице: всё написанное сохранено."
    ),
}


def tell_invited(assignment):
    """Invite an expert: what the work is called, until when to answer, the way to accept or decline."""
    subject = _("Приглашение к экспертизе: ответьте до %s") % _day(assignment.answer_due_on)
    _tell_expert(assignment, subject, "review_invited", work_days=assignment.round.work_days)


def tell_expert_released(assignment, reason):
    """Tell an expert that nothing is expected any more: the invitation is taken back, or the case went to others."""
    words = _("Спасибо, что были готовы помочь: эта экспертиза больше не требует вашего участия.")
    # The case is closed to them: the letter leads to their list, a guest's to the site.
    path = "/" if assignment.is_guest else reverse("expertise:review_list")
    _tell_expert(assignment, _("Экспертиза снята с вас"), "review_notice", path=path, words=words, reason=reason)


def tell_reopened(assignment, reason):
    """Ask an expert to take a review up again."""
    subject = _("Методист вернул вам экспертизу")
    words = _("Просим вернуться к этой работе. Срок: %s.") % _day(assignment.due_on)
    _tell_expert(assignment, subject, "review_notice", words=words, reason=reason)


def tell_postponement(postponement):
    """Tell an expert whether there are more days."""
    granted = postponement.state == PostponementState.GRANTED
    due = _day(postponement.assignment.work_due_on)
    words = _("Срок продлён: ждём отзыв до %s.") if granted else _("Продлить не получилось: ждём отзыв до %s.")
    _tell_expert(postponement.assignment, words % due, "review_notice", words=words % due)


def remind_expert(assignment, mark):
    """Remind an expert of a date (a ReminderMark)."""
    subject = str(REMINDERS[mark]) % {"day": _day(assignment.due_on)}
    _tell_expert(assignment, subject, "review_notice", words=ADVICE[mark])


def tell_answered(assignment):
    """Tell who keeps the round that an expert has accepted or declined."""
    if assignment.state == AssignmentState.ACCEPTED:
        words = _("%(name)s: согласие. Отзыв ждём до %(day)s.")
    else:
        words = _("%(name)s: отказ. Пригласите другого эксперта.")
    words %= {"name": assignment.person_name, "day": _day(assignment.work_due_on)}
    write_to_keepers(assignment.round, _("Эксперт ответил на приглашение"), words, assignment.reason)


def tell_submitted(assignment, sent, wanted):
    """Tell who keeps the round that a review has come: `sent` of the `wanted` are here."""
    words = _("Отзывов: %(sent)d из %(wanted)d.") % {"sent": sent, "wanted": wanted}
    write_to_keepers(assignment.round, _("Пришёл отзыв эксперта"), words)


def tell_postponement_asked(postponement):
    """Tell who keeps the round that an expert asks for more days."""
    words = _("%(name)s просит срок до %(day)s.") % {
        "name": postponement.assignment.person_name,
        "day": _day(postponement.until),
    }
    write_to_keepers(postponement.assignment.round, _("Эксперт просит продлить срок"), words, postponement.reason)


def tell_late(assignment):
    """Tell who keeps the round that an expert is silent."""
    words = _("%(name)s: срок прошёл %(day)s. Можно напомнить, продлить срок или освободить эксперта.") % {
        "name": assignment.person_name,
        "day": _day(assignment.due_on),
    }
    write_to_keepers(assignment.round, _("Эксперт не уложился в срок"), words)


def tell_copy_failed(round_file):
    """Tell who keeps the round that a file cannot be given to experts of a hidden author as it is."""
    words = _("«%s»: сведения об авторе убрать не удалось, экспертам файл не выдан. Решите на странице круга.")
    write_to_keepers(round_file.round, _("Файл называет автора"), words % round_file.title, round_file.clean_note)


def _tell_expert(assignment, subject, template, *, path="", **context):
    context = {"assignment": assignment, "title": assignment.round.title, **context}
    if assignment.is_guest:
        # Who has no account has no cabinet: a letter is all.
        link = {"link": site_address(path or guest_path(assignment))}
        post_mail(to=[assignment.guest_email], subject=subject, template=template, context={**context, **link})
    elif assignment.expert is not None:
        path = path or reverse("expertise:review", args=[assignment.pk])
        _notify(assignment.expert, subject, template, path, context)


def write_to_keepers(review_round, subject, words, reason=""):
    """Tell who keeps the round; the centre by its own address where nobody is left or the keeper has a part in the work."""
    path = reverse("review_admin:round", args=[review_round.pk])
    context = {"title": review_round.title, "words": words, "reason": reason}
    keepers = keepers_of(review_round)
    for keeper in keepers:
        _notify(keeper, subject, "review_notice", path, context)
    if not keepers and (centre := SiteSettings.objects.values_list("email", flat=True).first()):
        context["link"] = site_address(path)
        post_mail(to=[centre], subject=subject, template="review_notice", context=context)


def _notify(person, subject, template, path, context):
    notify(person=person, kind=NoticeKind.REVIEW, subject=subject, template=template, context=context, url=path)


def _day(day):
    return date_ru(day)
