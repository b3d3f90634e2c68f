"""The news of the demo, dated from today backwards."""

import datetime

from django.utils import timezone

from config.demo.blocks import paragraphs_to_stream
from config.demo.past import moment_of
from programmes.models import NewsPage, SubprojectPage


def seed_news(section, items, programmes, people):
    """Make the news that are missing under `section`."""
    known = set(NewsPage.objects.child_of(section).values_list("slug", flat=True))
    for item in sorted(items, key=lambda item: item["date_offset_days"]):
        if item["slug"] not in known:
            _make_news(section, item, programmes, people["editor"])


def _make_news(section, item, programmes, editor):
    now = timezone.now()
    page = NewsPage(
        title=item["title"],
        slug=item["slug"],
        kind=item["kind"],
        lead=" ".join(item["lead"].split()),
        body=paragraphs_to_stream(item["body"]),
        date=timezone.localdate() + datetime.timedelta(days=item["date_offset_days"]),
        expire_at=now + datetime.timedelta(days=item["expires_in_days"]) if item.get("expires_in_days") else None,
        external_url=item.get("external_url") or "",
        owner=editor,
        live=False,
    )
    programme = programmes.get(item.get("programme"))
    if programme:
        page.programmes = [programme]
        if item.get("subproject"):
            page.subprojects = SubprojectPage.objects.child_of(programme).filter(number=item["subproject"])
    section.add_child(instance=page)
    page.save_revision(user=editor).publish()
    # What the site told months ago is no change of today.
    NewsPage.objects.filter(pk=page.pk).update(first_published_at=moment_of(page.date))
