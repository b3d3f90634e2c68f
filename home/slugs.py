"""Addresses of pages in Latin letters, also for pages made on the server (dependencies §13)."""

from anyascii import anyascii
from django.utils.text import slugify

# Addresses that a top-level page must never take from the site's own views (design §5).
RESERVED_SLUGS = frozenset(
    [
        "accounts",
        "admin",
        "api",
        "cabinet",
        "certificates",
        "contact",
        "feeds",
        "files",
        "healthz",
        "media",
        "monitoring",
        "network",
        "oai",
        "readyz",
        "search",
        "settings",
        "static",
        "sveden",
    ]
)


def slug_from(title):
    """Return a slug of at most 80 characters for a Russian title; «page» where no letter is left."""
    return slugify(anyascii(title))[:80].strip("-") or "page"
