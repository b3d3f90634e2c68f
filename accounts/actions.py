"""Verbs of accounts."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User


@transaction.atomic
def create_person(*, email, password=None, roles=(), is_superuser=False, **names):
    """Make a person with a confirmed address in the groups `roles`; return the User.

    `names` are first_name, patronymic, last_name. Raises IntegrityError for an address that is taken.
    """
    make = User.objects.create_superuser if is_superuser else User.objects.create_user
    user = make(email, password, **names)
    confirm_address(user)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def confirm_address(user):
    """Mark the person's e-mail as confirmed: allauth lets nobody in without."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
