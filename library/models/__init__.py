from library.models.material import MaterialAuthor, MaterialFile, MaterialIndexPage, MaterialLink, MaterialPage
from library.models.personal import Shelf, ShelfItem, Thanks
from library.models.status import ExpertStatus
from library.models.versions import MaterialVersion
from library.models.vocabularies import Licence, MaterialKind

__all__ = [
    "ExpertStatus",
    "Licence",
    "MaterialAuthor",
    "MaterialFile",
    "MaterialIndexPage",
    "MaterialKind",
    "MaterialLink",
    "MaterialPage",
    "MaterialVersion",
    "Shelf",
    "ShelfItem",
    "Thanks",
]
