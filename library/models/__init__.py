from library.models.importing import ImportBatch, ImportRow
from library.models.material import MaterialAuthor, MaterialFile, MaterialIndexPage, MaterialLink, MaterialPage
from library.models.outer_links import LinkPlace, LinkRound, OuterLink
from library.models.personal import Shelf, ShelfItem, Thanks
from library.models.platforms import Platform, ReplenishmentReminder
from library.models.status import ExpertStatus
from library.models.versions import MaterialVersion
from library.models.vocabularies import Licence, MaterialKind

__all__ = [
    "ExpertStatus",
    "ImportBatch",
    "ImportRow",
    "Licence",
    "LinkPlace",
    "LinkRound",
    "MaterialAuthor",
    "MaterialFile",
    "MaterialIndexPage",
    "MaterialKind",
    "MaterialLink",
    "MaterialPage",
    "MaterialVersion",
    "OuterLink",
    "Platform",
    "ReplenishmentReminder",
    "Shelf",
    "ShelfItem",
    "Thanks",
]
