from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Страницы"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from home import receivers  # noqa: F401  connects them
