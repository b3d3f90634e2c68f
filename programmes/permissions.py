from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, rule
from files.permissions import public_place
from programmes.models import PlanItem, Regulation, RegulationIndexPage, RegulationVersion

LEADERS = (Role.PROGRAMME_LEADER, Role.EDITOR, Role.ADMINISTRATOR)


@rule(PlanItem, "change")
def change_plan_item(user, item):
    """Leaders of programmes and editors keep the plan; so does who answers for this very programme (A.5)."""
    if user.is_authenticated and (user.has_role(*LEADERS) or item.stage.programme.responsible_id == user.pk):
        return ALLOWED
    return DENIED


@rule(Regulation, "change")
def change_regulation(user, regulation):
    """Leaders of programmes and editors keep the normative base (A.5)."""
    return ALLOWED if user.is_authenticated and user.has_role(*LEADERS) else DENIED


@public_place
def a_wording_in_the_normative_base(file):
    """A wording that is or was in force, of a public document, while the section itself is open to everybody."""
    return RegulationVersion.objects.shown().filter(file=file).exists() and RegulationIndexPage.objects.shown().exists()
