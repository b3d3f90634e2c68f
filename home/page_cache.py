"""Whole pages for visitors who have not signed in: kept compressed until anything on the site changes (design §11).

An entry holds while the log of changes stands still, so a publication empties the cache at once and in every process; and
never beyond its minute, because pages expire and stages begin by the clock without a change being written.
"""

import gzip
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.text import compress_string

from home.changes import log
from home.kiosk import is_kiosk
from home.view_settings import read_view

# Only pages of the tree: what a form, a search or a file answers is each visitor's own.
KEPT_VIEW = "wagtail_serve"
# Who carries one of these may be shown something of his own.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
LONGEST_ADDRESS = 500
CLOCK_SECONDS = 60


@dataclass(frozen=True)
class KeptPage:
    """An answer of 200 as it is kept: its headers, and its text compressed."""

    headers: dict
    packed: bytes
    etag: str

    @classmethod
    def of(cls, response):
        """Keep `response`, which has been rendered."""
        patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        etag = blake2b(response.content, digest_size=12).hexdigest()
        return cls(headers, compress_string(response.content), f'W/"{etag}"')

    def answer(self, request):
        """Return the response to `request`: whole, or 304 where the browser has this very page."""
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.packed if packed else gzip.decompress(self.packed), headers=self.headers)
        response.headers["ETag"] = self.etag
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        return get_conditional_response(request, etag=self.etag, response=response)


class PageCache:
    """The pages one process keeps: all of one moment, the least asked for leave first."""

    def __init__(self):
        self._lock = threading.Lock()
        self._moment, self._pages, self._bytes = None, OrderedDict(), 0

    def get(self, moment, key):
        """Return the KeptPage of `key` as of `moment`, or None."""
        with self._lock:
            self._turn_to(moment)
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, moment, key, page, most_bytes):
        """Keep `page`; all pages together take at most `most_bytes`."""
        with self._lock:
            self._turn_to(moment)
            replaced = self._pages.pop(key, None)
            self._bytes += len(page.packed) - (len(replaced.packed) if replaced else 0)
            self._pages[key] = page
            while self._bytes > most_bytes:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.packed)

    def clear(self):
        """Keep nothing any more."""
        with self._lock:
            self._turn_to(None)

    def __len__(self):
        return len(self._pages)

    def _turn_to(self, moment):
        if moment != self._moment:
            self._moment, self._bytes = moment, 0
            self._pages.clear()


pages = PageCache()


class PageCacheMiddleware:
    """Answers from the cache, or keeps the answer that the site gives."""

    def __init__(self, get_response):
        if not settings.PAGE_CACHE_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if not _asks_for_kept(request):
            return self.get_response(request)
        # Read before the page is made: what changes meanwhile makes the kept page stale, never the other way round.
        request.generation = log.generation()
        moment = (request.generation, int(time.time() // CLOCK_SECONDS))
        key = (
            request.scheme,
            request.get_host(),
            request.get_full_path(),
            *read_view(request).values(),
            is_kiosk(request),
        )
        page = pages.get(moment, key)
        if page is None:
            response = self.get_response(request)
            if not _may_be_kept(request, response):
                return response
            page = KeptPage.of(response)
            pages.put(moment, key, page, settings.PAGE_CACHE_BYTES)
        return page.answer(request)


def _asks_for_kept(request):
    return (
        request.method == "GET"
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        and not any(name in request.COOKIES for name in PERSONAL_COOKIES)
        and "Authorization" not in request.headers
    )


def _may_be_kept(request, response):
    match, control = request.resolver_match, response.get("Cache-Control", "")
    return (
        match is not None
        and match.view_name == KEPT_VIEW
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
    )
