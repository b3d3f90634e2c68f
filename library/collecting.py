"""Verbs of choosing works for a collection, each with its reason (D6.1–2)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from home.said import demand_words
from library.enums import CANDIDATE_MOVES, CandidateState, ExpertState
from library.models import CollectionCandidate, CollectionItem, MaterialCollectionPage, MaterialPage

APPROVED = (ExpertState.RECOMMENDED, ExpertState.RECOMMENDED_AFTER)


class CandidateRefused(Exception):
    """The choice cannot be made; the text says why, in Russian."""


def propose_candidates(*, collection, by, year=None, programme=None, approved_only=False):
    """Put the public works of `year` and `programme` on the list of `collection`; return how many are new.

    None of the two asks for all. `approved_only` leaves those that experts recommend. What the collection has, or what was
    looked at before, stays as it is. Raises ActionRefused.
    """
    demand(by, "select", collection)
    works = MaterialPage.objects.shown()
    if year:
        works = works.filter(year=year)
    if programme:
        works = works.filter(programme=programme)
    if approved_only:
        works = works.filter(expert_status__state__in=APPROVED)
    known = CollectionCandidate.objects.filter(collection=collection).values("material")
    chosen = CollectionItem.objects.filter(page=collection, material__isnull=False).values("material")
    new = works.exclude(pk__in=known).exclude(pk__in=chosen).values_list("pk", flat=True)
    with transaction.atomic():
        made = CollectionCandidate.objects.bulk_create(
            [CollectionCandidate(collection=collection, material_id=pk) for pk in new], ignore_conflicts=True
        )
        log(instance=collection, action="library.collection.propose", user=by, data={"works": len(made)})
    return len(made)


def select_candidate(*, candidate, reason, by):
    """Take the work into the collection with its reason; return the CollectionCandidate.

    The page is published at once where nobody has an unpublished draft of it and `by` may publish; otherwise the work
    waits in the draft. Raises ActionRefused, CandidateRefused.
    """
    with transaction.atomic():
        candidate = _decide(candidate, CandidateState.SELECTED, reason, by)
        page = _draft_of(candidate.collection, by)
        if all(item.material_id != candidate.material_id for item in page.items.all()):
            last = max((item.sort_order or 0 for item in page.items.all()), default=-1)
            page.items.add(CollectionItem(material=candidate.material, reason=candidate.reason, sort_order=last + 1))
            _keep(page, by)
    return candidate


def decline_candidate(*, candidate, reason, by):
    """Leave the work out, or take it out again, and keep the reason. Raises ActionRefused, CandidateRefused."""
    with transaction.atomic():
        candidate = _decide(candidate, CandidateState.DECLINED, reason, by)
        page = _draft_of(candidate.collection, by)
        gone = [item for item in page.items.all() if item.material_id == candidate.material_id]
        if gone:
            page.items.remove(*gone)
            _keep(page, by)
    return candidate


def _decide(candidate, state, reason, by):
    """Move the candidate, write down who and why, log."""
    candidate = (
        CollectionCandidate.objects.select_for_update(of=("self",)).select_related("collection").get(pk=candidate.pk)
    )
    demand(by, "select", candidate.collection)
    missing = _("Напишите, почему: причина остаётся в списке отбора.")
    reason = demand_words(" ".join(reason.split()), CollectionCandidate.reason, CandidateRefused, missing)
    if state not in CANDIDATE_MOVES[CandidateState(candidate.state)]:
        raise CandidateRefused(_("Работа уже %(now)s.") % {"now": CandidateState(candidate.state).label})
    candidate.state, candidate.reason = state, reason
    candidate.decided_by, candidate.decided_at = by, timezone.now()
    candidate.save()
    log(
        instance=candidate.collection,
        action=f"library.collection.{'select' if state == CandidateState.SELECTED else 'decline'}",
        user=by,
        data={"material": candidate.material_id, "reason": reason},
    )
    return candidate


def _draft_of(collection, by):
    """Return the page as its editors have it now. Raises CandidateRefused while somebody has locked it."""
    page = MaterialCollectionPage.objects.get(pk=collection.pk)
    if page.permissions_for_user(by).page_locked():
        raise CandidateRefused(_("Сборник сейчас закрыт для правки: подождите или договоритесь с тем, кто его закрыл."))
    return page.get_latest_revision_as_object()


def _keep(page, by):
    may_publish = page.live and not page.has_unpublished_changes and page.permissions_for_user(by).can_publish()
    revision = page.save_revision(user=by)
    if may_publish:
        revision.publish(user=by)
