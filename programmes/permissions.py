from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, rule
from programmes.models import ExpectedResult, Indicator, Measurement, PlanItem, ResultProof, Risk

LEADERS = (Role.PROGRAMME_LEADER, Role.EDITOR, Role.ADMINISTRATOR)


@rule(PlanItem, "change")
def change_plan_item(user, item):
    """Leaders of programmes and editors keep the plan; so does who answers for this very programme (A.5)."""
    if user.is_authenticated and (user.has_role(*LEADERS) or item.stage.programme.responsible_id == user.pk):
        return ALLOWED
    return DENIED


def leads(user, programme, subproject=None):
    """Tell whether `user` runs this programme or this subproject of it (A.5): editors run all, leaders their own."""
    if not user.is_authenticated:
        return False
    if user.has_role(Role.EDITOR, Role.ADMINISTRATOR) or user.pk in (programme.responsible_id, programme.owner_id):
        return True
    return subproject is not None and subproject.responsible_id == user.pk


def change_part(user, part):
    """Indicators, risks and results are kept by who leads the programme, or the subproject they belong to."""
    return ALLOWED if leads(user, part.programme, part.subproject) else DENIED


for _model in (Indicator, Risk, ExpectedResult):
    rule(_model, "change")(change_part)


@rule(Measurement, "change")
def change_measurement(user, measurement):
    """A value is its indicator's."""
    return change_part(user, measurement.indicator)


@rule(ResultProof, "change")
def change_proof(user, proof):
    """A proof is its result's."""
    return change_part(user, proof.result)
