from library.models.collections import (
    CollectionCandidate,
    CollectionItem,
    MaterialCollectionIndexPage,
    MaterialCollectionPage,
)
from library.models.editions import CompiledEdition
from library.models.journals import JournalIndexPage, JournalIssueItem, JournalIssuePage, JournalPage
from library.models.material import MaterialAuthor, MaterialFile, MaterialIndexPage, MaterialLink, MaterialPage
from library.models.status import ExpertStatus
from library.models.vocabularies import Licence, MaterialKind

__all__ = [
    "CollectionCandidate",
    "CollectionItem",
    "CompiledEdition",
    "ExpertStatus",
    "JournalIndexPage",
    "JournalIssueItem",
    "JournalIssuePage",
    "JournalPage",
    "Licence",
    "MaterialAuthor",
    "MaterialCollectionIndexPage",
    "MaterialCollectionPage",
    "MaterialFile",
    "MaterialIndexPage",
    "MaterialKind",
    "MaterialLink",
    "MaterialPage",
]
