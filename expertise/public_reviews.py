"""Verbs of a public expertise (D9): the window is opened, closed and told of; it decides nothing about the work.

The round of the purpose «общественная экспертиза» keeps sheets, guests and reviews as every round does; it never has a
conclusion, and neither the guard nor the work's status asks it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import ActionRefused
from expertise.enums import RoundPurpose, RoundState
from expertise.errors import PublicReviewRefused
from expertise.models import PublicReview
from expertise.naming import named_experts
from expertise.outcome import compose
from expertise.public_telling import tell_answered_public, tell_closed, tell_opened, tell_published
from expertise.round_rules import demand_manage, has_part, may_manage
from expertise.rounds import close_round, release_pending
from expertise.showing import place_of
from home.changes import note_changes
from home.clock import try_each
from home.said import demand_words


@transaction.atomic
def announce(*, round, by, call, starts_on):
    """Open the window of a public `round` on the day `starts_on` with the words `call`; return the PublicReview.

    The window ends with the round's `last_day`. Raises ActionRefused, PublicReviewRefused for days out of order and without
    words.
    """
    demand_manage(by, round)
    if round.purpose != RoundPurpose.PUBLIC or round.last_day is None:
        raise PublicReviewRefused(_("Этот круг не общественный: у него нет окна."))
    missing = _("Напишите, кого и о чём вы просите: с этого начнут читать.")
    call = demand_words(call, PublicReview.call, PublicReviewRefused, missing)
    if not timezone.localdate() <= starts_on <= round.last_day:
        raise PublicReviewRefused(_("Окно открывается не раньше сегодняшнего дня и не позже последнего."))
    review = PublicReview.objects.create(round=round, call=call, starts_on=starts_on)
    log(instance=round, action="expertise.public.open", user=by)
    tell_opened(review)
    note_changes([round.page_id])
    return review


@transaction.atomic
def close_public_review(*, review, by=None):
    """End the window; `by` is None when the clock does it. What was being written is not taken any more.

    Closed early, it has ended today. Raises ActionRefused, RoundClosed.
    """
    if by is not None:
        demand_manage(by, review.round)
    last_day = min(review.round.last_day, timezone.localdate())
    close_round(review.round, RoundState.CONCLUDED, last_day=last_day)
    release_pending(review.round, _("Общественная экспертиза закончилась. Спасибо!"))
    log(instance=review.round, action="expertise.public.close", user=by)
    tell_closed(review)
    note_changes([review.round.page_id])


def close_ended_windows(now=None):
    """Close every window whose last day is over; a timer. Returns (done, failed) counts."""
    today = timezone.localdate(now)
    ended = PublicReview.objects.filter(round__state=RoundState.OPEN, round__last_day__lt=today)
    return try_each(
        ended.select_related("round__page", "round__opened_by"), lambda review: close_public_review(review=review)
    )


@transaction.atomic
def publish_public_review(*, review, by, summary, remarks):
    """Show the outcome on the work's page: medians, `summary` in words and the `remarks` (Remarks of the round); return it.

    Nobody's name is in it. May be done again: what visitors read is what was published last. Raises ActionRefused,
    PublicReviewRefused before the end, without reviews or words, and for words that name a hidden expert.
    """
    demand_manage(by, review.round)
    if not review.is_over:
        raise PublicReviewRefused(_("Итоги подводят, когда окно закрылось."))
    outcome = compose(review.round)
    if not outcome.reviews:
        raise PublicReviewRefused(_("Отзывов нет: подводить нечего."))
    missing = _("Напишите итоги двумя-тремя фразами.")
    summary = demand_words(summary, PublicReview.summary, PublicReviewRefused, missing)
    chosen = {remark.pk for remark in remarks}
    shown = [remark for remark in outcome.remarks if remark.pk in chosen]
    words = "\n".join([summary, *(f"{remark.text}\n{remark.quote}" for remark in shown)])
    if named := named_experts(words, review.round):
        raise PublicReviewRefused(
            _("В тексте назван эксперт: %s. Уберите имя или не показывайте замечание.") % ", ".join(named)
        )
    review.facts = public_facts(outcome, shown)
    review.summary, review.published_at = summary, timezone.now()
    review.save(update_fields=["facts", "summary", "published_at"])
    log(instance=review.round, action="expertise.public.publish", user=by)
    tell_published(review)
    note_changes([review.round.page_id])
    return review


@transaction.atomic
def answer_public_review(*, review, by, text):
    """Say what was mended after the window has closed: who keeps the round, or who has a part in the work; return it.

    Raises ActionRefused for others, PublicReviewRefused before the end and without words.
    """
    if not may_answer(by, review):
        raise ActionRefused(_("Ответить могут авторы работы и те, кто ведёт экспертизу."))
    if not review.is_over:
        raise PublicReviewRefused(_("Отвечают, когда окно закрылось."))
    missing = _("Напишите, что исправлено или почему нет.")
    review.answer = demand_words(text, PublicReview.answer, PublicReviewRefused, missing)
    review.answered_at = timezone.now()
    review.save(update_fields=["answer", "answered_at"])
    log(instance=review.round, action="expertise.public.answer", user=by)
    if not may_manage(by, review.round):
        tell_answered_public(review)
    note_changes([review.round.page_id])
    return review


def may_answer(user, review):
    """Tell whether `user` may say what was mended."""
    return user.is_authenticated and (has_part(user, review.round.page) or bool(may_manage(user, review.round)))


def public_facts(outcome, remarks):
    """Return what the page shows of an Outcome, as JSON: no names, nothing that leads to an expert."""
    return {
        "experts": len(outcome.reviews),
        "rubric": outcome.round.rubric_title,
        "criteria": [
            {"title": row.criterion.title, "median": row.median, "best": row.best, "spread": row.spread}
            for row in outcome.criteria
        ],
        "remarks": [
            {"text": remark.text, "quote": remark.quote, "place": place_of(remark), "force": remark.get_force_display()}
            for remark in remarks
        ],
    }
