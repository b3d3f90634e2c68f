from community.models.contact import ContactMessage
from community.models.mail import OutboxMail

__all__ = ["ContactMessage", "OutboxMail"]
