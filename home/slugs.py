"""Addresses of pages in Latin letters, also for pages made on the server."""

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# Depth of the pages right under home.
TOP_LEVEL_DEPTH = 3
# Addresses that a top-level page must never take from the site's own views (design §5).
RESERVED_SLUGS = frozenset(
    [
        "accounts",
        "admin",
        "api",
        "cabinet",
        "certificates",
        "coauthors",
        "conclusions",
        "contact",
        "feeds",
        "files",
        "glossary",
        "healthz",
        "kiosk",
        "media",
        "monitoring",
        "network",
        "oai",
        "people",
        "plans",
        "readyz",
        "review",
        "search",
        "settings",
        "shelves",
        "static",
        "sveden",
        "works",
    ]
)
# Addresses below a programme that are its own parts (programmes.part_pages).
PART_SLUGS = frozenset(["embed", "indicators", "passport", "plan", "progress"])

# Addresses below other sections that are no pages: the library's trial platforms.
SECTION_SLUGS = frozenset(["platforms"])


def slug_from(title):
    """Return a slug of at most 80 characters for a Russian title; «page» where no letter is left."""
    return slugify(anyascii(title))[:80].strip("-") or "page"


def is_reserved(slug, depth):
    """Tell whether a page with `slug` at `depth` of the tree would hide behind a view of the site, or hide a part of a page."""
    return slug in (RESERVED_SLUGS if depth == TOP_LEVEL_DEPTH else PART_SLUGS | SECTION_SLUGS)


def refuse_reserved(slug, depth):
    """Raise ValidationError of the field «slug» when `is_reserved`."""
    if is_reserved(slug, depth):
        raise ValidationError({"slug": _("Этот адрес занят самим сайтом, выберите другой.")})
