from community.models.activity import ActivityRecord
from community.models.contact import ContactMessage
from community.models.mail import OutboxMail
from community.models.numbers import NumberSeries

__all__ = ["ActivityRecord", "ContactMessage", "NumberSeries", "OutboxMail"]
