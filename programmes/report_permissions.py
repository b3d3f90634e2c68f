"""What Wagtail's screens may do with a report: its own rights, narrowed by our rule."""

from wagtail.models import PagePermissionTester

from accounts.permissions import can


class ReportPermissions(PagePermissionTester):
    """A report is published and taken off by editors, whatever the rights on the section say."""

    def can_publish(self):
        """Editors, and never one's own report."""
        return super().can_publish() and bool(can(self.user, "publish", self.page))

    def can_unpublish(self):
        """Editors, their own too."""
        return super().can_unpublish() and bool(can(self.user, "withdraw", self.page))

    def can_delete(self, ignore_bulk=False):
        """A draft by Wagtail's rights; what visitors can read only by who may take it off."""
        may_go = not self.page.live or bool(can(self.user, "withdraw", self.page))
        return may_go and super().can_delete(ignore_bulk)
