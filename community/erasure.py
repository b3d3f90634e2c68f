"""Erasing a person: the account stays as a number without a name, so that what others did with it keeps its order."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from accounts.permissions import demand
from community.notices import post_mail, site_address
from community.privacy import forget_all
from home.changes import note_changes


class ErasureRefused(Exception):
    """The account cannot be erased; the text says why."""


class ErasureTokens(PasswordResetTokenGenerator):
    """What the letter's link carries: good for settings.PASSWORD_RESET_TIMEOUT and for this person only."""

    key_salt = "community.erasure"

    def _make_hash_value(self, user, timestamp):
        # Without the last sign-in, which the link itself may ask for.
        return f"{user.pk}{user.password}{timestamp}{user.email}"


tokens = ErasureTokens()


def request_erasure(*, person):
    """Send `person` the letter whose link erases the account. Raises ActionRefused, ErasureRefused."""
    demand(person, "erase", person)
    _refuse_last_superuser(person)
    link = site_address(reverse("community:erasure_confirm", args=[tokens.make_token(person)]))
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    return post_mail(
        to=[person.email],
        subject=_("Удаление учётной записи: подтвердите"),
        template="erasure_requested",
        context={"person": person, "link": link, "days": days},
    )


@transaction.atomic
def erase_person(*, person, by, reason="", keep_authorship=False):
    """Forget `person` for good: at their own wish (`by` is they) or by an administrator with a `reason`; return the User.

    Every app forgets its part (community.privacy); the account loses name, address, password and rights and can never be
    used again. `keep_authorship`: the name stays at published works, as their licences and art. 1265 of the Civil Code
    allow. Raises ActionRefused and ErasureRefused.
    """
    demand(by, "erase", person)
    _refuse_last_superuser(person)
    if by.pk != person.pk and not reason.strip():
        raise ErasureRefused(_("Напишите основание: оно останется в журнале."))
    forget_all(person, keep_authorship)
    person.email = f"erased-{person.pk}@erased.invalid"
    person.first_name, person.patronymic, person.last_name = _("Учётная запись"), "", _("удалена")
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
    log(instance=person, action="community.person.erased", user=by, data={"reason": reason.strip()})
    note_changes([])
    return person


def _refuse_last_superuser(person):
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        raise ErasureRefused(_("Это единственная учётная запись с полными правами: сначала дайте их кому-нибудь ещё."))
