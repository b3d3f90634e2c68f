"""Verbs of the talk with visitors (F4-33)."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import demand
from community.enums import ALLOWED_MOVES, MessageState, NoticeKind
from community.models import ContactMessage
from community.notices import notify, post_mail
from home.models import SiteSettings
from home.said import demand_words

# A whole school may sit behind one address, so it may say more than one person.
HOURLY_PER_EMAIL = 5
HOURLY_PER_SENDER = 20


class TooManyMessages(Exception):
    """The same person or network has written too often within the hour."""


class MoveRefused(Exception):
    """The message cannot go from its state into the wanted one."""


def receive_message(*, name, email, text, page=None, author=None, sender_key="", reason=""):
    """Store a visitor's message, route it to who answers for the page and tell them by mail; return the ContactMessage.

    `page` is the page it is about (or None), `author` the signed-in person. `reason` (a ProblemReason) makes it a report
    of a problem: the moderators are told too. Raises TooManyMessages.
    """
    _refuse_flood(email, sender_key)
    responsible = responsible_for(page)
    with transaction.atomic():
        message = ContactMessage.objects.create(
            name=name,
            email=email,
            text=text,
            page=page,
            page_title=page.title if page else "",
            author=author,
            responsible=responsible,
            sender_key=sender_key,
            reason=reason,
        )
        _tell(message)
    return message


def _tell(message):
    number, about = message.pk, message.page_title or _("общий вопрос")
    subject = _("Сообщение № %(number)d с сайта: %(about)s") % {"number": number, "about": about}
    if message.reason:
        subject = _("Проблема № %(number)d: %(about)s") % {"number": number, "about": about}
    for address in _addressees(message):
        post_mail(to=[address], subject=subject, template="contact_received", context={"message": message})


def _addressees(message):
    """Who answers for the page, the moderators too of a problem; the centre's own address where there is nobody."""
    addresses = [message.responsible.email] if message.responsible else []
    if message.reason:
        moderators = User.objects.filter(is_active=True, groups__name=Role.MODERATOR).order_by("pk")
        addresses += moderators.values_list("email", flat=True)
    if not addresses:
        centre = SiteSettings.objects.values_list("email", flat=True).first()
        addresses = [centre] if centre else []
    return list(dict.fromkeys(addresses))


def responsible_for(page):
    """Return the person who answers for `page`: its own responsible, else the nearest above it; None where nobody is named."""
    while page is not None and page.depth > 1:
        person = getattr(page.specific, "responsible", None)
        if person is not None and person.is_active:
            return person
        page = page.get_parent()
    return None


def take_message(*, message, by):
    """Mark that `by` works on the answer. Raises ActionRefused, MoveRefused."""
    demand(by, "answer", message)
    return _move(message, MessageState.IN_PROGRESS, by, responsible=by)


def answer_message(*, message, by, answer):
    """Send `answer` to the visitor and keep it with the message. Raises ActionRefused, MoveRefused (also for no words)."""
    demand(by, "answer", message)
    missing = _("Напишите ответ: он уйдёт посетителю по почте.")
    answer = demand_words(answer, ContactMessage.answer, MoveRefused, missing)
    with transaction.atomic():
        _move(message, MessageState.ANSWERED, by, answer=answer, answered_by=by, answered_at=timezone.now())
        _send_answer(message, by)
    return message


def _send_answer(message, by):
    letter = {
        "subject": _("Ответ на ваше сообщение № %d") % message.pk,
        "template": "contact_answered",
        "context": {"message": message},
        "reply_to": [by.email],
    }
    author = message.author
    if author is not None and author.email.casefold() == message.email.casefold():
        room = reverse("community:cabinet_messages")
        notify(person=author, kind=NoticeKind.MESSAGE, url=room, target=message, **letter)
    else:
        post_mail(to=[message.email], **letter)


def close_message(*, message, by):
    """Close a message that needs no answer (spam, a thank-you). Raises ActionRefused, MoveRefused."""
    demand(by, "answer", message)
    return _move(message, MessageState.CLOSED, by)


def _move(message, state, by, **changes):
    with transaction.atomic():
        current = ContactMessage.objects.select_for_update().get(pk=message.pk)
        if state not in ALLOWED_MOVES[MessageState(current.state)]:
            raise MoveRefused(
                _("Сообщение «%(now)s» нельзя перевести в «%(wanted)s».")
                % {"now": current.get_state_display(), "wanted": MessageState(state).label}
            )
        changes["state"] = state
        for name, value in changes.items():
            setattr(message, name, value)
        # Only what this move changes: `message` may be older than what a colleague has just written.
        message.save(update_fields=changes)
        log(instance=message, action=f"community.message.{state}", user=by)
    return message


def _refuse_flood(email, sender_key):
    lately = ContactMessage.objects.since(timezone.now() - timedelta(hours=1))
    if lately.filter(email__iexact=email).count() >= HOURLY_PER_EMAIL:
        raise TooManyMessages
    if sender_key and lately.filter(sender_key=sender_key).count() >= HOURLY_PER_SENDER:
        raise TooManyMessages
