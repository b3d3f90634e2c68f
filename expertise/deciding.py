"""Who decides on a work: never a person who has a part in it, whatever else that person is (A.5, reliability 26)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import ActionRefused, demand
from expertise.reviewable import reviewable_of

OWN_WORK = _("Это ваша работа: решение о ней принимают другие.")


def people_of(page):
    """Return the ids of the accounts that have a part in the work `page`; none of a work that was deleted."""
    if page is None:
        return set()
    page = page.specific
    return {person.pk for person in reviewable_of(page).people(page) if person is not None}


def has_part(user, page):
    """Tell whether `user` has a part in the work `page`."""
    return user.pk is not None and user.pk in people_of(page)


def author_of(page):
    """Return the person whom the news of `page` go to, or None."""
    if page is None:
        return None
    page = page.specific
    return reviewable_of(page).author(page)


def is_chair(user):
    """Tell whether `user` chairs the expert council: a signature needs the role itself, being a superuser is no role."""
    return user.is_authenticated and user.is_active and Role.CHAIR in user.roles


def chairs(*, page=None, but=()):
    """Return the active chairs who have no part in `page` and are not among `but` (ids)."""
    barred = people_of(page) | set(but)
    return User.objects.filter(is_active=True, groups__name=Role.CHAIR).exclude(pk__in=barred).order_by("pk")


def demand_decision(user, action, conclusion):
    """Raise ActionRefused unless `user` may do `action` to `conclusion`; a part in the work bars superusers too."""
    demand(user, action, conclusion)
    if has_part(user, conclusion.round.page):
        raise ActionRefused(str(OWN_WORK))
