"""The first screen of the admin says which works wait, and for whom: nobody has to look for them in the menu."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from accounts.permissions import can
from library.desk.forms import QueueTab
from library.desk.queue import address_of_tab
from library.models import Submission
from library.submission_enums import SubmissionState


class WaitingWorks(Component):
    """Numbers of the queue, each a link to its part of it; nothing for those who do not see the queue."""

    name = "waiting_works"
    template_name = "library/admin/front_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        """Return {"rows": [(words, number, address)]} of what is not empty: one query."""
        user = parent_context["request"].user
        if not can(user, "queue", Submission):
            return {"is_shown": False}
        found = _counts(user)
        rows = [
            (words, found[tab], address_of_tab(user, tab))
            for tab, words in (
                (QueueTab.WAITING, _("Ждут методиста")),
                (QueueTab.MINE, _("Смотрите вы")),
                (QueueTab.EDITING, _("У редактора")),
                (QueueTab.LATE, _("Просрочены")),
            )
            if found[tab]
        ]
        return {"is_shown": True, "rows": rows, "queue_url": address_of_tab(user, QueueTab.OPEN)}


def _counts(user):
    def number(**conditions):
        return Count("pk", filter=Q(**conditions))

    return Submission.objects.open().aggregate(
        waiting=number(state=SubmissionState.SUBMITTED),
        mine=number(state=SubmissionState.CHECKING, claimed_by=user),
        editing=number(state=SubmissionState.EDITING),
        late=number(due_on__lt=timezone.localdate()),
    )
