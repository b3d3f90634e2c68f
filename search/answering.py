"""Who answers a reader: the engine that the centre has chosen, and the database's own where that one fails."""

import logging

from django.conf import settings

from search.breaker import Breaker
from search.engines import EngineFailed, database_engine, serving_engine
from search.feeding import is_refused

logger = logging.getLogger(__name__)
breaker = Breaker()


def answer(question):
    """Return (`question(engine)`, whether the reserve has answered).

    The question is asked whole once more where it fails in the middle, so that an answer is never made of two indices. An
    engine that did not take the last changes is not asked: it would not find what is new.
    """
    serving = serving_engine()
    if serving is None:
        return question(database_engine()), False
    if not is_refused() and breaker.allows():
        try:
            with serving.within(settings.ELASTICSEARCH_TIMEOUT):
                found = question(serving)
        except EngineFailed as error:
            breaker.failed()
            logger.warning("Поиск ответил из базы данных: Elasticsearch — %s", error)
        else:
            breaker.succeeded()
            return found, False
    return question(database_engine()), True


def fault():
    """Return what is wrong with the engine that the centre has chosen, "" while it answers or where there is none."""
    serving = serving_engine()
    if serving is None:
        return ""
    try:
        with serving.within(settings.ELASTICSEARCH_TIMEOUT):
            return serving.health() or ("не принимает изменений" if is_refused() else "")
    except EngineFailed as error:
        return str(error)
