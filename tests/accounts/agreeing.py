"""People who have agreed to what an account needs, as everybody has who signed up."""

from community.consents import current_texts, give_consent
from community.enums import NEEDED_CONSENTS
from tests.accounts.people import person


def agreed(user, *kinds):
    """Give the consents of `kinds` (the needed ones unless told) for `user`; return the person."""
    for text in current_texts(kinds or NEEDED_CONSENTS).values():
        give_consent(person=user, text=text, address="192.0.2.7")
    return user


def member(*roles, **fields):
    """A person who has agreed to the processing of their data."""
    return agreed(person(*roles, **fields))
