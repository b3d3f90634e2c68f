from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Сообщество"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts.stops import register_stop

        # They register themselves: rules, what is told and forgotten of a person.
        from community import forgetting, permissions, telling  # noqa: F401
        from community.cabinet import Section, register_section
        from community.consent_views import needed_stop
        from community.models import ContactMessage, Notification

        register_stop(needed_stop)

        register_section(Section("profile", _("Обо мне"), "community:cabinet_profile", order=10))
        register_section(
            Section(
                "messages",
                _("Мои обращения"),
                "community:cabinet_messages",
                lambda user: ContactMessage.objects.sent_by(user).count(),
                order=90,
            )
        )
        register_section(
            Section(
                "notices",
                _("Уведомления"),
                "community:cabinet_notices",
                lambda user: Notification.objects.of(user).unread().count(),
            )
        )
        register_section(Section("settings", _("Настройки"), "community:cabinet_settings", order=100))
