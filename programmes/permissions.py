from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, rule
from programmes.models import PlanItem

LEADERS = (Role.PROGRAMME_LEADER, Role.EDITOR, Role.ADMINISTRATOR)


@rule(PlanItem, "change")
def change_plan_item(user, item):
    """Leaders of programmes and editors keep the plan; so does who answers for this very programme (A.5)."""
    if user.is_authenticated and (user.has_role(*LEADERS) or item.stage.programme.responsible_id == user.pk):
        return ALLOWED
    return DENIED


def leads(user, programme, subproject=None):
    """Tell whether `user` keeps `programme`, or this `subproject` of it."""
    if not user or not user.is_authenticated:
        return False
    people = {page.responsible_id for page in (programme, subproject) if page}
    return user.has_role(*LEADERS) or user.pk in people
