from library.models.certificates import PublicationCertificate
from library.models.collections import (
    CollectionCandidate,
    CollectionItem,
    MaterialCollectionIndexPage,
    MaterialCollectionPage,
)
from library.models.editions import CompiledEdition
from library.models.importing import ImportBatch, ImportRow
from library.models.journals import JournalIndexPage, JournalIssueItem, JournalIssuePage, JournalPage
from library.models.material import MaterialAuthor, MaterialFile, MaterialIndexPage, MaterialLink, MaterialPage
from library.models.outer_links import LinkPlace, LinkRound, OuterLink
from library.models.personal import Shelf, ShelfItem, Thanks
from library.models.platforms import Platform, ReplenishmentReminder
from library.models.scheme import ReviewScheme
from library.models.status import ExpertStatus
from library.models.submission import (
    Submission,
    SubmissionAuthor,
    SubmissionFile,
    SubmissionReminder,
    SubmissionReturn,
    SubmissionVersion,
    VersionFile,
)
from library.models.versions import MaterialVersion
from library.models.vocabularies import Licence, MaterialKind
from library.models.workflow import EditorialCheckTask, ExpertReviewTask, MethodistCheckTask

__all__ = [
    "CollectionCandidate",
    "CollectionItem",
    "CompiledEdition",
    "EditorialCheckTask",
    "ExpertReviewTask",
    "ExpertStatus",
    "ImportBatch",
    "ImportRow",
    "JournalIndexPage",
    "JournalIssueItem",
    "JournalIssuePage",
    "JournalPage",
    "Licence",
    "LinkPlace",
    "LinkRound",
    "MaterialAuthor",
    "MaterialCollectionIndexPage",
    "MaterialCollectionPage",
    "MaterialFile",
    "MaterialIndexPage",
    "MaterialKind",
    "MaterialLink",
    "MaterialPage",
    "MaterialVersion",
    "MethodistCheckTask",
    "OuterLink",
    "Platform",
    "PublicationCertificate",
    "ReplenishmentReminder",
    "ReviewScheme",
    "Shelf",
    "ShelfItem",
    "Submission",
    "SubmissionAuthor",
    "SubmissionFile",
    "SubmissionReminder",
    "SubmissionReturn",
    "SubmissionVersion",
    "Thanks",
    "VersionFile",
]
