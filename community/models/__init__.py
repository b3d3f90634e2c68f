from community.models.consents import Consent, ConsentText
from community.models.contact import ContactMessage
from community.models.mail import OutboxMail
from community.models.notifications import LetterChoice, Notification
from community.models.profile import TeacherProfile

__all__ = [
    "Consent",
    "ConsentText",
    "ContactMessage",
    "LetterChoice",
    "Notification",
    "OutboxMail",
    "TeacherProfile",
]
