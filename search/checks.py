"""What of the settings of search cannot work, said before the site starts and not to its first reader."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, register
from django.db import connection

from search.engines import OF_DATABASES, SERVING


@register
def check_engine(app_configs=None, **kwargs):
    """Return the errors of SEARCH_ENGINE and, where Elasticsearch serves, of ELASTICSEARCH_URL; no message has a password."""
    own = {"postgresql": "postgres"}.get(connection.vendor, connection.vendor)
    chosen = settings.SEARCH_ENGINE
    if chosen in SERVING:
        return _of_addresses(settings.ELASTICSEARCH_URLS)
    if chosen not in ("", own):
        names = ", ".join([own, *SERVING] if connection.vendor in OF_DATABASES else SERVING)
        return [
            Error(
                f"SEARCH_ENGINE={chosen}: на этой базе данных такого поиска нет.",
                hint=f"Возможны: {names}. Пустое значение – поиск средствами базы данных.",
                id="search.E001",
            )
        ]
    return []


def _of_addresses(urls):
    if not urls:
        return [Error("ELASTICSEARCH_URL пуст.", hint="Укажите адрес: https://имя:пароль@узел:9200", id="search.E002")]
    return [error for number, url in enumerate(urls, 1) for error in _of_address(number, url)]


def _of_address(number, url):
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port:
            return []
    except ValueError:
        # A port that is no number: often the rest of a password with a sign of its own.
        pass
    hint = (
        "Нужны протокол, узел и порт: https://имя:пароль@узел:9200. "
        "Знаки : / ? # @ % и запятую в пароле пишите через %: @ – это %40, запятая – %2C."
    )
    return [Error(f"Адрес {number} в ELASTICSEARCH_URL написан неверно.", hint=hint, id="search.E002")]
