"""The admin's screen that sends a published work of the archive to experts (H38)."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import can
from library.desk.forms import ExpertsForm
from library.desk.opening_screen import OpeningView
from library.desk.review import send_archive_work


class SendToExpertsView(OpeningView):
    """By which sheet and by how many experts: the work stays on the site meanwhile."""

    template_name = "library/admin/send_to_experts.html"
    header_icon = "clipboard-list"
    page_title = _("Отправить на экспертизу")
    form_class = ExpertsForm
    thanks = _("Экспертиза открыта: теперь пригласите экспертов.")

    def may(self, user):
        """Who keeps rounds, and has no part in the work."""
        return can(user, "review", self.work)

    def usual(self, scheme):
        """The sheet of the kind and its number of experts."""
        return {"rubric": scheme.rubric, "experts": scheme.experts}

    def open(self, data):
        """Send the work to experts."""
        return send_archive_work(page=self.work, by=self.request.user, **data).pk
