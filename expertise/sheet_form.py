"""The sheet as a form: what was typed becomes SheetAnswers, and nothing that was typed is ever lost on the way back."""

from dataclasses import dataclass, replace

from expertise.answers import (
    LONGEST,
    MOST_REMARKS,
    MarkGiven,
    RemarkGiven,
    SheetAnswers,
    needs_words,
    total_of,
)
from expertise.enums import Recommendation, RemarkForce
from expertise.levels import highest

# Rows without words at the end of the list: without a script these are the new ones.
BLANK_ROWS = 2
MOST_DIGITS = 9
NOT_APPLICABLE = "na"
# What is no number of a page or mark: the check of the answers refuses it by name.
WRONG = -1


@dataclass(frozen=True)
class CriterionRow:
    """A criterion with its answer, for the template."""

    criterion: object
    given: MarkGiven
    error: str
    comment_error: str

    @property
    def options(self):
        """[(value, figure, words, chosen)] of its levels and «не применимо»."""
        levels = [(str(mark), str(mark), words, self.given.mark == mark) for mark, words in self.criterion.levels]
        return levels

    @property
    def highest(self):
        """The best mark, for the running total."""
        return highest(self.criterion.levels)

    @property
    def wants_words(self):
        """Whether the mark that is chosen needs a comment."""
        return needs_words(self.criterion, self.given.mark)


@dataclass(frozen=True)
class RemarkRow:
    """A remark in the form. `leaf` is the text that was typed, whatever it is."""

    index: int
    given: RemarkGiven
    leaf: str
    errors: dict

    @property
    def name(self):
        """The beginning of its fields' names."""
        return f"remark-{self.index}"

    @property
    def is_blank(self):
        """Whether nothing stands in it yet."""
        return not (self.given.text or self.given.quote or self.leaf)


class SheetForm:
    """The sheet of one round, filled from what is kept or from what was typed."""

    def __init__(self, criteria, answers, *, leaves=None, errors=None):
        self.criteria, self.answers = criteria, answers
        self.errors = errors or {}
        self._leaves = leaves or ["" if remark.leaf is None else str(remark.leaf) for remark in answers.remarks]

    @classmethod
    def of_post(cls, criteria, post):
        """Read the form that was sent: a QueryDict."""
        marks = {criterion.pk: _mark(post, criterion.pk) for criterion in criteria}
        typed = [remark for remark in (_remark(post, index) for index in range(_count(post))) if remark]
        answers = SheetAnswers(
            marks=marks,
            remarks=tuple(remark for remark, _leaf in typed),
            recommendation=post.get("recommendation", ""),
            text=_words(post, "text"),
            note_to_centre=_words(post, "note_to_centre"),
        )
        return cls(criteria, answers, leaves=[leaf for _remark, leaf in typed])

    def with_errors(self, errors):
        """Return the same form with the sentences {field: sentence} beside its fields."""
        return SheetForm(self.criteria, self.answers, leaves=self._leaves, errors=errors)

    @property
    def groups(self):
        """[(name of the part of the sheet, [CriterionRow, …])] in the order of the sheet."""
        groups = []
        for criterion in self.criteria:
            if not groups or groups[-1][0] != criterion.group:
                groups.append((criterion.group, []))
            groups[-1][1].append(self._row(criterion))
        return groups

    @property
    def remark_rows(self):
        """The remarks, and blank rows after them."""
        room = max(0, min(BLANK_ROWS, MOST_REMARKS - len(self.answers.remarks)))
        remarks = [*self.answers.remarks, *[RemarkGiven(text="")] * room]
        leaves = [*self._leaves, *[""] * room]
        return [self._remark_row(index, *pair) for index, pair in enumerate(zip(remarks, leaves, strict=True))]

    @property
    def spare_row(self):
        """The pattern of a new row, for the script: it writes the row's number instead of «__»."""
        return {"name": "remark-__", "index": "__", "given": RemarkGiven(text=""), "leaf": "", "errors": {}}

    @property
    def error_links(self):
        """[(id of a field, sentence)] for the list above the sheet; what is wrong with a criterion begins with its name."""
        titles = {str(criterion.pk): criterion.title for criterion in self.criteria}
        links = []
        for name, sentence in self.errors.items():
            title = titles.get(name.partition("-")[2]) if name.startswith(("mark-", "comment-")) else None
            links.append((name, f"{title}: {sentence[0].lower()}{sentence[1:]}" if title else sentence))
        return links

    @property
    def total(self):
        """The result in per cent, or None."""
        return total_of(self.answers, self.criteria)

    @property
    def recommendations(self):
        """[(value, words, chosen)]."""
        return [(value, label, value == self.answers.recommendation) for value, label in Recommendation.choices]

    @property
    def forces(self):
        """[(value, words)] of remarks."""
        return RemarkForce.choices

    @property
    def longest(self):
        """Limits of the texts, characters."""
        return LONGEST

    def _row(self, criterion):
        given = self.answers.marks.get(criterion.pk, MarkGiven())
        key = criterion.pk
        return CriterionRow(criterion, given, self.errors.get(f"mark-{key}", ""), self.errors.get(f"comment-{key}", ""))

    def _remark_row(self, index, given, leaf):
        start = f"remark-{index}-"
        errors = {key.removeprefix(start): text for key, text in self.errors.items() if key.startswith(start)}
        if given.leaf == WRONG:
            given = replace(given, leaf=None)
        return RemarkRow(index, given, leaf, errors)


def _mark(post, key):
    value = post.get(f"mark-{key}", "")
    comment = _words(post, f"comment-{key}")
    if value == NOT_APPLICABLE:
        return MarkGiven(is_na=True, comment=comment)
    return MarkGiven(mark=_number(value), comment=comment)


def _remark(post, index):
    """Return (RemarkGiven, the page as it was typed), or None for a row in which nothing stands."""
    text, quote = _words(post, f"remark-{index}-text"), _words(post, f"remark-{index}-quote")
    leaf = post.get(f"remark-{index}-leaf", "").strip()
    if not (text or quote or leaf):
        return None
    force = post.get(f"remark-{index}-force", RemarkForce.OBLIGATORY)
    file_id = _number(post.get(f"remark-{index}-file", ""))
    return RemarkGiven(text=text, force=force, file_id=file_id, leaf=_number(leaf), quote=quote), leaf


def _count(post):
    """How many rows of remarks were sent; one more than is allowed is enough to be refused."""
    wanted = _number(post.get("remark-count", ""))
    return min(max(wanted or 0, 0), MOST_REMARKS + 1)


def _number(text):
    """Return the whole number that `text` is, None for no text, WRONG for anything else."""
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else WRONG


def _words(post, name):
    # Browsers send line ends as CRLF: counted as people count them.
    return post.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()
