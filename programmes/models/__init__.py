from programmes.models.news import NewsIndexPage, NewsPage
from programmes.models.plan import Stage
from programmes.models.plan_item import ItemDate, ItemProof, ItemReminder, PlanItem
from programmes.models.plan_upload import PlanUpload
from programmes.models.programme import ProgrammeIndexPage, ProgrammePage, SubprojectPage
from programmes.models.proof import Proof

__all__ = [
    "ItemDate",
    "ItemProof",
    "ItemReminder",
    "NewsIndexPage",
    "NewsPage",
    "PlanItem",
    "PlanUpload",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "Proof",
    "Stage",
    "SubprojectPage",
]
