"""What the author hears of a work's way: kind words, one link, nobody's name but the author's own."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from community.notices import post_mail

SUBJECTS = {
    "returned": gettext_lazy("Работу «%(title)s» просят доработать"),
    "passed": gettext_lazy("Работа «%(title)s» у редактора"),
    "in_review": gettext_lazy("Работа «%(title)s» на экспертизе"),
    "concluded": gettext_lazy("Заключение о работе «%(title)s» готово"),
    "confirmed": gettext_lazy("Правки в работе «%(title)s» приняты"),
    "rejected": gettext_lazy("Работа «%(title)s» не принята"),
    "published": gettext_lazy("Работа «%(title)s» опубликована"),
}


def tell_author(*, submission, about):
    """Write to the author what has become of the work: `about` is a key of SUBJECTS. Nothing where the account is gone."""
    if submission.author is None or not submission.author.is_active:
        return
    version = submission.versions.first()
    title = version.title if version else submission.title
    post_mail(
        to=[submission.author.email],
        subject=str(SUBJECTS[about]) % {"title": title},
        template="submission_moved",
        context={
            "about": about,
            "title": title,
            "submission": submission,
            "person": submission.author,
            "url": settings.SITE_URL + reverse("library:submission_room", args=[submission.pk]),
        },
    )
