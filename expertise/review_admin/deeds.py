"""What a methodist does on the screen of a round: each press is one verb."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from expertise.clean_files import accept_file, replace_copy
from expertise.enums import AssignmentState
from expertise.errors import InvitationRefused, MoveRefused
from expertise.inviting import invite_expert, renew_link, withdraw_invitation
from expertise.models import ExpertAssignment, Postponement, PublicReview, Remark, RoundFile, Volunteer
from expertise.public_reviews import answer_public_review, close_public_review, publish_public_review
from expertise.reviewing import decide_postponement, dismiss_expert, reopen_review
from expertise.rounds import cancel_round
from expertise.volunteers import admit_volunteer, decline_volunteer
from files.sniffing import FileRefused

WITHDRAW = ("withdraw", gettext_lazy("Отозвать приглашение"))
DISMISS = ("dismiss", gettext_lazy("Освободить"))
REOPEN = ("reopen", gettext_lazy("Вернуть эксперту"))
LINK = ("link", gettext_lazy("Прислать новую ссылку"))
CHOICES = {
    AssignmentState.INVITED: [DISMISS, WITHDRAW],
    AssignmentState.ACCEPTED: [DISMISS, WITHDRAW],
    AssignmentState.SUBMITTED: [REOPEN],
    AssignmentState.DECLINED: [REOPEN],
    AssignmentState.DISMISSED: [REOPEN],
}


def choices_for(assignment):
    """Return [(verb, words)] of what can be done about an expert now."""
    choices = CHOICES.get(assignment.state, [])
    can_have_link = assignment.is_guest and assignment.state in (AssignmentState.INVITED, AssignmentState.ACCEPTED)
    return [LINK, *choices] if can_have_link else choices


def do(review_round, by, post, files):
    """Do what the QueryDict `post` (with `files`) asks; return what to say about it.

    Raises ReviewRefused, FileRefused, ActionRefused.
    """
    return _DEEDS.get(post.get("verb", ""), _unknown)(review_round, by, post, files)


def _invite(review_round, by, post, _files):
    expert = None
    if post.get("expert"):
        expert = User.objects.filter(pk=_key(post["expert"]), is_active=True).first()
        if expert is None:
            raise InvitationRefused(_("Этого человека больше нет: обновите страницу."))
    name, email = ("", "") if expert else (post.get("guest_name", ""), post.get("guest_email", ""))
    assignment = invite_expert(round=review_round, by=by, expert=expert, guest_name=name, guest_email=email)
    return _("Приглашение отправлено: %s.") % assignment.person_name


def _cancel(review_round, by, post, _files):
    cancel_round(round=review_round, by=by, reason=post.get("reason", ""))
    return _("Круг отменён, эксперты предупреждены.")


def _about_expert(verb, said):
    def deed(review_round, by, post, _files):
        verb(assignment=_assignment(review_round, post), by=by, reason=post.get("reason", ""))
        return said

    return deed


def _renew(review_round, by, post, _files):
    renew_link(assignment=_assignment(review_round, post), by=by)
    return _("Новая ссылка отправлена, прежняя больше не действует.")


def _decide(grant):
    def deed(review_round, by, post, _files):
        rows = Postponement.objects.filter(assignment__round=review_round).select_related("assignment__round")
        postponement = _one(rows, post.get("target"))
        decide_postponement(postponement=postponement, by=by, grant=grant)
        return _("Ответ отправлен эксперту.")

    return deed


def _accept_file(review_round, by, post, _files):
    accept_file(round_file=_file(review_round, post), reason=post.get("reason", ""), by=by)
    return _("Файл выдан экспертам как есть, причина записана.")


def _replace_file(review_round, by, post, files):
    if "copy" not in files:
        raise FileRefused(_("Выберите файл без имён."))
    upload = files["copy"]
    replace_copy(round_file=_file(review_round, post), content=upload, name=upload.name, by=by)
    return _("Копия заменена: эксперты читают её.")


def _about_volunteer(verb, said):
    def deed(review_round, by, post, _files):
        rows = Volunteer.objects.filter(review__round=review_round)
        verb(volunteer=_one(rows, post.get("target")), by=by)
        return said

    return deed


def _close_window(review_round, by, post, _files):
    close_public_review(review=_public(review_round), by=by)
    return _("Окно закрыто. Подведите итоги.")


def _publish_outcome(review_round, by, post, _files):
    keys = {_key(text) for text in post.getlist("remark")}
    remarks = Remark.objects.sent().filter(assignment__round=review_round)
    shown = {"all": remarks, "chosen": remarks.filter(pk__in=keys)}.get(post.get("shown"), [])
    publish_public_review(review=_public(review_round), by=by, summary=post.get("summary", ""), remarks=shown)
    return _("Итоги опубликованы на странице работы.")


def _answer_public(review_round, by, post, _files):
    answer_public_review(review=_public(review_round), by=by, text=post.get("answer", ""))
    return _("Ответ опубликован на странице работы.")


def _public(review_round):
    review = PublicReview.objects.filter(round=review_round).select_related("round__page").first()
    if review is None:
        raise MoveRefused(_("Это не общественная экспертиза."))
    return review


def _unknown(*_about):
    raise MoveRefused(_("Такого действия нет."))


def _assignment(review_round, post):
    rows = ExpertAssignment.objects.filter(round=review_round).select_related("expert", "round__page")
    return _one(rows, post.get("target"))


def _file(review_round, post):
    return _one(RoundFile.objects.filter(round=review_round).select_related("round", "file"), post.get("target"))


def _one(rows, key):
    found = rows.filter(pk=_key(key)).first()
    if found is None:
        raise MoveRefused(_("Этого в круге больше нет: обновите страницу."))
    return found


def _key(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0


_DEEDS = {
    "invite": _invite,
    "cancel": _cancel,
    "withdraw": _about_expert(withdraw_invitation, gettext_lazy("Приглашение отозвано.")),
    "dismiss": _about_expert(dismiss_expert, gettext_lazy("Эксперт освобождён.")),
    "reopen": _about_expert(reopen_review, gettext_lazy("Работа возвращена эксперту.")),
    "link": _renew,
    "grant": _decide(True),
    "refuse": _decide(False),
    "accept_file": _accept_file,
    "replace_file": _replace_file,
    "admit": _about_volunteer(admit_volunteer, gettext_lazy("Приглашение отправлено.")),
    "thank": _about_volunteer(decline_volunteer, gettext_lazy("Доброволец получил благодарность.")),
    "close_window": _close_window,
    "publish_outcome": _publish_outcome,
    "answer_public": _answer_public,
}
