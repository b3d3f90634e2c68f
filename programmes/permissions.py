from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, rule
from programmes.models import PlanItem, ProgrammePage, SubprojectPage

LEADERS = (Role.PROGRAMME_LEADER, Role.EDITOR, Role.ADMINISTRATOR)


@rule(PlanItem, "change")
def change_plan_item(user, item):
    """Leaders of programmes and editors keep the plan; so does who answers for this very programme (A.5)."""
    if user.is_authenticated and (user.has_role(*LEADERS) or item.stage.programme.responsible_id == user.pk):
        return ALLOWED
    return DENIED


def leads(user, programme, subproject=None):
    """Tell whether `user` runs `programme` (or its `subproject`): editors, administrators and who answers for it (A.5)."""
    if not user.is_authenticated:
        return False
    people = {programme.responsible_id, programme.owner_id, subproject and subproject.responsible_id}
    return user.has_role(Role.EDITOR, Role.ADMINISTRATOR) or user.pk in people


@rule(ProgrammePage, "plan")
def change_plan(user, programme):
    """The plan of a whole programme: its stages and their items."""
    return ALLOWED if leads(user, programme) else DENIED


@rule(SubprojectPage, "plan")
def change_subproject_plan(user, subproject):
    """The plan of a subproject: its leader keeps it, and the programme's."""
    return ALLOWED if leads(user, subproject.get_parent().specific, subproject) else DENIED
