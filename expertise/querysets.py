"""Reads of the expert review."""

from django.db import models
from django.utils import timezone

from expertise.enums import PENDING, READING, Anonymity, AssignmentState, ConclusionState, RoundState


class ReviewRoundQuerySet(models.QuerySet):
    def open(self):
        """Rounds that go on."""
        return self.filter(state=RoundState.OPEN)

    def of_page(self, page_id):
        """All rounds of a page, the newest first."""
        return self.filter(page_id=page_id).order_by("-number")


class ExpertAssignmentQuerySet(models.QuerySet):
    def of_expert(self, user):
        """The reviews of a person with an account."""
        return self.filter(expert=user)

    def pending(self):
        """Work that is still expected, in rounds that go on."""
        return self.filter(state__in=PENDING, round__state=RoundState.OPEN)

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
