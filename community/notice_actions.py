"""What a person does with what they were told: reads it, and says how to hear of it."""

from django.db import transaction
from django.utils import timezone

from community.enums import NEEDED_KINDS, Letters, LetterState, NoticeKind
from community.models import LetterChoice, Notification


def read_notices(*, person, notice=None):
    """Mark the unread notices of `person` (or only `notice`) as read; return how many were."""
    unread = Notification.objects.filter(person=person).unread()
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose_letters(*, person, choices):
    """Keep how `person` wants to hear of each kind: `choices` is {NoticeKind: Letters}; needed kinds cannot be changed.

    Raises ValueError for an unknown kind or way.
    """
    for kind, letters in choices.items():
        kind, letters = NoticeKind(kind), Letters(letters)
        if kind in NEEDED_KINDS:
            continue
        LetterChoice.objects.update_or_create(person=person, kind=kind, defaults={"letters": letters})
        if letters == Letters.NEVER:
            waiting = Notification.objects.filter(person=person, kind=kind, letter=LetterState.WAITING)
            waiting.update(letter=LetterState.NONE)
