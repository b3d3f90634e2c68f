"""Messages of visitors for tests."""

from community.actions import answer_message, close_message, receive_message, take_message
from community.enums import MessageState
from community.models import ContactMessage


def message(**fields):
    """Receive a message as the contact form does; return it."""
    words = {"name": "Ирина", "email": "irina@family.example", "text": "Где найти программу?"}
    return receive_message(**{**words, **fields})


def message_in(state, by):
    """Return a message that `by` has brought into `state`."""
    new = message()
    if state == MessageState.IN_PROGRESS:
        take_message(message=new, by=by)
    elif state == MessageState.ANSWERED:
        answer_message(message=new, by=by, answer="В библиотеке.")
    elif state == MessageState.CLOSED:
        close_message(message=new, by=by)
    return fresh(new)


def fresh(old):
    """Return the message as the database has it now."""
    return ContactMessage.objects.get(pk=old.pk)
