"""Conflict of interest: whose judgement of a work would not be believed (D1.5; issue: own, co-author, school, joint work)."""

import re
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.expert_facts import NOTHING, facts_of
from expertise.models import ReviewRound
from expertise.reviewable import reviewable_of

JOINT_YEARS = 3
# «МБОУ «СОШ № 5»» and «сош №5» are one school.
FORMS = re.compile(
    r"\b(?:м|г|ч|мк|гк)?(?:б|а|к)?оу\b|\b(?:муниципальн|государственн|бюджетн|автономн|казённ|казенн)\w*"
)
SIGNS = re.compile(r"[^\w]+")


class Conflicts:
    """The interests in the work of one round, asked for once: then any number of people in no query more."""

    def __init__(self, round):
        page = round.page.specific if round.page_id else None
        reviewable = reviewable_of(page) if page else None
        author = reviewable.author(page) if reviewable else None
        self._author_id = author.pk if author else None
        people = {person.pk for person in reviewable.people(page)} if reviewable else set()
        self._people = people | set(round.people.values_list("pk", flat=True)) if round.pk else people
        self._schools = {school_key(name) for name in reviewable.organisations(page)} - {""} if reviewable else set()
        self._colleagues = self._known_colleagues(reviewable) if self._people else set()

    def reason_for(self, user_id, facts=NOTHING):
        """Return why the person must not judge, a sentence for the methodist; "" when nothing is known against it."""
        if user_id == self._author_id:
            return _("Это автор работы.")
        if user_id in self._people:
            return _("Участвует в этой работе.")
        if self._schools & {school_key(name) for name in facts.schools}:
            return _("Из той же организации, что и автор.")
        if user_id in self._colleagues:
            return _("Меньше трёх лет назад у эксперта и автора была общая работа.")
        return ""

    def _known_colleagues(self, reviewable):
        since = timezone.localdate() - timedelta(days=365 * JOINT_YEARS + 1)
        rounds = ReviewRound.objects.filter(people__in=self._people, opened_at__date__gte=since)
        by_rounds = ReviewRound.people.through.objects.filter(reviewround__in=rounds.values("pk"))
        told = reviewable.colleagues(self._people, since) if reviewable else ()
        return set(by_rounds.values_list("user_id", flat=True)) | set(told)


def conflict_of(*, user, round):
    """Return why `user` must not judge the work of `round`, in Russian; "" when nothing is known against it."""
    return Conflicts(round).reason_for(user.pk, facts_of([user.pk]).get(user.pk, NOTHING))


def school_key(name):
    """Return what is compared of a school's name: without its legal form, quotes, signs and the case of letters."""
    return SIGNS.sub("", FORMS.sub("", name.casefold().replace("ё", "е")))
