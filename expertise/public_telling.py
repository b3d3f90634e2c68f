"""What people hear of a public expertise: authors, volunteers and who keeps the round; nobody's name but one's own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from community.enums import NoticeKind
from community.notices import notify, post_mail, site_address
from expertise.reviewable import reviewable_of
from expertise.telling import write_to_keepers
from home.templatetags.face_tags import date_ru


def tell_opened(review):
    """Tell the authors that the window is opened."""
    words = _(
        "Общественная экспертиза вашей работы идёт с %(start)s по %(end)s. Отзывы увидите, когда она закончится."
    ) % {
        "start": date_ru(review.starts_on),
        "end": date_ru(review.round.last_day),
    }
    _tell_authors(review, _("Открыта общественная экспертиза вашей работы"), words)


def tell_closed(review):
    """Tell the authors and who keeps the round that the window has closed."""
    words = _("Окно закрылось. Прочитайте замечания и напишите, что исправите: это увидят все.")
    _tell_authors(review, _("Общественная экспертиза вашей работы закончилась"), words)
    words = _("Окно закрылось. Подведите итоги: выберите замечания, которые увидят все, и опубликуйте.")
    write_to_keepers(review.round, _("Общественная экспертиза закончилась"), words)


def tell_published(review):
    """Tell the authors that the outcome stands on the work's page."""
    words = _("Итоги общественной экспертизы стоят на странице работы. На её место в библиотеке они не влияют.")
    _tell_authors(review, _("Опубликованы итоги общественной экспертизы"), words)


def tell_answered_public(review):
    """Tell who keeps the round that the authors have answered."""
    write_to_keepers(review.round, _("Автор ответил на общественную экспертизу"), _("Ответ виден на странице работы."))


def tell_offered(volunteer):
    """Tell who keeps the round that somebody has offered to judge."""
    words = _("%(name)s (%(part)s) предлагает помощь. Пригласите или поблагодарите.") % {
        "name": volunteer.name,
        "part": volunteer.part,
    }
    write_to_keepers(volunteer.review.round, _("Новый доброволец общественной экспертизы"), words)


def tell_declined(volunteer):
    """Thank a volunteer who is not invited."""
    page = volunteer.review.round.page
    context = {
        "title": volunteer.review.round.title,
        "words": _("Спасибо, что предложили помощь. В этот раз экспертов уже достаточно."),
        "reason": "",
        "link": site_address(page.url if page and page.url else "/"),
    }
    post_mail(to=[volunteer.email], subject=_("Общественная экспертиза"), template="review_notice", context=context)


def _tell_authors(review, subject, words):
    page = review.round.page
    if page is None:
        return
    path = reverse("expertise:public_review", args=[review.pk])
    context = {"title": review.round.title, "words": words, "reason": ""}
    for person in reviewable_of(page).people(page.specific):
        notify(
            person=person,
            kind=NoticeKind.REVIEW,
            subject=subject,
            template="review_notice",
            context=context,
            url=path,
        )
