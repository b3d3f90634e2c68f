from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Программы"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from community.cabinet import Section, register_section
        from programmes import permissions, receivers  # noqa: F401  register and connect themselves
        from programmes.own_items import own_items

        register_section(
            Section(
                "plan_items", _("Мои дела в планах"), "programmes:cabinet_items", lambda user: own_items(user).count()
            )
        )
