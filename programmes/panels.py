"""Panels of editors' forms that are no fields."""

from wagtail.admin.panels import Panel

from accounts.permissions import can


class ReportOrderPanel(Panel):
    """Says how a report gets to the site, and why this person cannot publish it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "programmes/admin/report_order_panel.html"

        def get_context_data(self, parent_context=None):
            """Add the verdict on publishing and what may be refreshed."""
            context = super().get_context_data(parent_context)
            context["verdict"] = can(self.request.user, "publish", self.instance)
            context["written_at"] = self.instance.written_at
            context["is_draft"] = not self.instance.live
            return context

        def comments_enabled(self):
            """There is nothing to comment on."""
            return False
