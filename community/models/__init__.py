from community.models.activity import ActivityRecord
from community.models.certificates import Certificate
from community.models.consents import Consent, ConsentText
from community.models.contact import ContactMessage
from community.models.deed_consents import DeedConsent
from community.models.mail import OutboxMail
from community.models.notifications import LetterChoice, Notification
from community.models.numbers import NumberSeries
from community.models.profile import TeacherProfile

__all__ = [
    "ActivityRecord",
    "Certificate",
    "Consent",
    "ConsentText",
    "ContactMessage",
    "DeedConsent",
    "LetterChoice",
    "Notification",
    "NumberSeries",
    "OutboxMail",
    "TeacherProfile",
]
