"""Wagtail's rights over a work's page, less what would take it from under its judges."""

from wagtail.models import PagePermissionTester

from library.guard import is_in_case


class MaterialPagePermissionTester(PagePermissionTester):
    """As Wagtail's; superusers too neither delete nor move a work that somebody judges."""

    def can_delete(self, ignore_bulk=False):
        """Not while it waits for a decision."""
        return super().can_delete(ignore_bulk=ignore_bulk) and not is_in_case(self.page)
