"""What the centre holds important in the order of hits: kept by every process, fresh at once in each after a change."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields

from home.changes import current_generation, log
from search.language.scoring import Weights
from search.models import RankingWeights

NAMES = tuple(field.name for field in fields(Weights))
_kept: tuple[int, Weights] | None = None
_tried: ContextVar[Weights | None] = ContextVar("tried", default=None)


def current_weights():
    """Return the Weights of this site, or those that are being tried; read anew only after they may have changed."""
    global _kept
    if (tried_now := _tried.get()) is not None:
        return tried_now
    # The generation first: what is saved meanwhile makes the memory stale, never the other way round.
    generation, kept = current_generation(), _kept
    if kept is None or kept[0] != generation:
        changed = log.since(kept[0]) if kept else None
        fresh = weights_of(RankingWeights.objects.first()) if changed is None or None in changed else kept[1]
        _kept = kept = generation, fresh
    return kept[1]


def weights_of(row):
    """Return the Weights that a RankingWeights row says; None says the usual ones."""
    return Weights(**{name: getattr(row, name) for name in NAMES}) if row else Weights()


@contextmanager
def trying(weights):
    """Order hits by `weights` inside, for this asker alone."""
    token = _tried.set(weights)
    try:
        yield
    finally:
        _tried.reset(token)
