from programmes.models.agreement import PlanAgreement
from programmes.models.group import GroupIndexPage, GroupPage
from programmes.models.group_member import GroupMember
from programmes.models.leading import Leading
from programmes.models.meeting import Meeting
from programmes.models.news import NewsIndexPage, NewsPage
from programmes.models.plan import Stage
from programmes.models.plan_item import ItemDate, ItemProof, ItemReminder, PlanItem
from programmes.models.programme import ProgrammeIndexPage, ProgrammePage, SubprojectPage
from programmes.models.proof import Proof

__all__ = [
    "GroupIndexPage",
    "GroupMember",
    "GroupPage",
    "ItemDate",
    "ItemProof",
    "ItemReminder",
    "Leading",
    "Meeting",
    "NewsIndexPage",
    "NewsPage",
    "PlanAgreement",
    "PlanItem",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "Proof",
    "Stage",
    "SubprojectPage",
]
