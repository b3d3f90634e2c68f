"""Verbs of those who look after the search."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.permissions import demand
from search.models import IndexState, RankingWeights, SearchOutbox
from search.tasks import wake_indexer
from search.upkeep_tasks import check_task, is_asked, rebuild_task


@transaction.atomic
def start_rebuild(*, by):
    """Ask the worker to write the whole index anew, or to go on where that was broken off; return whether it was not asked yet.

    Raises ActionRefused.
    """
    demand(by, "rebuild", IndexState)
    if is_asked(rebuild_task):
        return False
    state, _made = IndexState.objects.get_or_create(name=IndexState.DATABASE)
    log(instance=state, action="search.index.rebuild", user=by, data={"after": state.after})
    rebuild_task.enqueue()
    return True


def start_check(*, by):
    """Ask the worker to compare the index with the site; return whether it was not asked yet. Raises ActionRefused."""
    demand(by, "see", IndexState)
    if is_asked(check_task):
        return False
    check_task.enqueue()
    return True


@transaction.atomic
def try_again(*, row, by):
    """Let a row of the queue that has failed for good have its turn at once. Raises ActionRefused."""
    demand(by, "see", IndexState)
    SearchOutbox.objects.filter(pk=row.pk).update(tries=0, run_at=timezone.now())
    transaction.on_commit(wake_indexer, robust=True)


@transaction.atomic
def save_weights(*, weights, by):
    """Let `weights` (scoring.Weights) order the hits from now on; return whether any of them is another than before.

    Raises ActionRefused, and ValidationError for a weight out of range.
    """
    demand(by, "change", RankingWeights)
    row = RankingWeights.objects.select_for_update().first() or RankingWeights()
    wanted = asdict(weights)
    before = {name: getattr(row, name) for name in wanted}
    changed = {name: [before[name], value] for name, value in wanted.items() if before[name] != value}
    if not changed:
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    log(instance=row, action="search.weights.change", user=by, data={"changed": changed})
    return True
