"""The one door of a work's notices: what the author, a co-author or the methodist is told, with one link."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import can
from community.enums import NoticeKind
from community.notices import notify, post_mail, site_address
from home.models import SiteSettings


def tell(*, person, subject, words, url, target):
    """Tell `person` (a User) that something has happened to a work.

    `words` are the sentences of the letter, `url` a path of this site, `target` the Submission. Never names hidden people:
    the centre speaks as «методист центра». Call it inside the transaction of the deed.
    """
    if person is None or not person.is_active:
        return
    notify(
        person=person,
        kind=NoticeKind.SUBMISSION,
        subject=subject,
        template="submission_notice",
        context={"words": words},
        url=url,
        target=target,
    )


def tell_author(*, submission, subject, words):
    """Tell the author of a work; the link leads into the room of the work."""
    tell(
        person=submission.author,
        subject=subject,
        words=words,
        url=reverse("library:submission_room", args=[submission.pk]),
        target=submission,
    )


def tell_methodist(*, submission, subject, words):
    """Tell the methodist who has taken the work, if somebody has and still looks at works; the link leads to it."""
    person = submission.claimed_by
    if person is None or not can(person, "check", submission):
        return
    tell(
        person=person,
        subject=subject,
        words=words,
        url=reverse("library_work", args=[submission.pk]),
        target=submission,
    )


def tell_centre(*, submission, subject, words):
    """Tell the methodist who had the work or, where nobody is left, the centre by its own address."""
    path = reverse("library_work", args=[submission.pk])
    keeper = submission.claimed_by
    if keeper is not None and keeper.is_active:
        tell(person=keeper, subject=subject, words=words, url=path, target=submission)
    elif centre := SiteSettings.objects.values_list("email", flat=True).first():
        context = {"person": _("коллеги"), "words": words, "link": site_address(path)}
        post_mail(to=[centre], subject=subject, template="submission_notice", context=context)


def ask_by_letter(*, coauthor, key):
    """Ask a co-author by letter whether he agrees; `key` opens the page of the answer, no account is needed."""
    submission = coauthor.submission
    path = reverse("library:coauthor_answer", args=[key])
    post_mail(
        to=[coauthor.email],
        subject=_("Вас назвали соавтором методической работы"),
        template="coauthor_asked",
        context={
            "name": coauthor.name,
            "author": submission.card.get("author_name") or str(submission.author),
            "title": submission.title,
            "until": coauthor.key_expires_at,
            "link": settings.SITE_URL.rstrip("/") + path,
        },
    )
