"""Verbs of the members of councils and groups (B.35)."""

from django.db import transaction
from wagtail.log_actions import log

from accounts.permissions import demand
from home.changes import note_changes


@transaction.atomic
def keep_member(*, member, by):
    """Save a GroupMember, new or changed; return it. Raises ActionRefused, ValidationError."""
    demand(by, "change", member)
    is_new = member.pk is None
    member.full_clean()
    member.save()
    log(instance=member, action="programmes.member.add" if is_new else "programmes.member.change", user=by)
    note_changes([member.group_id])
    return member


@transaction.atomic
def drop_member(*, member, by):
    """Delete a GroupMember entered by mistake; who has left gets a last day instead. Raises ActionRefused."""
    demand(by, "change", member)
    log(instance=member, action="programmes.member.drop", user=by, deleted=True)
    member.delete()
    note_changes([member.group_id])
