"""Wagtail's rights over a work's page, less what would take it from under its judges."""

from wagtail.models import PagePermissionTester

from accounts.permissions import can
from library.guard import is_in_case
from library.models import Submission


class MaterialPagePermissionTester(PagePermissionTester):
    """As Wagtail's; superusers too neither delete nor move a work that somebody judges."""

    def can_delete(self, ignore_bulk=False):
        """Not while it waits for a decision."""
        return super().can_delete(ignore_bulk=ignore_bulk) and not is_in_case(self.page)

    def can_publish(self):
        """A teacher's work on its way is published by an editor who has no part in it, by whatever button (D1.8)."""
        return super().can_publish() and self._may_finish()

    def _may_finish(self):
        work = Submission.objects.open().filter(page_id=self.page.pk).first() if self.page.pk else None
        return work is None or bool(can(self.user, "finish", work))
