"""Reads of the expert review."""

from django.db import models
from django.utils import timezone

from expertise.enums import (
    PENDING,
    READING,
    Anonymity,
    AppealState,
    AssignmentState,
    ConclusionState,
    Recommendation,
    RoundPurpose,
    RoundState,
)


class ReviewRoundQuerySet(models.QuerySet):
    def open(self):
        """Rounds that go on."""
        return self.filter(state=RoundState.OPEN)

    def deciding(self):
        """Rounds that end with a conclusion of the centre; the public's decide nothing (D9)."""
        return self.exclude(purpose=RoundPurpose.PUBLIC)

    def of_page(self, page_id):
        """The rounds that decide about a page, the newest first."""
        return self.deciding().filter(page_id=page_id).order_by("-number")


class ExpertAssignmentQuerySet(models.QuerySet):
    def of_expert(self, user):
        """The reviews of a person with an account."""
        return self.filter(expert=user)

    def pending(self):
        """Work that is still expected, in rounds that go on."""
        return self.filter(state__in=PENDING, round__state=RoundState.OPEN)

    def unfinished(self):
        """Work that is still expected, however its round stands."""
        return self.filter(state__in=PENDING)

    def reading(self):
        """Those whose experts may read what is judged."""
        return self.filter(state__in=READING)

    def of_file(self, file):
        """Those whose experts are given the StoredFile `file`: the original, or a hidden author's copy without names."""
        hidden = models.Q(round__anonymity=Anonymity.BOTH_HIDDEN)
        original = models.Q(round__files__file=file) & ~hidden
        return self.filter(original | (models.Q(round__files__clean_file=file) & hidden))

    def by_key_hash(self, key_hash):
        """The review that a personal link leads to, while the link lives."""
        return self.filter(key_hash=key_hash, key_expires_at__gt=timezone.now(), expert=None).exclude(key_hash="")

    def submitted(self):
        """Reviews that were sent."""
        return self.filter(state=AssignmentState.SUBMITTED)

    def overdue(self, today):
        """Expected work whose date (for the answer, then for the review) has passed by `today`."""
        late_answer = models.Q(state=AssignmentState.INVITED, answer_due_on__lt=today)
        late_work = models.Q(state=AssignmentState.ACCEPTED, work_due_on__lt=today)
        return self.filter(late_answer | late_work, round__state=RoundState.OPEN)


class RemarkQuerySet(models.QuerySet):
    def sent(self):
        """Remarks of reviews that were sent; those of a review that is being written are its expert's alone."""
        return self.filter(assignment__state=AssignmentState.SUBMITTED)

    def unanswered(self):
        """Remarks that the author has not answered."""
        return self.filter(answer__isnull=True)


class ConclusionQuerySet(models.QuerySet):
    def signed(self):
        """Those in force."""
        return self.filter(state=ConclusionState.SIGNED)

    def in_register(self):
        """Those that have a number, revoked ones too."""
        return self.exclude(state=ConclusionState.DRAFT)

    def waiting_for_signature(self):
        """Drafts that their methodists have given to the chair, the oldest first."""
        offered = self.filter(state=ConclusionState.DRAFT, offered_at__isnull=False, round__state=RoundState.OPEN)
        return offered.order_by("offered_at")

    def waiting_for_edits(self):
        """Those after whose edits the work may be published, and nobody has confirmed them yet."""
        return self.signed().filter(verdict=Recommendation.WITH_EDITS, edits_confirmed_at=None).order_by("signed_at")

    def appealed(self):
        """Refusals whose authors wait for the chair's answer, the oldest first."""
        return self.signed().filter(appeal_state=AppealState.ASKED).order_by("appealed_at")

    def pdf_due(self):
        """Those whose PDF was asked for since it was made last."""
        return self.in_register().filter(pdf_asked__gt=models.F("pdf_made"))

    def with_round(self):
        """Add what every list shows of the round, in the same query."""
        return self.select_related("round", "round__page")
