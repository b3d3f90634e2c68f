"""What programmes know of a person, and how they forget them (community.privacy)."""

from django.utils.translation import gettext_lazy as _

from community.forgetting import GONE_NAME
from community.privacy import Told, erasure, personal_data
from home.changes import note_changes
from programmes.models import GroupMember, PlanItem


@personal_data("programmes", _("Программы и группы"))
def programmes(user):
    """The councils and groups the person is a member of, and the plan items they answer for."""
    members = GroupMember.objects.filter(user=user).values("group__title", "name", "role", "since", "until")
    items = PlanItem.objects.filter(responsible_users=user).values("text", "stage__programme__title")
    return Told({"groups": list(members), "plan_items": list(items)})


@erasure("programmes")
def forget_person(user, keep_authorship):
    """Members lose the name, plan items one of those who answer; what was done stays done."""
    members = GroupMember.objects.filter(user=user)
    pages = set(members.values_list("group_id", flat=True))
    members.update(user=None, name=GONE_NAME)
    items = PlanItem.objects.filter(responsible_users=user)
    pages |= set(items.values_list("stage__programme_id", flat=True))
    PlanItem.responsible_users.through.objects.filter(user=user).delete()
    if pages:
        note_changes(sorted(filter(None, pages)))
