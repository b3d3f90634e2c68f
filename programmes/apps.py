from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Программы"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from programmes import permissions  # noqa: F401  registers its rules
