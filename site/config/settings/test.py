"""Tests: a database file that is kept between runs, mail in the outbox, files in a folder of their own."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, STORAGES, VAR

# A folder of its own for every run: two runs at once must not empty each other's.
TEST_ROOT = Path(tempfile.mkdtemp(prefix="metodset-tests-"))
SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["*"]
MEDIA_ROOT = TEST_ROOT / "media"
PRIVATE_ROOT = TEST_ROOT / "files"
DOWNLOADS_ROOT = TEST_ROOT / "downloads"
QUERIES_ROOT = TEST_ROOT / "queries"
IMPORT_ROOT = TEST_ROOT / "import"
STORAGES = {
    **STORAGES,
    "private": {**STORAGES["private"], "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: --reuse-db then saves the migrations.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Tests count what pages ask of the database; those of the page cache switch it on.
PAGE_CACHE_BYTES = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
OUTGOING_MAIL = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
