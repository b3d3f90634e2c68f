from programmes.models.agreement import PlanAgreement
from programmes.models.approval import ReportEditorTask, ReportLeaderTask
from programmes.models.group import GroupIndexPage, GroupPage
from programmes.models.group_member import GroupMember
from programmes.models.indicator import Indicator, Measurement
from programmes.models.leading import Leading
from programmes.models.meeting import Meeting
from programmes.models.news import NewsIndexPage, NewsPage
from programmes.models.passport_version import PassportVersion
from programmes.models.plan import Stage
from programmes.models.plan_item import ItemDate, ItemProof, ItemReminder, PlanItem
from programmes.models.plan_upload import PlanUpload
from programmes.models.programme import ProgrammeIndexPage, ProgrammePage, SubprojectPage
from programmes.models.proof import Proof
from programmes.models.regulation import Regulation, RegulationVersion
from programmes.models.regulation_pages import RegulationIndexPage
from programmes.models.report import (
    PrintedReport,
    ProgrammeReportPage,
    ReportIndexPage,
    ReportPublication,
    ReviewReminder,
)
from programmes.models.risk import ExpectedResult, ResultProof, Risk, RiskMeasure

__all__ = [
    "ExpectedResult",
    "GroupIndexPage",
    "GroupMember",
    "GroupPage",
    "Indicator",
    "ItemDate",
    "ItemProof",
    "ItemReminder",
    "Leading",
    "Measurement",
    "Meeting",
    "NewsIndexPage",
    "NewsPage",
    "PassportVersion",
    "PlanAgreement",
    "PlanItem",
    "PlanUpload",
    "PrintedReport",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ProgrammeReportPage",
    "Proof",
    "Regulation",
    "RegulationIndexPage",
    "RegulationVersion",
    "ReportEditorTask",
    "ReportIndexPage",
    "ReportLeaderTask",
    "ReportPublication",
    "ResultProof",
    "ReviewReminder",
    "Risk",
    "RiskMeasure",
    "Stage",
    "SubprojectPage",
]
