"""What an expert writes into the sheet, as plain data; what cannot be, and what is still missing before it is sent."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from expertise import scoring
from expertise.enums import Recommendation, RemarkForce
from expertise.levels import highest

MOST_REMARKS = 100
LONGEST = {"text": 8000, "note_to_centre": 4000, "comment": 4000, "remark": 4000, "quote": 500}
MOST_LEAF = 100_000


@dataclass(frozen=True)
class MarkGiven:
    """The answer to one criterion: a mark, or «не применимо», or nothing yet; and words."""

    mark: int | None = None
    is_na: bool = False
    comment: str = ""

    @property
    def is_given(self):
        """Whether the criterion has been answered."""
        return self.is_na or self.mark is not None


@dataclass(frozen=True)
class RemarkGiven:
    """A remark: its force, words and place (key of a RoundFile, page or slide from 1, the quoted words)."""

    text: str
    force: str = RemarkForce.OBLIGATORY
    file_id: int | None = None
    leaf: int | None = None
    quote: str = ""


@dataclass(frozen=True)
class SheetAnswers:
    """A whole sheet. `marks` is {key of a RoundCriterion: MarkGiven}; an empty sheet is a good draft."""

    marks: dict = field(default_factory=dict)
    remarks: tuple = ()
    recommendation: str = ""
    text: str = ""
    note_to_centre: str = ""


def impossible(answers, criteria, file_ids):
    """Return {field: sentence} of what no sheet with these RoundCriterion rows and files may hold; empty when all is well."""
    known = {criterion.pk: criterion for criterion in criteria}
    errors = {}
    for key, given in answers.marks.items():
        if key not in known or not _may_be(given, known[key]):
            errors[f"mark-{key}"] = _("Такой оценки на листе нет: выберите один из уровней.")
        if len(given.comment) > LONGEST["comment"]:
            errors[f"comment-{key}"] = _too_long(LONGEST["comment"])
    if len(answers.remarks) > MOST_REMARKS:
        errors["remarks"] = _("Замечаний больше %d: соберите близкие в одно.") % MOST_REMARKS
    for index, remark in enumerate(answers.remarks):
        errors |= _remark_errors(index, remark, file_ids)
    if answers.recommendation and answers.recommendation not in Recommendation.values:
        errors["recommendation"] = _("Выберите одну из четырёх рекомендаций.")
    for name in ("text", "note_to_centre"):
        if len(getattr(answers, name)) > LONGEST[name]:
            errors[name] = _too_long(LONGEST[name])
    return errors


def missing(answers, criteria):
    """Return {field: sentence} of what the expert must still say before the sheet can be sent."""
    errors = {}
    for criterion in criteria:
        given = answers.marks.get(criterion.pk, MarkGiven())
        if not given.is_given:
            errors[f"mark-{criterion.pk}"] = (
                _("Выберите уровень или «не применимо».") if criterion.may_be_na else _("Выберите уровень.")
            )
        elif needs_words(criterion, given.mark) and not given.comment.strip():
            errors[f"comment-{criterion.pk}"] = _(
                "При такой оценке нужно пояснение: автор должен понять, чего не хватает."
            )
    for index, remark in enumerate(answers.remarks):
        if not remark.text.strip():
            errors[f"remark-{index}-text"] = _("Напишите само замечание или уберите строку.")
    if not answers.text.strip():
        errors["text"] = _("Напишите общий вывод: две-три фразы, с них автор начнёт читать.")
    if not answers.recommendation:
        errors["recommendation"] = _("Выберите рекомендацию.")
    elif answers.recommendation in (Recommendation.WITH_EDITS, Recommendation.REVISE) and not answers.remarks:
        errors["remarks"] = _("Запишите хотя бы одно замечание: без него автору нечего исправлять.")
    return errors


def needs_words(criterion, mark):
    """Tell whether this mark by this RoundCriterion needs a comment."""
    return mark is not None and criterion.comment_up_to is not None and mark <= criterion.comment_up_to


def total_of(answers, criteria):
    """Return the sheet's result in per cent, rounded to a whole, or None while nothing is judged."""
    found = scoring.total(
        {key: given.mark for key, given in answers.marks.items()},
        {criterion.pk: criterion.weight for criterion in criteria},
        {criterion.pk: highest(criterion.levels) for criterion in criteria},
    )
    return None if found is None else round(found)


def answers_of(assignment):
    """Return the SheetAnswers that an ExpertAssignment keeps: two queries."""
    scores = {key: MarkGiven(one.mark, one.is_na, one.comment) for key, one in assignment.scores_by_criterion.items()}
    remarks = [
        RemarkGiven(one.text, one.force, one.file_id, one.leaf, one.quote)
        for one in sorted(assignment.remarks.all(), key=lambda remark: (remark.sort_order, remark.pk))
    ]
    return SheetAnswers(scores, tuple(remarks), assignment.recommendation, assignment.text, assignment.note_to_centre)


def _may_be(given, criterion):
    if given.is_na:
        return criterion.may_be_na and given.mark is None
    return given.mark is None or given.mark in {mark for mark, _words in criterion.levels}


def _remark_errors(index, remark, file_ids):
    errors = {}
    if len(remark.text) > LONGEST["remark"]:
        errors[f"remark-{index}-text"] = _too_long(LONGEST["remark"])
    if len(remark.quote) > LONGEST["quote"]:
        errors[f"remark-{index}-quote"] = _too_long(LONGEST["quote"])
    if remark.force not in RemarkForce.values:
        errors[f"remark-{index}-force"] = _("Выберите, обязательно ли это исправить.")
    if remark.file_id is not None and remark.file_id not in file_ids:
        errors[f"remark-{index}-file"] = _("Выберите файл этой работы.")
    if remark.leaf is not None and not 1 <= remark.leaf <= MOST_LEAF:
        errors[f"remark-{index}-leaf"] = _("Номер страницы — целое число от 1.")
    return errors


def _too_long(most):
    return _("Не больше %d знаков: сократите, пожалуйста.") % most
