"""Verbs of risks and of expected results (B.28, B.2)."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from home.changes import note_changes
from programmes.actions import MoveRefused
from programmes.enums import RESULT_MOVES, RISK_MOVES, ResultState, RiskState
from programmes.models import ExpectedResult, ResultProof, Risk, RiskMeasure


def set_risk_state(*, risk, state, by, note=""):
    """Move a Risk into a state (RiskState) with a note of why. Raises ActionRefused, MoveRefused."""
    demand(by, "change", risk)
    with transaction.atomic():
        kept = Risk.objects.select_for_update().get(pk=risk.pk)
        _refuse_move(kept, RiskState(state), RISK_MOVES[RiskState(kept.state)])
        kept.state, kept.state_note = state, note.strip()
        kept.save(update_fields=["state", "state_note"])
        _tell(kept, "programmes.risk.state", by, state=state, note=kept.state_note)
    return kept


def write_measures(*, risk, texts, done=(), by):
    """Make the measures of a Risk what `texts` (in order) say; those whose text is in `done` are taken. Raises ActionRefused.

    A measure whose text stays keeps its row.
    """
    demand(by, "change", risk)
    texts = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    with transaction.atomic():
        Risk.objects.select_for_update().get(pk=risk.pk)
        known = {measure.text: measure for measure in risk.measures.all()}
        risk.measures.exclude(text__in=texts).delete()
        for order, text in enumerate(texts):
            measure = known.get(text) or RiskMeasure(risk=risk, text=text)
            measure.sort_order, measure.is_done = order * 10, text in done
            measure.save()
        _tell(risk, "programmes.risk.measures", by, measures=len(texts), done=len(set(done) & set(texts)))


def set_result_state(*, result, state, by):
    """Judge an ExpectedResult (ResultState). Raises ActionRefused, MoveRefused."""
    demand(by, "change", result)
    with transaction.atomic():
        kept = ExpectedResult.objects.select_for_update().get(pk=result.pk)
        _refuse_move(kept, ResultState(state), RESULT_MOVES[ResultState(kept.state)])
        kept.state = state
        kept.save(update_fields=["state"])
        _tell(kept, "programmes.result.state", by, state=state)
    return kept


def add_proof(*, result, text, by, address="", on=None, target=None):
    """Prove an ExpectedResult by `target` (any object) or by an address; the words are kept for good.

    Raises ActionRefused, ValidationError.
    """
    demand(by, "change", result)
    with transaction.atomic():
        proof = ResultProof(result=result, text=text.strip()[:300], address=address, on=on)
        if target is not None:
            proof.target = target
        proof.full_clean()
        proof.save()
        _tell(result, "programmes.result.proof", by, text=proof.text)
    return proof


def _refuse_move(kept, wanted, moves):
    if wanted not in moves:
        raise MoveRefused(
            _("«%(now)s» нельзя сменить на «%(wanted)s».") % {"now": kept.get_state_display(), "wanted": wanted.label}
        )


def _tell(instance, action, by, **data):
    log(instance=instance, action=action, user=by, data=data)
    note_changes([instance.programme_id])
