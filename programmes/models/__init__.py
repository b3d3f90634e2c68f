from programmes.models.indicator import Indicator, Measurement
from programmes.models.news import NewsIndexPage, NewsPage
from programmes.models.plan import PlanItem, Stage
from programmes.models.programme import ProgrammeIndexPage, ProgrammePage, SubprojectPage
from programmes.models.risk import ExpectedResult, ResultProof, Risk, RiskMeasure

__all__ = [
    "ExpectedResult",
    "Indicator",
    "Measurement",
    "NewsIndexPage",
    "NewsPage",
    "PlanItem",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ResultProof",
    "Risk",
    "RiskMeasure",
    "Stage",
    "SubprojectPage",
]
