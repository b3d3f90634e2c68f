from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import ALLOWED, DENIED, Verdict, rule
from community.models import ConsentText, ContactMessage

# Who reads everybody's messages (A.5: complaints queue of the moderator; the editor and the administrator of all texts).
READERS = (Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR)


@rule(ContactMessage, "answer")
def answer_message(user, message):
    """The responsible person and those who keep the whole queue may answer."""
    if user.is_authenticated and (message.responsible_id == user.pk or user.has_role(*READERS)):
        return ALLOWED
    return DENIED


@rule(ConsentText, "publish")
def publish_text(user, text):
    """Administrators keep the texts of consents."""
    return ALLOWED if user.has_role(Role.ADMINISTRATOR) else DENIED


@rule(User, "free")
def free_person(user, person):
    """An administrator may take away the second step of somebody who has lost the telephone; a superuser's only an equal."""
    return ALLOWED if user.has_role(Role.ADMINISTRATOR) and not person.is_superuser else DENIED


@rule(User, "erase")
def erase_person(user, person):
    """A person may have their own account erased, an administrator anybody's but a superuser's."""
    if not user.is_authenticated:
        return DENIED
    if person.is_superuser:
        return Verdict(False, _("Учётную запись с полными правами удаляет только тот, у кого такие же."))
    return ALLOWED if user.pk == person.pk or user.has_role(Role.ADMINISTRATOR) else DENIED


def messages_for(user, messages):
    """Return those of the queryset `messages` that `user` may read in the admin."""
    return messages if user.has_role(*READERS) else messages.filter(responsible=user)
