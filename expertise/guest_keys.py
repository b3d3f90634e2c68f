"""Personal links of experts without an account (D9): secret, expiring, revocable.

A key is reckoned from the site's secret and the assignment, so that a reminder can carry the same link again; the database
keeps its hash alone, and the next turn of the key ends the one before.
"""

import hashlib
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from expertise.models import ExpertAssignment
from home.working_days import add_working_days

KEY_LENGTH = 48
# A late review is still welcome: the link outlives the last date by so many days.
GRACE = timedelta(days=30)


def hash_of(key):
    """Return what the database keeps of `key`."""
    return hashlib.sha256(key.encode()).hexdigest()


def issue_key(assignment):
    """Give the guest of `assignment` a new link and end the former; saves nothing: the caller does, with its other changes.

    Needs a stored assignment and its round.
    """
    assignment.key_turn += 1
    assignment.key_hash = hash_of(_key_of(assignment))
    days = assignment.round.answer_days + assignment.round.work_days
    last_day = add_working_days(timezone.localdate(), days)
    assignment.key_expires_at = timezone.now() + (last_day - timezone.localdate()) + GRACE


def guest_path(assignment):
    """Return the address of the guest's sheet; after a change of the site's secret a new key is made and stored."""
    if hash_of(_key_of(assignment)) != assignment.key_hash:
        issue_key(assignment)
        assignment.save(update_fields=["key_turn", "key_hash", "key_expires_at"])
    return reverse("expertise:guest_review", args=[_key_of(assignment)])


def assignment_by_key(key):
    """Return the ExpertAssignment with its round that `key` opens, or None."""
    return ExpertAssignment.objects.select_related("round").by_key_hash(hash_of(key)).first()


def _key_of(assignment):
    name = f"{assignment.pk}.{assignment.key_turn}"
    return salted_hmac("expertise.guest", name, algorithm="sha256").hexdigest()[:KEY_LENGTH]
