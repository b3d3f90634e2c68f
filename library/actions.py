"""Verbs of the library."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.permissions import ActionRefused, demand
from home.changes import note_changes
from library.enums import ExpertState
from library.models import ExpertStatus, Thanks


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


@transaction.atomic
def replace_file(*, material, old, new, by):
    """Put the StoredFile `new` in the place of `old` in a new revision of `material`. Logged.

    Returns True when the revision was published: the page is live, nothing else of it waits for publication and `by` may
    publish. Otherwise the draft has the new file. Raises ActionRefused when `by` may not edit or the file is not there.
    """
    rights = material.permissions_for_user(by)
    if not rights.can_edit() or rights.page_locked():
        raise ActionRefused(str(_("Этот материал вам сейчас нельзя изменить.")))
    page = material.get_latest_revision_as_object()
    entries = list(page.files.all())
    if old.pk not in {entry.file_id for entry in entries}:
        raise ActionRefused(str(_("В последней редакции материала этого файла уже нет.")))
    for entry in entries:
        if entry.file_id == old.pk:
            entry.file = new
    page.files = entries
    at_once = material.live and not material.has_unpublished_changes and rights.can_publish()
    revision = page.save_revision(user=by, log_action=True)
    if at_once:
        revision.publish(user=by)
    log(
        instance=material,
        action="library.material.replace_file",
        user=by,
        data={"old": str(old.uuid), "new": str(new.uuid)},
    )
    return at_once


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
