from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, rule
from programmes.models import PlanItem, ProgrammePage, SubprojectPage

LEADERS = (Role.PROGRAMME_LEADER, Role.EDITOR, Role.ADMINISTRATOR)


def leads(user, programme, subproject=None):
    """Tell whether `user` keeps `programme`, or its part `subproject`: leaders and editors, and who answers for it (A.5)."""
    if not user.is_authenticated:
        return False
    answers = {programme.responsible_id, programme.owner_id, subproject.responsible_id if subproject else None}
    return user.has_role(*LEADERS) or user.pk in answers


@rule(PlanItem, "change")
def change_plan_item(user, item):
    """Who leads the programme keeps its plan, who leads a subproject keeps what in it is the subproject's (A.5)."""
    return ALLOWED if leads(user, item.stage.programme, item.subproject or item.stage.subproject) else DENIED


@rule(ProgrammePage, "plan")
def change_plan(user, programme):
    """The plan of a whole programme: its stages and their items."""
    return ALLOWED if leads(user, programme) else DENIED


@rule(SubprojectPage, "plan")
def change_subproject_plan(user, subproject):
    """The plan of a subproject: its leader keeps it, and the programme's."""
    return ALLOWED if leads(user, subproject.get_parent().specific, subproject) else DENIED
