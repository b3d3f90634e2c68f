from programmes.models.news import NewsIndexPage, NewsPage
from programmes.models.plan import PlanItem, Stage
from programmes.models.programme import ProgrammeIndexPage, ProgrammePage, SubprojectPage

__all__ = ["NewsIndexPage", "NewsPage", "PlanItem", "ProgrammeIndexPage", "ProgrammePage", "Stage", "SubprojectPage"]
