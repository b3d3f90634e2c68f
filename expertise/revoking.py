"""The verb that takes a conclusion back: it stays in the register and says why (B.18)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from expertise.deciding import demand_decision
from expertise.enums import ConclusionState
from expertise.models import Conclusion
from expertise.moving import note_refusal
from expertise.outcome_errors import AlreadyDecided, ConclusionRefused
from expertise.outcome_telling import tell_revoked
from expertise.pdf_asking import ask_for_pdf
from expertise.reviewable import reviewable_of
from home.changes import note_changes
from home.said import demand_words


@transaction.atomic
def revoke_conclusion(*, conclusion, by, reason):
    """Take back a signed conclusion for `reason`; return it. Nothing is deleted: number, text and PDF stay, marked.

    Raises ActionRefused, AlreadyDecided for a draft and for what is revoked, ConclusionRefused without a reason.
    """
    conclusion = Conclusion.objects.select_for_update(of=("self",)).select_related("round__page").get(pk=conclusion.pk)
    demand_decision(by, "revoke", conclusion)
    if conclusion.state != ConclusionState.SIGNED:
        note_refusal(conclusion, conclusion.state, ConclusionState.REVOKED)
        raise AlreadyDecided
    missing = _("Напишите, почему заключение отозвано: это прочитают автор и те, кто его проверит.")
    conclusion.revoke_reason = demand_words(reason, Conclusion.revoke_reason, ConclusionRefused, missing)
    conclusion.state = ConclusionState.REVOKED
    conclusion.revoked_at, conclusion.revoked_by = timezone.now(), by
    conclusion.save()
    log(instance=conclusion, action="expertise.conclusion.revoke", user=by)
    tell_revoked(conclusion)
    if conclusion.round.page is not None:
        page = conclusion.round.page.specific
        reviewable_of(page).revoked(conclusion, by)
        note_changes([page.pk])
    ask_for_pdf(conclusion)
    return conclusion
