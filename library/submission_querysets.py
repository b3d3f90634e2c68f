"""Reads of works on their way to the library."""

from django.db import models

from library.submission_enums import OPEN_SUBMISSIONS, CoauthorState, SubmissionState


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

    def waiting_for_editor(self):
        """The editors' queue, the oldest first."""
        return self.filter(state=SubmissionState.EDITING).order_by("state_since")

    def led_by(self, user):
        """Open works that a methodist checks or has passed on, and those that an editor leads."""
        mine = models.Q(claimed_by=user) | models.Q(editor=user, state=SubmissionState.EDITING)
        return self.open().filter(mine).order_by("state_since")

    def overdue(self, today):
        """Open works whose turn should have ended before `today`."""
        return self.open().filter(due_on__lt=today)

    def for_queue(self):
        """Rows as the methodists' list shows them: with the title, kind and subjects of what was sent last."""
        from library.models import SubmissionVersion

        last = SubmissionVersion.objects.filter(submission=models.OuterRef("pk")).order_by("-number")
        return (
            self.exclude(number=None)
            .annotate(
                sent_title=models.Subquery(last.values("title")[:1]),
                sent_version=models.Subquery(last.values("number")[:1]),
            )
            .select_related("page__kind", "page__programme", "claimed_by", "editor")
            .defer("page__body", "card", "preflight_reasons", "letter", "close_reason", "page__programme__body")
            .prefetch_related("page__subjects")
        )

    def closed(self):
        """Works whose way has ended."""
        ended = [SubmissionState.PUBLISHED, SubmissionState.REJECTED, SubmissionState.WITHDRAWN]
        return self.filter(state__in=ended)

    def for_list(self):
        """What the author's list shows, in one query: the page, the last step of return, a co-author who declined."""
        from library.models import SubmissionAuthor, SubmissionReturn

        returns = SubmissionReturn.objects.filter(submission=models.OuterRef("pk")).order_by("-created_at", "-pk")
        declined = SubmissionAuthor.objects.filter(submission=models.OuterRef("pk"), state=CoauthorState.DECLINED)
        return self.select_related("page").annotate(
            last_step=models.Subquery(returns.values("step")[:1]), has_declined=models.Exists(declined)
        )

    def forgotten(self, before):
        """Drafts that were never sent and that nobody has touched since the moment `before`."""
        return self.filter(state=SubmissionState.DRAFT, number=None, saved_at__lt=before)
