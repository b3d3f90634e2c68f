"""One letter a day about what can wait."""

from datetime import timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.translation import ngettext

from community.enums import LetterState
from community.models import Notification
from community.notices import post_mail, site_address
from home.clock import try_each

# The hour of the centre's time at which the digest is written.
HOUR = 8
ROOM = "/cabinet/notices/"


def send_digests(now=None):
    """Write each person's digest of what was noted before this morning and is still unread; return the (done, failed)
    counts of letters.

    A notice goes into one digest only, so calling it again in the same day writes nothing.
    """
    now = timezone.localtime(now)
    edge = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    edge = edge if now >= edge else edge - timedelta(days=1)
    waiting = Notification.objects.for_digest(edge).select_related("person").order_by("person_id", "created_at", "pk")
    people = [(person, list(notices)) for person, notices in groupby(waiting, lambda notice: notice.person)]
    return try_each(people, lambda one: _send_one(*one))


def _send_one(person, notices):
    keys = [notice.pk for notice in notices]
    # Claimed before it is written: a second worker with the same list finds nothing to claim.
    if not Notification.objects.filter(pk__in=keys, letter=LetterState.WAITING).update(letter=LetterState.SENT):
        return False
    unread = [notice for notice in notices if notice.read_at is None]
    if not unread:
        return False
    number = len(unread)
    post_mail(
        to=[person.email],
        subject=ngettext("За день: %d уведомление", "За день уведомлений: %d", number) % number,
        template="digest",
        context={"person": person, "notices": unread, "link": site_address(ROOM)},
    )
    return True
