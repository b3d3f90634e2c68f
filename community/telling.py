"""What this app, the account and the files know of a person, for their export."""

from django.utils.translation import gettext_lazy as _

from community.models import Consent, ContactMessage, DeedConsent, Notification
from community.models.profile import FACTS
from community.notices import all_letters_of
from community.privacy import Told, personal_data
from community.profiles import SWITCHES, TEXTS, profile_of
from files.models import StoredFile


@personal_data("account", _("Учётная запись"))
def account(user):
    """Name, address, groups and dates."""
    names = ("email", "last_name", "first_name", "patronymic", "date_joined", "last_login")
    return Told({**{name: getattr(user, name) for name in names}, "roles": sorted(user.roles)})


@personal_data("profile", _("Профиль"))
def profile(user):
    """What the person said of themselves, and what of it is switched on."""
    own = profile_of(user)
    facts = {name: getattr(own, name) for name in (*TEXTS, *SWITCHES)}
    facts |= {
        fact: [str(word) for word in getattr(own, fact).all()] for fact in FACTS if fact in ("subjects", "levels")
    }
    return Told({**facts, "address": own.get_absolute_url(), "public_name": own.public_name})


@personal_data("consents", _("Согласия"))
def consents(user):
    """Every consent with the whole text that was agreed to, those about single works and reviews too."""
    return Told(
        [
            {
                "about": consent.text.get_kind_display(),
                "version": consent.text.version,
                "given_at": consent.given_at,
                "from_address": consent.address,
                "revoked_at": consent.revoked_at,
                "sha256": consent.text_sha256,
                "text": consent.text.text,
            }
            for consent in [*Consent.objects.of(user), *DeedConsent.objects.of(user)]
        ]
    )


@personal_data("notices", _("Уведомления и письма"))
def notices(user):
    """What the person was told, and how they want to be told."""
    told = Notification.objects.of(user).values("kind", "text", "url", "created_at", "read_at")
    return Told(
        {"choice": {str(k.label): str(v.label) for k, v in all_letters_of(user).items()}, "notices": list(told)}
    )


@personal_data("messages", _("Обращения"))
def contact_messages(user):
    """What the person wrote to the centre, and the answers."""
    names = ("id", "name", "email", "text", "page_title", "reason", "state", "answer", "answered_at", "created_at")
    return Told(list(ContactMessage.objects.sent_by(user).order_by("pk").values(*names)))


@personal_data("files", _("Загруженные файлы"))
def uploads(user):
    """The files the person has brought, as they are."""
    files = list(StoredFile.objects.filter(uploaded_by=user).order_by("pk"))
    return Told(
        [{"name": f.name, "size": f.size, "created_at": f.created_at, "sha256": f.sha256} for f in files], files
    )
