from library.models.material import MaterialAuthor, MaterialFile, MaterialIndexPage, MaterialLink, MaterialPage
from library.models.outer_links import LinkPlace, LinkRound, OuterLink
from library.models.platforms import Platform, ReplenishmentReminder
from library.models.status import ExpertStatus
from library.models.vocabularies import Licence, MaterialKind

__all__ = [
    "ExpertStatus",
    "Licence",
    "LinkPlace",
    "LinkRound",
    "MaterialAuthor",
    "MaterialFile",
    "MaterialIndexPage",
    "MaterialKind",
    "MaterialLink",
    "MaterialPage",
    "OuterLink",
    "Platform",
    "ReplenishmentReminder",
]
