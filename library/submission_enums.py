"""Words and tables of moves of a work on its way to the library (D1, design §7)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SubmissionState(TextChoices):
    """Where a work is on its way to the library (D1, D5); whose turn it is follows from it."""

    DRAFT = "draft", _("черновик")
    SUBMITTED = "submitted", _("ждёт методиста")
    CHECKING = "checking", _("смотрит методист")
    RETURNED = "returned", _("у автора на доработке")
    IN_REVIEW = "in_review", _("на экспертизе")
    DECIDED = "decided", _("заключение у автора")
    CONFIRMING = "confirming", _("председатель сверяет правки")
    EDITING = "editing", _("у редактора")
    PUBLISHED = "published", _("опубликована")
    REJECTED = "rejected", _("отклонена")
    WITHDRAWN = "withdrawn", _("отозвана автором")


# The centre or the author still has something to do.
OPEN_SUBMISSIONS = frozenset(
    {
        SubmissionState.SUBMITTED,
        SubmissionState.CHECKING,
        SubmissionState.RETURNED,
        SubmissionState.IN_REVIEW,
        SubmissionState.DECIDED,
        SubmissionState.CONFIRMING,
        SubmissionState.EDITING,
    }
)
# The working copy is open to its author.
WRITABLE = frozenset({SubmissionState.DRAFT, SubmissionState.RETURNED})
SUBMISSION_MOVES = {
    SubmissionState.DRAFT: {SubmissionState.SUBMITTED},
    SubmissionState.SUBMITTED: {SubmissionState.CHECKING, SubmissionState.WITHDRAWN},
    SubmissionState.CHECKING: {
        SubmissionState.SUBMITTED,
        SubmissionState.RETURNED,
        SubmissionState.IN_REVIEW,
        SubmissionState.EDITING,
        SubmissionState.REJECTED,
        SubmissionState.WITHDRAWN,
    },
    # Back to the step that has returned it: the methodist, the same experts, the chair or the editor.
    SubmissionState.RETURNED: {
        SubmissionState.SUBMITTED,
        SubmissionState.IN_REVIEW,
        SubmissionState.CONFIRMING,
        SubmissionState.EDITING,
        SubmissionState.WITHDRAWN,
    },
    SubmissionState.IN_REVIEW: {SubmissionState.CHECKING, SubmissionState.DECIDED, SubmissionState.WITHDRAWN},
    SubmissionState.DECIDED: {
        SubmissionState.RETURNED,
        SubmissionState.EDITING,
        SubmissionState.REJECTED,
        SubmissionState.WITHDRAWN,
    },
    SubmissionState.CONFIRMING: {SubmissionState.RETURNED, SubmissionState.EDITING, SubmissionState.WITHDRAWN},
    SubmissionState.EDITING: {SubmissionState.RETURNED, SubmissionState.PUBLISHED, SubmissionState.WITHDRAWN},
    SubmissionState.PUBLISHED: set(),
    # One appeal to the chair (design §7).
    SubmissionState.REJECTED: {SubmissionState.IN_REVIEW},
    SubmissionState.WITHDRAWN: {SubmissionState.DRAFT},
}


class WorkOrigin(TextChoices):
    """Whose the exclusive right is (Civil Code, article 1295)."""

    OWN = "own", _("сделана не по заданию работодателя: права у автора")
    SERVICE_ALLOWED = "service_allowed", _("сделана по работе, работодатель согласен на публикацию")
    SERVICE_EXPIRED = "service_expired", _("сделана по работе больше трёх лет назад, права вернулись к автору")


class PupilsPart(TextChoices):
    """Whether children's works or photographs are in it (152-ФЗ; Civil Code, article 152.1)."""

    NONE = "none", _("нет")
    CONSENTED = "consented", _("есть, согласия родителей у меня")
    IMPERSONAL = "impersonal", _("есть, но ребёнка по ним не узнать")


class CoauthorState(TextChoices):
    ASKED = "asked", _("ждём ответа")
    AGREED = "agreed", _("согласен")
    DECLINED = "declined", _("не согласен")


COAUTHOR_MOVES = {
    CoauthorState.ASKED: {CoauthorState.AGREED, CoauthorState.DECLINED},
    CoauthorState.AGREED: {CoauthorState.DECLINED},
    CoauthorState.DECLINED: {CoauthorState.AGREED},
}


class ReturnStep(TextChoices):
    """Who has sent the work back, and so where it goes next."""

    CHECK = "check", _("проверка методиста")
    REVIEW = "review", _("экспертиза")
    EDITS = "edits", _("правки по заключению")
    EDITING = "editing", _("редактура")
