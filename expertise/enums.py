"""Words and tables of moves of the expert review (design §7, D1, D9)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Anonymity(TextChoices):
    """Who knows whom. The author's own works name him to visitors; here it is about the review alone."""

    EXPERT_HIDDEN = "expert_hidden", _("автор не знает экспертов")
    BOTH_HIDDEN = "both_hidden", _("автор и эксперты не знают друг друга")
    OPEN = "open", _("все знают всех")


class Recommendation(TextChoices):
    """What an expert proposes and what the centre decides: one table joins the words (design §7)."""

    RECOMMEND = "recommend", _("рекомендовать")
    WITH_EDITS = "with_edits", _("рекомендовать с правками")
    REVISE = "revise", _("вернуть на доработку")
    REJECT = "reject", _("отклонить")


# Outcomes after which the work may be published, at once or when its edits are confirmed.
POSITIVE = frozenset({Recommendation.RECOMMEND, Recommendation.WITH_EDITS})

# After these the author mends the work and answers each remark.
MENDED_AFTER = frozenset({Recommendation.WITH_EDITS, Recommendation.REVISE})


class RoundState(TextChoices):
    """How a round stands. «All have answered» is derived, so it is no state."""

    OPEN = "open", _("идёт")
    CONCLUDED = "concluded", _("завершён заключением")
    CANCELLED = "cancelled", _("отменён")


ROUND_MOVES = {
    RoundState.OPEN: {RoundState.CONCLUDED, RoundState.CANCELLED},
    RoundState.CONCLUDED: set(),
    RoundState.CANCELLED: set(),
}


class RoundPurpose(TextChoices):
    """What the round is for."""

    PUBLICATION = "publication", _("перед публикацией")
    ARCHIVE = "archive", _("работа из архива")
    PUBLIC = "public", _("общественная экспертиза")


class VolunteerState(TextChoices):
    """How the centre has answered somebody who offers to judge in a public expertise."""

    WAITING = "waiting", _("ждёт ответа")
    ADMITTED = "admitted", _("приглашён")
    DECLINED = "declined", _("не приглашён")


VOLUNTEER_MOVES = {
    VolunteerState.WAITING: {VolunteerState.ADMITTED, VolunteerState.DECLINED},
    VolunteerState.ADMITTED: set(),
    VolunteerState.DECLINED: {VolunteerState.ADMITTED},
}


class CleanState(TextChoices):
    """How the copy without names stands that experts of a hidden author read instead of a file."""

    NOT_NEEDED = "not_needed", _("не нужна")
    WAITING = "waiting", _("готовится")
    DONE = "done", _("готова")
    FAILED = "failed", _("не получилась")
    ACCEPTED = "accepted", _("файл выдан как есть")


CLEAN_MOVES = {
    CleanState.NOT_NEEDED: set(),
    CleanState.WAITING: {CleanState.DONE, CleanState.FAILED},
    CleanState.DONE: {CleanState.DONE},
    CleanState.FAILED: {CleanState.DONE, CleanState.ACCEPTED},
    CleanState.ACCEPTED: {CleanState.DONE},
}


class AssignmentState(TextChoices):
    """How an expert's work stands (design §7). «Overdue» is derived from the two dates."""

    INVITED = "invited", _("приглашён")
    ACCEPTED = "accepted", _("согласился")
    DECLINED = "declined", _("отказался")
    SUBMITTED = "submitted", _("отзыв отправлен")
    DISMISSED = "dismissed", _("освобождён")
    CANCELLED = "cancelled", _("приглашение отозвано")


# Back from SUBMITTED, DECLINED and DISMISSED: a methodist opens the work again (peers: the wish most often voiced).
ASSIGNMENT_MOVES = {
    AssignmentState.INVITED: {
        AssignmentState.ACCEPTED,
        AssignmentState.DECLINED,
        AssignmentState.DISMISSED,
        AssignmentState.CANCELLED,
    },
    AssignmentState.ACCEPTED: {
        AssignmentState.SUBMITTED,
        AssignmentState.DECLINED,
        AssignmentState.DISMISSED,
        AssignmentState.CANCELLED,
    },
    AssignmentState.DECLINED: {AssignmentState.INVITED},
    AssignmentState.SUBMITTED: {AssignmentState.ACCEPTED},
    AssignmentState.DISMISSED: {AssignmentState.ACCEPTED, AssignmentState.INVITED},
    AssignmentState.CANCELLED: set(),
}
# The work is still expected.
PENDING = frozenset({AssignmentState.INVITED, AssignmentState.ACCEPTED})
# The expert may read the judged version: nobody else's eyes, and no longer than the case is theirs.
READING = frozenset({AssignmentState.INVITED, AssignmentState.ACCEPTED, AssignmentState.SUBMITTED})


class RemarkForce(TextChoices):
    """Whether the author must follow a remark."""

    OBLIGATORY = "obligatory", _("обязательно исправить")
    ADVISORY = "advisory", _("пожелание")


class AnswerKind(TextChoices):
    """What the author says to a remark."""

    DONE = "done", _("исправлено")
    DECLINED = "declined", _("не согласен")


class PostponementState(TextChoices):
    """How an expert's request for more days stands."""

    ASKED = "asked", _("ждёт ответа")
    GRANTED = "granted", _("срок продлён")
    REFUSED = "refused", _("отказано")


POSTPONEMENT_MOVES = {
    PostponementState.ASKED: {PostponementState.GRANTED, PostponementState.REFUSED},
    PostponementState.GRANTED: set(),
    PostponementState.REFUSED: set(),
}


class ConclusionState(TextChoices):
    """How the centre's conclusion stands."""

    DRAFT = "draft", _("проект")
    SIGNED = "signed", _("подписано")
    REVOKED = "revoked", _("отозвано")


CONCLUSION_MOVES = {
    ConclusionState.DRAFT: {ConclusionState.SIGNED},
    ConclusionState.SIGNED: {ConclusionState.REVOKED},
    ConclusionState.REVOKED: set(),
}


class AppealState(TextChoices):
    """How the author's one appeal to the chair stands."""

    ASKED = "asked", _("рассматривается")
    GRANTED = "granted", _("удовлетворена: новая экспертиза")
    REFUSED = "refused", _("отклонена")


APPEAL_MOVES = {
    AppealState.ASKED: {AppealState.GRANTED, AppealState.REFUSED},
    AppealState.GRANTED: set(),
    AppealState.REFUSED: set(),
}


class ChairMatter(TextChoices):
    """What waits for the chair with a term of its own; edits to compare have that of the work they came in."""

    SIGN = "sign", _("подписать заключение")
    APPEAL = "appeal", _("ответить на апелляцию")


class ReminderMark(TextChoices):
    """What an expert has been reminded of; each once a date."""

    ANSWER_SOON = "answer_soon", _("скоро срок ответа")
    ANSWER_LATE = "answer_late", _("срок ответа прошёл")
    WORK_SOON = "work_soon", _("скоро срок отзыва")
    WORK_LATE = "work_late", _("срок отзыва прошёл")
