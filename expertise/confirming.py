"""Verbs of the chair after «рекомендовать с правками»: confirm the edits or ask for more, without a new round (design §7)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from expertise.deciding import demand_decision
from expertise.enums import ConclusionState, Recommendation
from expertise.models import Conclusion
from expertise.outcome_errors import AlreadyDecided, ConclusionRefused, EditsHaveChanged
from expertise.outcome_telling import tell_edits_confirmed, tell_edits_refused
from expertise.pdf_asking import ask_for_pdf
from expertise.reviewable import reviewable_of
from home.changes import note_changes


@transaction.atomic
def confirm_edits(*, conclusion, digest, by, files=()):
    """Let the chair `by` confirm the mended version with the fingerprint `digest`; return the Conclusion.

    From now on that version may be published. `files` are the (StoredFile, title) of it where the app does not tell its
    edits itself. Raises ActionRefused, AlreadyDecided, EditsHaveChanged when what would be published is another version.
    """
    conclusion, page, edits = _waiting(conclusion, by)
    current = edits.digest if edits else reviewable_of(page).digest(page)
    if digest != current:
        raise EditsHaveChanged
    files = edits.files if edits else files
    conclusion.digest, conclusion.edits_confirmed_at, conclusion.edits_confirmed_by = digest, timezone.now(), by
    conclusion.confirmed_files = [[title, file.sha256] for file, title in files]
    conclusion.save()
    log(instance=conclusion, action="expertise.conclusion.confirm", user=by)
    tell_edits_confirmed(conclusion)
    reviewable_of(page).edits_confirmed(conclusion, by)
    note_changes([page.pk])
    ask_for_pdf(conclusion)
    return conclusion


@transaction.atomic
def refuse_edits(*, conclusion, by, words):
    """Let the chair `by` ask the author for more edits with `words`; return the Conclusion.

    Raises ActionRefused, AlreadyDecided, ConclusionRefused without words.
    """
    conclusion, page, _edits = _waiting(conclusion, by)
    if not words.strip():
        raise ConclusionRefused(_("Напишите автору, что ещё поправить."))
    log(instance=conclusion, action="expertise.conclusion.refuse_edits", user=by)
    reviewable_of(page).edits_refused(conclusion, by, words.strip())
    tell_edits_refused(conclusion, words.strip())
    return conclusion


def _waiting(conclusion, by):
    """Return the locked conclusion whose edits nobody has confirmed, its page and the Edits if the app tells them."""
    found = Conclusion.objects.select_for_update(of=("self",)).select_related("round__page").get(pk=conclusion.pk)
    demand_decision(by, "confirm", found)
    is_due = found.verdict == Recommendation.WITH_EDITS and found.edits_confirmed_at is None
    if found.state != ConclusionState.SIGNED or not is_due:
        raise AlreadyDecided
    if found.round.page is None:
        raise ConclusionRefused(_("Работы больше нет на сайте."))
    page = found.round.page.specific
    edits = reviewable_of(page).edits(page)
    if edits is None and reviewable_of(page).tells_edits:
        raise ConclusionRefused(_("Автор ещё не прислал правки."))
    return found, page, edits
