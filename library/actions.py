"""Verbs of the library."""

from django.db import transaction
from wagtail.log_actions import log

from home.changes import note_changes
from library.enums import ExpertState
from library.models import ExpertStatus


@transaction.atomic
def set_expert_status(*, material, state, by=None):
    """Record what the experts say of `material` (an ExpertState); NONE takes the record away. Logged."""
    if state == ExpertState.NONE:
        ExpertStatus.objects.filter(material=material).delete()
    else:
        ExpertStatus.objects.update_or_create(material=material, defaults={"state": state})
    # The badge stands on kept pages, and the status is a facet.
    note_changes([material.pk])
    log(instance=material, action="library.material.expert_status", user=by, data={"state": str(state)})
