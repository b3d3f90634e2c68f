"""Verbs of pages that happen by the clock or once."""

import logging

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision, Site

from home.models import HomePage

logger = logging.getLogger(__name__)


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
    return _try_each(due, lambda revision: revision.publish())


def unpublish_expired(*, now=None):
    """Take pages off the site whose time is over; return (unpublished, failed) counts."""
    now = now or timezone.now()
    expired = Page.objects.live().filter(expire_at__lt=now)
    return _try_each(expired, lambda page: page.specific.unpublish(set_expired=True))


def _try_each(objects, act):
    done = failed = 0
    for obj in list(objects):
        try:
            with transaction.atomic():
                act(obj)
            done += 1
        except Exception:
            logger.exception("Не удалось: %s (%s)", obj, obj.pk)
            failed += 1
    return done, failed
