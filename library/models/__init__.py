from library.models.facets import FacetChange
from library.models.material import MaterialAuthor, MaterialFile, MaterialIndexPage, MaterialLink, MaterialPage
from library.models.status import ExpertStatus
from library.models.vocabularies import Licence, MaterialKind

__all__ = [
    "ExpertStatus",
    "FacetChange",
    "Licence",
    "MaterialAuthor",
    "MaterialFile",
    "MaterialIndexPage",
    "MaterialKind",
    "MaterialLink",
    "MaterialPage",
]
