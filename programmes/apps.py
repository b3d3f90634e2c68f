from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Программы"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from programmes import file_places, permissions, receivers  # noqa: F401  register and connect themselves
