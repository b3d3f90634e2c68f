from community.models.contact import ContactMessage
from community.models.mail import OutboxMail
from community.models.notifications import LetterChoice, Notification

__all__ = ["ContactMessage", "LetterChoice", "Notification", "OutboxMail"]
