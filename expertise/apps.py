from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    name = "expertise"
    verbose_name = "Экспертиза"
    default_auto_field = "django.db.models.BigAutoField"
