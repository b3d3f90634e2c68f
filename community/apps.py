from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Сообщество"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from community import permissions  # noqa: F401  registers its rules
        from community.cabinet import Section, register_section
        from community.models import ContactMessage

        register_section(Section("profile", _("Обо мне"), "community:cabinet_profile"))
        register_section(
            Section(
                "messages",
                _("Мои обращения"),
                "community:cabinet_messages",
                lambda user: ContactMessage.objects.sent_by(user).count(),
            )
        )
