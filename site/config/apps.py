from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root as an app, so that the commands which concern every app can live here."""

    name = "config"
    verbose_name = "Настройка сайта"
