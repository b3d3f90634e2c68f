"""Who may do what with programmes: the right follows the person's place in this very programme (A.5)."""

from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, rule
from files.permissions import public_place
from programmes.group_enums import MeetingStatus
from programmes.leading import led_page_ids, led_paths, paths_above
from programmes.models import (
    ExpectedResult,
    GroupMember,
    GroupPage,
    Indicator,
    Measurement,
    Meeting,
    PlanAgreement,
    PlanItem,
    ProgrammePage,
    Regulation,
    RegulationIndexPage,
    RegulationVersion,
    ResultProof,
    Risk,
    Stage,
    SubprojectPage,
)

# They keep every programme; leaders keep their own.
KEEPERS = (Role.EDITOR, Role.ADMINISTRATOR)


def leads(user, programme, subproject=None, group=None):
    """Tell whether `user` keeps what belongs to `programme`, or to one part of it where `subproject` or `group` is given.

    The programme's leaders keep all of it, a part's leaders that part, editors and administrators everything.
    """
    parts = [page for page in (subproject, group) if page is not None]
    if not user.is_authenticated or programme is None:
        return False
    if user.has_role(*KEEPERS):
        return True
    # Who leads a part of another programme has no say here, whatever the row claims.
    if any(not part.path.startswith(programme.path) for part in parts):
        return False
    return not led_paths(user).isdisjoint(paths_above(programme, *parts))


def leads_page(user, page):
    """Tell whether `user` keeps `page`: leads it or anything above it."""
    return leads(user, page)


def led_by(user, queryset, *lookups):
    """Return the rows of `queryset` that `user` keeps: those where one of `lookups` («programme», «stage__group») is theirs."""
    if not user.is_authenticated:
        return queryset.none()
    if user.has_role(*KEEPERS):
        return queryset
    ids, mine = list(led_page_ids(user)), queryset.none()
    for lookup in lookups:
        mine = mine | queryset.filter(**{f"{lookup}__in": ids})
    return mine


def verdict(allowed):
    """Return ALLOWED or DENIED."""
    return ALLOWED if allowed else DENIED


@rule(ProgrammePage, "appoint")
def appoint_to_programme(user, page):
    """Editors and administrators name the leaders of a programme."""
    return verdict(user.is_authenticated and user.has_role(*KEEPERS))


@rule(GroupPage, "appoint")
@rule(GroupPage, "agree")
@rule(SubprojectPage, "appoint")
def keep_from_above(user, page):
    """Whoever leads what a part belongs to names its leaders and agrees its plan."""
    return verdict(leads_page(user, page.get_parent()))


@rule(Stage, "change")
def change_stage(user, stage):
    """Leaders keep the stages of their own programme or part of it."""
    return verdict(leads(user, stage.programme, stage.subproject, stage.group))


@rule(PlanItem, "change")
def change_plan_item(user, item):
    """Leaders keep the plan of their own programme or part of it."""
    stage = item.stage
    return verdict(leads(user, stage.programme, stage.subproject or item.subproject, stage.group))


@rule(ProgrammePage, "plan")
@rule(SubprojectPage, "plan")
def change_plan_of_page(user, page):
    """The plan of a whole programme or of a subproject: stages and their items."""
    return verdict(leads_page(user, page))


@rule(GroupMember, "change")
@rule(Meeting, "change")
@rule(PlanAgreement, "change")
def change_life_of_group(user, row):
    """Its leader, and those of what it stands in, keep a group's members, meetings and agreements."""
    return verdict(leads_page(user, row.group))


@public_place
def protocol_of_a_meeting_that_was_held(file):
    """The group's page is for everybody and shows the file as the protocol of a meeting that was held."""
    held = Meeting.objects.filter(protocol=file, status=MeetingStatus.HELD).values("group")
    return GroupPage.objects.shown().filter(pk__in=held).exists()


def change_part(user, part):
    """Indicators, risks and results are kept by who leads the programme, or the subproject they belong to."""
    return verdict(leads(user, part.programme, part.subproject))


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


@rule(Regulation, "change")
def change_regulation(user, regulation):
    """Leaders of programmes and editors keep the normative base, which is one for the whole centre (A.5)."""
    return verdict(user.is_authenticated and user.has_role(*KEEPERS, Role.PROGRAMME_LEADER))


@public_place
def a_wording_in_the_normative_base(file):
    """A wording that is or was in force, of a public document, while the section itself is open to everybody."""
    return RegulationVersion.objects.shown().filter(file=file).exists() and RegulationIndexPage.objects.shown().exists()
