"""News of conclusions, each by one letter with one link, and never with the name of a person who is hidden."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.enums import NoticeKind
from community.notices import notify, post_mail, site_address
from expertise.deciding import author_of, chairs
from expertise.enums import ChairMatter, Recommendation
from expertise.reviewable import reviewable_of
from expertise.round_rules import keepers_of
from home.templatetags.face_tags import date_ru


def tell(*, person, subject, words, url):
    """Tell `person` (a User) something about a review, `words` and one link into the site; nobody: nothing."""
    if person is None or not person.is_active:
        return
    context = {"words": words}
    notify(person=person, kind=NoticeKind.REVIEW, subject=subject, template="review_outcome", context=context, url=url)


def tell_chairs(conclusion, subject, words, but=()):
    """Tell every chair who may decide on the work."""
    url = reverse("expertise:decision", args=[conclusion.pk])
    for chair in chairs(page=conclusion.round.page, but=but):
        tell(person=chair, subject=subject, words=words, url=url)


def tell_author(conclusion, subject, words):
    """Tell the author of the judged work, with the way into his room."""
    page = conclusion.round.page
    if page is not None:
        page = page.specific
        tell(person=author_of(page), subject=subject, words=words, url=reviewable_of(page).room(page))


def tell_offered(conclusion):
    """A draft waits for the signature."""
    words = _("Проект заключения о работе «%s» ждёт вашего решения: подписать или вернуть методисту со словами.")
    tell_chairs(conclusion, _("Заключение ждёт подписи"), words % conclusion.round.title)


def remind_chairs(conclusion, matter, due_on, is_late):
    """A decision (a ChairMatter) is expected by the date `due_on`, or was expected."""
    words = {
        ChairMatter.SIGN: _("Проект заключения о работе «%s» ждёт вашего решения: подписать или вернуть методисту."),
        ChairMatter.APPEAL: _("Автор работы «%s» ждёт ответа на апелляцию."),
    }[matter] % conclusion.round.title
    when = (_("Срок прошёл %s.") if is_late else _("Срок — %s.")) % date_ru(due_on)
    subjects = {
        ChairMatter.SIGN: _("Напоминание: заключение ждёт подписи"),
        ChairMatter.APPEAL: _("Напоминание: апелляция ждёт ответа"),
    }
    but = _signer_unless_alone(conclusion) if matter == ChairMatter.APPEAL else ()
    tell_chairs(conclusion, subjects[matter], f"{words}\n\n{when}", but=but)


def tell_returned(conclusion):
    """The chair wants something else in the draft."""
    words = _("Председатель вернул проект заключения о работе «%(title)s»:\n\n%(words)s") % {
        "title": conclusion.round.title,
        "words": conclusion.return_words,
    }
    url = reverse("expertise_outcome", args=[conclusion.round_id])
    for keeper in keepers_of(conclusion.round, first=conclusion.drafted_by):
        tell(person=keeper, subject=_("Проект заключения нужно поправить"), words=words, url=url)


NEXT_STEPS = {
    Recommendation.RECOMMEND: gettext_lazy(
        "Прочитайте его и ответьте, согласны ли вы. Если ответа не будет три рабочих дня, работа сама пойдёт к редактору."
    ),
    Recommendation.WITH_EDITS: gettext_lazy("Внесите правки, ответьте на каждое замечание и пришлите новую версию."),
    Recommendation.REVISE: gettext_lazy(
        "Ответьте на каждое замечание и пришлите новую версию: её посмотрят те же эксперты."
    ),
    Recommendation.REJECT: gettext_lazy(
        "Прочитайте, почему так решено. Если вы не согласны, напишите председателю: это можно один раз."
    ),
}


def tell_signed(conclusion):
    """The author reads what the centre has decided, and what comes next."""
    words = _("Экспертное заключение № %(number)s о работе «%(title)s» подписано: %(verdict)s.\n\n%(next)s") % {
        "number": conclusion.label,
        "title": conclusion.round.title,
        "verdict": conclusion.get_verdict_display(),
        "next": NEXT_STEPS[conclusion.verdict],
    }
    tell_author(conclusion, _("Заключение о вашей работе готово"), words)


def tell_released(assignments):
    """Experts whose reviews came too late or are no longer needed, by account or by the address of a guest."""
    words = _("Заключение о работе, которую вас просили посмотреть, уже подписано, поэтому ваш отзыв больше не нужен. ")
    words += _("Спасибо, что согласились помочь.")
    subject = _("Отзыв больше не нужен")
    for assignment in assignments:
        if assignment.expert is not None:
            tell(person=assignment.expert, subject=subject, words=words, url=reverse("expertise:review_list"))
        elif assignment.guest_email:
            context = {"person": assignment.guest_name, "words": words, "link": site_address("/")}
            post_mail(to=[assignment.guest_email], subject=subject, template="review_outcome", context=context)


def tell_edits_sent(conclusion):
    """The author has mended the work: the chairs compare it with the conclusion."""
    words = _("Автор прислал правки по заключению № %(number)s к работе «%(title)s»: сверьте их с замечаниями.")
    tell_chairs(conclusion, _("Правки ждут сверки"), words % _names(conclusion))


def tell_edits_confirmed(conclusion):
    """The way to publication is open."""
    words = _(
        "Председатель сверил правки по заключению № %(number)s: работа «%(title)s» рекомендована после доработки."
    )
    tell_author(conclusion, _("Правки приняты"), words % _names(conclusion))


def tell_edits_refused(conclusion, why):
    """The chair asks for more."""
    words = _("Правки по заключению № %(number)s к работе «%(title)s» пока не приняты:") % _names(conclusion)
    tell_author(conclusion, _("Правки нужно доделать"), f"{words}\n\n{why}")


def tell_revoked(conclusion):
    """The conclusion holds no more."""
    words = _("Заключение № %(number)s о работе «%(title)s» отозвано:") % _names(conclusion)
    tell_author(conclusion, _("Заключение отозвано"), f"{words}\n\n{conclusion.revoke_reason}")


def tell_appealed(conclusion):
    """The author does not agree; the signer is told last of all, where another can decide."""
    words = _("Автор работы «%(title)s» не согласен с заключением № %(number)s и просит пересмотреть его.")
    but = _signer_unless_alone(conclusion)
    tell_chairs(conclusion, _("Апелляция ждёт решения"), words % _names(conclusion), but=but)


def tell_appeal_decided(conclusion):
    """What became of the appeal."""
    words = _("Апелляция на заключение № %(number)s о работе «%(title)s» рассмотрена:") % _names(conclusion)
    outcome = f"{conclusion.get_appeal_state_display()}.\n\n{conclusion.appeal_answer}"
    tell_author(conclusion, _("Ответ на апелляцию"), f"{words} {outcome}")


def _signer_unless_alone(conclusion):
    """Return the ids of those who do not decide on the appeal: the signer, where another chair can."""
    others = chairs(page=conclusion.round.page, but=[conclusion.signed_by_id])
    return [conclusion.signed_by_id] if others.exists() else []


def _names(conclusion):
    return {"number": conclusion.label, "title": conclusion.round.title}
