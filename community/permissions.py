from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, rule
from community.models import ContactMessage

# Who reads everybody's messages (A.5: complaints queue of the moderator; the editor and the administrator of all texts).
READERS = (Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR)


@rule(ContactMessage, "answer")
def answer_message(user, message):
    """The responsible person and those who keep the whole queue may answer."""
    if user.is_authenticated and (message.responsible_id == user.pk or user.has_role(*READERS)):
        return ALLOWED
    return DENIED


def messages_for(user, messages):
    """Return those of the queryset `messages` that `user` may read in the admin."""
    return messages if user.has_role(*READERS) else messages.filter(responsible=user)
