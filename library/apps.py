from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Библиотека"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from library import permissions, receivers  # noqa: F401  registers its places and rules; listens
