"""How a person comes to have an account of their own making."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from community.consents import ConsentRefused, current_texts, give_consent
from community.enums import NEEDED_CONSENTS
from community.profiles import profile_of

# Whoever has not confirmed the address within this time never asked for the account, or has forgotten it.
UNCONFIRMED_KEPT = timedelta(days=7)


@transaction.atomic
def sign_up(*, email, password, names, texts, address=""):
    """Make a teacher's account with its profile and consents; return the User. The address is still to be confirmed.

    `names` are {"first_name", "patronymic", "last_name"}, `texts` the ConsentTexts agreed to from the network `address`.
    Raises ConsentRefused where a needed consent is missing, IntegrityError for an address that is taken.
    """
    given = {text.kind for text in texts}
    if missing := [text for kind, text in current_texts(NEEDED_CONSENTS).items() if kind not in given]:
        raise ConsentRefused(_("Не хватает согласия: %s.") % missing[0].get_kind_display())
    user = User.objects.create_user(email, password, **names)
    user.groups.set(Group.objects.filter(name=Role.TEACHER))
    profile_of(user)
    for text in texts:
        give_consent(person=user, text=text, address=address)
    return user


def prune_unconfirmed(now=None):
    """Delete accounts that were signed up for and never confirmed (152-FZ: no purpose, no data); return how many.

    Accounts made by the centre carry no consent before their first sign-in and stay.
    """
    old = User.objects.filter(
        date_joined__lt=(now or timezone.now()) - UNCONFIRMED_KEPT,
        last_login=None,
        consents__isnull=False,
        is_staff=False,
        is_superuser=False,
    ).exclude(emailaddress__verified=True)
    keys = list(old.values_list("pk", flat=True).distinct()[:500])
    User.objects.filter(pk__in=keys).delete()
    return len(keys)
