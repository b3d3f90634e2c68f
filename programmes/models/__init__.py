from programmes.models.news import NewsIndexPage, NewsPage
from programmes.models.plan import PlanItem, Stage
from programmes.models.programme import ProgrammeIndexPage, ProgrammePage, SubprojectPage
from programmes.models.regulation import Regulation, RegulationVersion
from programmes.models.regulation_pages import RegulationIndexPage

__all__ = [
    "NewsIndexPage",
    "NewsPage",
    "PlanItem",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "Regulation",
    "RegulationIndexPage",
    "RegulationVersion",
    "Stage",
    "SubprojectPage",
]
