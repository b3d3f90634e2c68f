"""Which materials lead to which other sites: read anew once a month."""

import re
from collections import defaultdict
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from library.models import LinkPlace, LinkRound, MaterialLink, MaterialPage, OuterLink

HREF = re.compile(r'href="(https?://[^"]+)"', re.IGNORECASE)
LONGEST = 500
BATCH = 500


def start_round(*, now=None):
    """Gather the links of all published materials for the month of `now`; return whether it was this call that did it.

    Links that no material has any more are forgotten; those that stay keep their state and since when.
    """
    month = timezone.localtime(now).date().replace(day=1)
    if LinkRound.objects.filter(month=month).exists():
        return False
    found = links_of_materials()
    try:
        with transaction.atomic():
            LinkRound.objects.create(month=month, found=len(found))
            _store(found)
    except IntegrityError:
        # Another worker was quicker.
        return False
    return True


def links_of_materials():
    """Return {address: {material id, …}} of everything outside that published materials lead to."""
    found, live = defaultdict(set), MaterialPage.objects.live()
    for pk, url in MaterialLink.objects.filter(page__live=True).values_list("page_id", "url").iterator(BATCH):
        found[url].add(pk)
    for page in live.only("pk", "body").order_by().iterator(BATCH):
        for url in _addresses_in(page.body.get_prep_value()):
            found[url].add(page.pk)
    return {url: pages for url, pages in found.items() if len(url) <= LONGEST and not _is_ours(url)}


def _addresses_in(value):
    """Yield the outer addresses within a body as it is stored: links of texts, and what a block calls its «url»."""
    if isinstance(value, str):
        yield from map(unescape, HREF.findall(value))
    elif isinstance(value, dict):
        if str(value.get("url", "")).startswith(("http://", "https://")):
            yield value["url"]
        value = value.values()
    if not isinstance(value, str | int | float | bool | None):
        for part in value:
            yield from _addresses_in(part)


def _is_ours(url):
    return urlsplit(url).netloc == urlsplit(settings.SITE_URL).netloc


def _store(found):
    keys = dict(OuterLink.objects.values_list("url", "pk"))
    gone = [pk for url, pk in keys.items() if url not in found]
    for start in range(0, len(gone), BATCH):
        OuterLink.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    OuterLink.objects.bulk_create(
        [OuterLink(url=url, host=(urlsplit(url).hostname or "")[:255]) for url in found if url not in keys],
        batch_size=BATCH,
    )
    keys = dict(OuterLink.objects.values_list("url", "pk"))
    LinkPlace.objects.all().delete()
    LinkPlace.objects.bulk_create(
        [LinkPlace(link_id=keys[url], material_id=pk) for url, pages in found.items() for pk in pages],
        batch_size=BATCH,
    )
