"""What Wagtail's screens may do with a report: its own rights, narrowed by our rule."""

from wagtail.models import PagePermissionTester

from accounts.permissions import can


class ReportPermissions(PagePermissionTester):
    """A report is published and taken off by who may approve it, whatever the rights on the section say."""

    def can_publish(self):
        """Editors, and never one's own report."""
        return super().can_publish() and bool(can(self.user, "publish", self.page))

    def can_unpublish(self):
        """The same."""
        return super().can_unpublish() and bool(can(self.user, "publish", self.page))
