"""The parts of the queue: each of the staff sees first what waits for them (F0-06)."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from library.desk.forms import QueueTab
from library.models import Submission

# A count beside each of these: what somebody has to do.
COUNTED = (QueueTab.WAITING, QueueTab.EDITING, QueueTab.MINE, QueueTab.LATE)
CHECKERS = (Role.METHODIST, Role.MODERATOR)


@dataclass(frozen=True)
class Tab:
    """A part of the queue: `count` is None where a number would tell nothing."""

    code: str
    label: str
    count: int | None
    is_open: bool


def parts_of_queue(user):
    """Return {QueueTab: Submissions in their order} for `user`."""
    rows = Submission.objects.all()
    return {
        QueueTab.WAITING: rows.waiting_for_methodist(),
        QueueTab.EDITING: rows.waiting_for_editor(),
        QueueTab.MINE: rows.led_by(user),
        QueueTab.LATE: rows.overdue(timezone.localdate()).order_by("due_on"),
        QueueTab.OPEN: rows.open().order_by("state_since"),
        QueueTab.CLOSED: rows.closed().order_by("-state_since"),
    }


def first_tab(user):
    """Return the QueueTab that opens by itself: an editor who is no methodist has other works to wait for."""
    is_editor = user.has_role(Role.EDITOR) and not user.has_role(*CHECKERS)
    return QueueTab.EDITING if is_editor else QueueTab.WAITING


def address_of_tab(user, tab):
    """Return the address at which `user` finds the works of a QueueTab."""
    queue = reverse("library_queue")
    return queue if tab == first_tab(user) else f"{queue}?show={tab}"


def tabs_of_queue(user, chosen):
    """Return the Tabs, the `chosen` QueueTab open; one query for all counts."""
    parts = parts_of_queue(user)
    numbers = {tab.value: Count("pk", filter=Q(pk__in=parts[tab].order_by().values("pk"))) for tab in COUNTED}
    counts = Submission.objects.open().aggregate(**numbers)
    return [Tab(tab, tab.label, counts.get(tab.value), tab == chosen) for tab in QueueTab]
