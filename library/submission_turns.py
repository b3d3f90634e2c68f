"""Where a work is, in kind words: whose turn, since when, until when, and the one thing to do next."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.submission_enums import ReturnStep, SubmissionState

MINE, CENTRE, NOBODY = "mine", "centre", "nobody"
# State: (whose turn, tone of the badge, sign, what happens).
WORDS = {
    SubmissionState.DRAFT: (MINE, "info", "pencil", _("Черновик видите только вы. Допишите карточку и отправьте.")),
    SubmissionState.SUBMITTED: (CENTRE, "wait", "clock", _("Работа в очереди: её скоро возьмёт методист центра.")),
    SubmissionState.CHECKING: (CENTRE, "wait", "eye", _("Методист центра смотрит, всё ли на месте.")),
    SubmissionState.RETURNED: (MINE, "wait", "remark", _("Работу просят доработать: замечания внутри.")),
    SubmissionState.IN_REVIEW: (
        CENTRE,
        "wait",
        "eye",
        _("Работу читают эксперты. Кто они, не знает никто, кроме центра."),
    ),
    SubmissionState.DECIDED: (MINE, "info", "seal", _("Заключение готово: прочитайте и ответьте.")),
    SubmissionState.CONFIRMING: (CENTRE, "wait", "clock", _("Председатель сверяет правки с заключением.")),
    SubmissionState.EDITING: (CENTRE, "wait", "pencil", _("Редактор готовит работу к публикации.")),
    SubmissionState.PUBLISHED: (NOBODY, "ok", "check", _("Работа в библиотеке, её видят все.")),
    SubmissionState.REJECTED: (
        NOBODY,
        "no",
        "cross",
        _("Работу не приняли. Причина внутри, её видите только вы и центр."),
    ),
    SubmissionState.WITHDRAWN: (NOBODY, "none", "blank", _("Вы отозвали работу. Её можно открыть снова.")),
}
RETURNED = {
    ReturnStep.CHECK: _("Методист центра просит дополнить работу: замечания внутри."),
    ReturnStep.REVIEW: _("Эксперты просят доработать: ответьте на каждое замечание и пришлите новую версию."),
    ReturnStep.EDITS: _("Работу рекомендуют с правками: исправьте и пришлите новую версию."),
    ReturnStep.EDITING: _("Редактор просит уточнить: замечания внутри."),
}
TURNS = {MINE: _("ваш ход"), CENTRE: _("ход центра"), NOBODY: ""}


@dataclass(frozen=True)
class Turn:
    """How a work stands, for its author. `action` and `url` are the one next thing to do."""

    whose: str
    turn: str
    label: str
    tone: str
    sign: str
    text: str
    since: date
    until: date | None
    is_late: bool
    action: str
    url: str


def turn_of(submission, *, step=None, declined=False):
    """Return the Turn of a work. No query: `step` is the last ReturnStep, `declined` whether a co-author does not agree."""
    state = SubmissionState(submission.state)
    whose, tone, sign, text = WORDS[state]
    if state == SubmissionState.RETURNED and step:
        text = RETURNED[ReturnStep(step)]
    if declined and state not in (SubmissionState.PUBLISHED, SubmissionState.REJECTED, SubmissionState.WITHDRAWN):
        whose, tone, sign = MINE, "no", "alert"
        text = _("Соавтор не согласен: без него работа дальше не пойдёт. Уберите его из авторов или спросите ещё раз.")
    action, url = _action(submission, state, declined)
    until = submission.due_on
    return Turn(
        whose,
        str(TURNS[whose]),
        submission.get_state_display(),
        tone,
        sign,
        str(text),
        timezone.localdate(submission.state_since),
        until,
        bool(until and until < timezone.localdate()),
        str(action),
        url,
    )


def turns_of(submissions):
    """Return [(Submission, Turn)] of works read with `for_list`."""
    return [(work, turn_of(work, step=work.last_step, declined=work.has_declined)) for work in submissions]


def _action(work, state, declined):
    edit, room = (reverse(f"library:submission_{name}", args=[work.pk]) for name in ("edit", "room"))
    if declined:
        return _("К соавторам"), edit if state in (
            SubmissionState.DRAFT,
            SubmissionState.RETURNED,
        ) else f"{room}#authors"
    if state == SubmissionState.DRAFT:
        return _("Продолжить"), edit
    if state == SubmissionState.RETURNED:
        return _("Посмотреть замечания"), room
    if state == SubmissionState.DECIDED:
        return _("Прочитать заключение"), room
    if state == SubmissionState.PUBLISHED and work.page_id and work.page.live:
        return _("Открыть в библиотеке"), work.page.url
    return _("Открыть"), room
