"""What this app, the account, the mail and the admin's log forget of a person.

Consents stay, revoked: they prove that what was done until then was allowed, and carry no name.
"""

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

from community.models import (
    Consent,
    ContactMessage,
    DeedConsent,
    LetterChoice,
    Notification,
    OutboxMail,
    TeacherProfile,
)
from community.privacy import erasure

GONE = "[удалено по просьбе автора]"
GONE_NAME = "участник сети"
GONE_ADDRESS = "erased@erased.invalid"


@erasure("community")
def forget_person(user, keep_authorship):
    """Profile, notices and choices go; messages lose their words; consents end."""
    TeacherProfile.objects.filter(user=user).delete()
    Notification.objects.filter(person=user).delete()
    LetterChoice.objects.filter(person=user).delete()
    own = ContactMessage.objects.filter(Q(author=user) | Q(email__iexact=user.email))
    own.update(name=GONE_NAME, email=GONE_ADDRESS, text=GONE, author=None, sender_key="")
    ContactMessage.objects.filter(email=GONE_ADDRESS).exclude(answer="").update(answer=GONE)
    for model in (Consent, DeedConsent):
        model.objects.held().filter(person=user).update(revoked_at=timezone.now())


@erasure("mail")
def forget_letters(user, keep_authorship):
    """Letters to the person, and those that tell others of them."""
    found = Q(recipients=[user.email]) | Q(reply_to=[user.email])
    for word in words_of(user):
        found |= Q(text__contains=word) | Q(subject__contains=word)
    OutboxMail.objects.filter(found).delete()


@erasure("sign_in")
def forget_sign_in(user, keep_authorship):
    """Addresses, the second step, open sessions, the picture in the admin."""
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            profile.avatar.delete(save=False)
        profile.delete()
    open_sessions = Session.objects.filter(expire_date__gte=timezone.now())
    mine = [s.pk for s in open_sessions.iterator() if s.get_decoded().get(SESSION_KEY) == str(user.pk)]
    for start in range(0, len(mine), 500):
        Session.objects.filter(pk__in=mine[start : start + 500]).delete()


@erasure("log")
def forget_in_log(user, keep_authorship):
    """The admin's log keeps that something was done, not whose name stood in it."""
    words = words_of(user)
    kind = ContentType.objects.get_for_model(user)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(user.pk)).update(label=GONE_NAME, data={})
    for model in (ModelLogEntry, PageLogEntry):
        for entry in model.objects.annotate(raw=Cast("data", TextField())).filter(_mentions(words)):
            entry.label, entry.data = without(entry.label, words), without(entry.data, words)
            model.objects.filter(pk=entry.pk).update(label=entry.label, data=entry.data)


def words_of(user):
    """Return what names the person in texts: the address, and the name where it is a whole one (a first name is many's)."""
    return [user.email, user.get_full_name()] if user.first_name and user.last_name else [user.email]


def without(value, words):
    """Return `value` (text, or what JSON holds) with every one of `words` replaced."""
    if isinstance(value, dict):
        return {key: without(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [without(item, words) for item in value]
    if isinstance(value, str):
        for word in words:
            value = value.replace(word, GONE_NAME)
    return value


def _mentions(words):
    found = Q(pk=None)
    for word in words:
        # A JSON column holds Russian letters as they are or as escapes: each engine in its own way.
        found |= Q(label__contains=word) | Q(raw__contains=word) | Q(raw__contains=json.dumps(word)[1:-1])
    return found
