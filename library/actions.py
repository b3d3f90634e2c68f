"""Verbs of the library."""

from django.db import transaction
from wagtail.log_actions import log

from accounts.permissions import demand
from library.enums import ExpertState
from library.models import ExpertStatus, Thanks


@transaction.atomic
def set_expert_status(*, material, state, by=None):
    """Record what the experts say of `material` (an ExpertState); NONE takes the record away. Logged."""
    if state == ExpertState.NONE:
        ExpertStatus.objects.filter(material=material).delete()
    else:
        ExpertStatus.objects.update_or_create(material=material, defaults={"state": state})
    log(instance=material, action="library.material.expert_status", user=by, data={"state": str(state)})


@transaction.atomic
def set_thanks(*, material, user, is_useful):
    """Record that `material` was useful to `user` («пригодилось»), once, or take it back.

    No Change is written: a kept page shows the new number within its minute, and one person's clicks must not empty the
    cache for all. Raises ActionRefused when the person may not thank for it (the own work). Source: F2-02, peers 50.
    """
    demand(user, "thank", material)
    if is_useful:
        Thanks.objects.get_or_create(material=material, user=user)
    else:
        Thanks.objects.filter(material=material, user=user).delete()
