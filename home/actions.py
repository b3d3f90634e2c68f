"""Verbs of pages that happen by the clock or once."""

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, Revision, Site, get_page_models

from home.clock import try_each
from home.models import HomePage


@transaction.atomic
def make_home():
    """Return the site's home page; make it, and the site, when the database is new."""
    home = HomePage.objects.first()
    if home is not None:
        return home
    root = Page.get_first_root_node()
    # Wagtail's first migration leaves a «Welcome» page with the slug that home needs.
    Page.objects.filter(depth=2, slug="home").exclude(content_type__model="homepage").delete()
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(instance=HomePage(title="Главная", slug="home"))
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Методсеть"}
    )
    return home


def publish_due(*, now=None):
    """Publish what editors have scheduled up to `now`; return (published, failed) counts.

    Each page is tried alone: one that cannot be published is logged and stops nobody (design §7).
    """
    now = now or timezone.now()
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    return try_each(due, lambda revision: revision.publish())


def unpublish_expired(*, now=None):
    """Take pages off the site whose time is over; return (unpublished, failed) counts."""
    now = now or timezone.now()
    expired = Page.objects.live().filter(expire_at__lt=now)
    return try_each(expired, lambda page: page.specific.unpublish(set_expired=True))


def keep_statistics():
    """Let SQLite count its tables anew when the site has grown or shrunk by a tenth; return whether it did.

    Without counts its planner reads all pages to find five programmes: milliseconds that grow with every material.
    """
    if connection.vendor != "sqlite":
        return False
    pages = Page.objects.count()
    if abs(pages - _counted_pages()) * 10 <= pages:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
        _count_the_empty(cursor)
    return True


def _count_the_empty(cursor):
    # ANALYZE writes nothing of an empty table; the planner then takes it for a large one and walks through all pages first
    # (0.1 s of 100,000 to find that there are no collections). Page types only: when they fill, the pages are counted anew.
    for table in {model._meta.db_table for model in get_page_models()}:
        cursor.execute(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat)"
            " SELECT %s, NULL, '1' WHERE NOT EXISTS (SELECT 1 FROM sqlite_stat1 WHERE tbl = %s)",
            [table, table],
        )
    cursor.execute("ANALYZE sqlite_schema")


def _counted_pages():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return 0
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'wagtailcore_page' AND idx IS NOT NULL LIMIT 1")
        row = cursor.fetchone()
        return int(row[0].split()[0]) if row else 0
