"""What people outside the review read of it: the author's room and the visitors' badge; never a hidden name (P2).

Days, not moments: the minute of a review would tell who was at work (reliability 29).
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.answering import may_answer_remarks
from expertise.author_voice import is_appealed
from expertise.enums import AppealState, ConclusionState, Recommendation, RemarkForce, RoundState
from expertise.models import Conclusion, ReviewRound
from expertise.outcome import expert_label, remarks_of
from expertise.outcome_words import mark_ru

TONES = {
    Recommendation.RECOMMEND: ("ok", "check"),
    Recommendation.WITH_EDITS: ("wait", "pencil"),
    Recommendation.REVISE: ("wait", "pencil"),
    Recommendation.REJECT: ("no", "cross"),
}


@dataclass(frozen=True)
class AuthorRemark:
    """A numbered remark as its author of the work reads it, with his answer."""

    number: int
    expert: str
    force: str
    is_obligatory: bool
    text: str
    place: str
    quote: str
    answer_kind: str
    answer_label: str
    answer_text: str


@dataclass(frozen=True)
class AuthorConclusion:
    """A signed conclusion as the author reads it before anybody else does."""

    pk: int
    label: str
    state: str
    verdict: str
    verdict_label: str
    tone: str
    icon: str
    text: str
    criteria: tuple
    dissent: tuple
    signed_on: object
    signer: str
    role: str
    url: str
    check_url: str
    pdf_url: str
    docx_url: str
    edits_confirmed_on: object
    answered_on: object
    agrees: bool | None
    answer: str
    appeal: str
    appeal_label: str
    appeal_text: str
    appeal_answer: str
    revoked_on: object
    revoke_reason: str
    may_answer: bool
    may_appeal: bool


@dataclass(frozen=True)
class AuthorRound:
    """One round as the author sees it; until the signature only that it goes on."""

    pk: int
    number: int
    version: int
    state: str
    opened_on: object
    rubric: str
    conclusion: AuthorConclusion | None
    remarks: tuple
    may_answer_remarks: bool

    @property
    def unanswered(self):
        """How many remarks wait for an answer."""
        return sum(not remark.answer_text for remark in self.remarks)


@dataclass(frozen=True)
class PublicView:
    """What visitors read beside a work: the verdict, a summary where the rubric lets it, the way to the check."""

    pk: int
    verdict: str
    label: str
    number: str
    signed_on: object
    summary: str
    url: str


# What a PublicView is made of: the page of a work is asked for more often than any other, and both rows are wide.
PUBLIC = (
    "state",
    "verdict",
    "year",
    "number",
    "code",
    "digest",
    "summary",
    "signed_at",
    "edits_confirmed_at",
    "round__is_summary_public",
)


def author_view(page):
    """Return the AuthorRounds of `page`, the newest first.

    Who may see them (the author, co-authors) is asked before. Three queries for each round that has its conclusion, one
    for all that have none.
    """
    rounds = ReviewRound.objects.of_page(page.pk).select_related("conclusion")
    return [author_round(round) for round in rounds]


def author_round(round):
    """Return the AuthorRound of `round`."""
    conclusion = getattr(round, "conclusion", None)
    if conclusion is not None and conclusion.state == ConclusionState.DRAFT:
        conclusion = None
    return AuthorRound(
        pk=round.pk,
        number=round.number,
        version=round.version_number,
        state=RoundState(round.state).label,
        opened_on=_day(round.opened_at),
        rubric=round.rubric_title,
        conclusion=_conclusion(conclusion) if conclusion else None,
        remarks=tuple(_remark(row, round) for row in _with_people(round)) if conclusion else (),
        may_answer_remarks=bool(conclusion) and may_answer_remarks(round),
    )


def public_view(page):
    """Return the PublicView of the newest conclusion in force that recommends `page`, or None. One query.

    A refusal, a draft and what waits for edits are nobody's business; what was revoked is gone from here.
    """
    about = Conclusion.objects.signed().filter(round__page=page.pk).select_related("round").only(*PUBLIC)
    conclusion = next((row for row in about.order_by("-signed_at") if row.allows_publication), None)
    if conclusion is None:
        return None
    edited = conclusion.verdict == Recommendation.WITH_EDITS
    return PublicView(
        pk=conclusion.pk,
        verdict=conclusion.verdict,
        label=_("рекомендован после доработки") if edited else _("рекомендован"),
        number=conclusion.label,
        signed_on=_day(conclusion.signed_at),
        summary=conclusion.summary if conclusion.round.is_summary_public else "",
        url=reverse("expertise:conclusion_check", args=[conclusion.code]),
    )


def criteria_rows(facts):
    """Return the rows of the table of criteria from frozen facts: title, weight, median and spread in words."""
    return tuple(
        {
            "title": row["title"],
            "weight": row["weight"],
            "median": mark_ru(row["median"]),
            "best": row["best"],
            "spread": "—" if row["spread"] is None else row["spread"],
            "is_disputed": row["is_disputed"],
        }
        for row in facts.get("criteria", [])
    )


def dissent_rows(facts):
    """Return (expert, what he proposes, his words) from frozen facts."""
    return tuple((expert, Recommendation(wish).label, text) for expert, wish, text in facts.get("dissent", []))


def _conclusion(row):
    tone, icon = TONES[row.verdict]
    in_force = row.state == ConclusionState.SIGNED
    links = {name: reverse(f"expertise:conclusion_{name}", args=[row.pk]) for name in ("pdf", "docx")}
    return AuthorConclusion(
        pk=row.pk,
        label=row.label,
        state=row.state,
        verdict=row.verdict,
        verdict_label=row.get_verdict_display(),
        tone=tone,
        icon=icon,
        text=row.text,
        criteria=criteria_rows(row.facts),
        dissent=dissent_rows(row.facts),
        signed_on=_day(row.signed_at),
        signer=row.signer_name,
        role=row.signer_role,
        url=reverse("expertise:author_conclusion", args=[row.pk]),
        check_url=reverse("expertise:conclusion_check", args=[row.code]),
        pdf_url=links["pdf"] if row.pdf_id else "",
        docx_url=links["docx"],
        edits_confirmed_on=_day(row.edits_confirmed_at),
        answered_on=_day(row.author_answered_at),
        agrees=row.author_agrees,
        answer=row.author_answer,
        appeal=row.appeal_state,
        appeal_label=AppealState(row.appeal_state).label if row.appeal_state else "",
        appeal_text=row.appeal_text,
        appeal_answer=row.appeal_answer,
        revoked_on=_day(row.revoked_at),
        revoke_reason=row.revoke_reason,
        may_answer=in_force and row.author_answered_at is None,
        may_appeal=in_force and row.verdict == Recommendation.REJECT and not is_appealed(row.round),
    )


def _with_people(round):
    rows = remarks_of(round)
    return rows if round.hides_experts else rows.select_related("assignment__expert", "answer", "file")


def _remark(row, round):
    answer = getattr(row, "answer", None)
    return AuthorRemark(
        number=row.number,
        expert=expert_label(row.assignment) if round.hides_experts else _name(row.assignment),
        force=row.get_force_display(),
        is_obligatory=row.force == RemarkForce.OBLIGATORY,
        text=row.text,
        place=place_of(row),
        quote=row.quote,
        answer_kind=answer.kind if answer else "",
        answer_label=answer.get_kind_display() if answer else "",
        answer_text=answer.text if answer else "",
    )


def place_of(remark):
    """Return «План урока, с. 3»: where in the work the remark stands; empty for the whole of it."""
    leaf = _("с. %d") % remark.leaf if remark.leaf else ""
    return ", ".join(filter(None, (remark.file.title if remark.file else "", leaf)))


def _name(assignment):
    if assignment.expert is not None:
        return assignment.expert.get_full_name() or expert_label(assignment)
    return assignment.guest_name or expert_label(assignment)


def _day(moment):
    return timezone.localdate(moment) if moment else None
