"""Reads of works on their way to the library."""

from django.db import models

from library.submission_enums import OPEN_SUBMISSIONS, SubmissionState


class SubmissionQuerySet(models.QuerySet):
    def of_author(self, user):
        """The works that a person has begun, drafts too."""
        return self.filter(author=user)

    def open(self):
        """Works whose way goes on: sent and neither published, rejected nor withdrawn."""
        return self.filter(state__in=OPEN_SUBMISSIONS)

    def waiting_for_methodist(self):
        """The methodists' queue, the oldest first: works that nobody or somebody checks."""
        return self.filter(state__in=[SubmissionState.SUBMITTED, SubmissionState.CHECKING]).order_by("state_since")

    def overdue(self, today):
        """Open works whose turn should have ended before `today`."""
        return self.open().filter(due_on__lt=today)
