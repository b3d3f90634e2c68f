from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Библиотека"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from community.cabinet import Section, register_section
        from library import permissions  # noqa: F401  registers its places
        from library.participants import count_closed

        register_section(
            Section("closed", _("Для участников"), "library:closed_materials", lambda user: count_closed())
        )
