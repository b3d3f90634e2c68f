"""What every test shares."""

import shutil

import pytest
from django.conf import settings

from config.sections import make_sections
from library.facets.current import forget


@pytest.fixture(autouse=True)
def _fresh_process_memory():
    """Each test is a new process for what processes remember between requests."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache

    forget()
    cache.clear()
    ContentType.objects.clear_cache()
    yield
    forget()


@pytest.fixture(scope="session", autouse=True)
def _empty_file_store():
    """The run's files do not stay."""
    yield
    shutil.rmtree(settings.TEST_ROOT, ignore_errors=True)


@pytest.fixture
def sections(db):
    """A new site: {"home", "programmes", "library", "collections", "journals", "news", "norms"} pages."""
    return make_sections()
