"""Helping a person who has lost the telephone and the spare codes."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from community.enums import NoticeKind
from community.notices import notify


@transaction.atomic
def drop_second_step(*, person, by):
    """Take the second step of signing in away from `person` and tell them by letter. Raises ActionRefused."""
    demand(by, "free", person)
    Authenticator.objects.filter(user=person).delete()
    log(instance=person, action="community.person.second_step_freed", user=by)
    notify(
        person=person,
        kind=NoticeKind.SYSTEM,
        subject=_("Второй шаг входа снят администратором"),
        template="second_step_freed",
        context={},
        url=reverse("community:cabinet_settings"),
    )
