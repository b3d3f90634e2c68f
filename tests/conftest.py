"""What every test shares."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from config.sections import make_sections
from library.facets.current import forget
from tests.snapshot import changes_of, put_back

pytest_plugins = ["tests.services.fixtures"]
# Files of few and long tests. Whichever of them came last would be waited for by the other process with nothing to do.
LONGEST = (
    "walking/test_every_address.py",
    "journeys/test_journey_review.py",
    "journeys/test_journey_from_file_to_hit.py",
    "search/test_elastic_load.py",
    "search/test_teachers_questions.py",
    "journeys/test_journey_report.py",
    "library/test_canaries.py",
    "services/test_elasticsearch_node.py",
)


def pytest_collection_modifyitems(items):
    """Begin with the longest files, whole files one after another."""
    tests = Path(__file__).parent
    places = {(tests / name).resolve(strict=True): place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(autouse=True)
def _fresh_process_memory():
    """Each test is a new process for what processes remember between requests."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache

    from search import common_words, vocabulary

    forget()
    vocabulary.forget()
    common_words.forget()
    cache.clear()
    ContentType.objects.clear_cache()
    yield
    forget()


@pytest.fixture(scope="session", autouse=True)
def _empty_file_store():
    """The run's files do not stay."""
    yield
    shutil.rmtree(settings.TEST_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def _made_sections(django_db_setup, django_db_blocker):
    """What `make_sections` does to an empty database."""
    with django_db_blocker.unblock():
        return changes_of(make_sections)


@pytest.fixture
def sections(db, _made_sections):
    """A new site: {"home", "programmes", "library", "collections", "journals", "news", "norms"} pages."""
    put_back(_made_sections)
    return make_sections()
