from library.models.importing import ImportBatch, ImportRow
from library.models.material import MaterialAuthor, MaterialFile, MaterialIndexPage, MaterialLink, MaterialPage
from library.models.status import ExpertStatus
from library.models.vocabularies import Licence, MaterialKind

__all__ = [
    "ExpertStatus",
    "ImportBatch",
    "ImportRow",
    "Licence",
    "MaterialAuthor",
    "MaterialFile",
    "MaterialIndexPage",
    "MaterialKind",
    "MaterialLink",
    "MaterialPage",
]
