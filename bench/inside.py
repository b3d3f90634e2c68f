"""What only the site itself knows of its pages: `python -m bench.inside SIZE CASE…` prints {case: Known as a dictionary}.

Queries are counted in process, on a page that has been asked for before.
"""

import json
import sys
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

import django

django.setup()

from django.db import connection  # noqa: E402  models need the line above
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from bench import reviews  # noqa: E402
from bench.cases import CASES  # noqa: E402
from bench.corpus import PLANTED, planted_total  # noqa: E402
from library.models import MaterialIndexPage, MaterialPage  # noqa: E402
from programmes.models import NewsPage, ProgrammePage  # noqa: E402
from search.engines.base import MOST  # noqa: E402

WARM_UP = 2


@dataclass(frozen=True)
class Known:
    """Of one case: its address, the cookie of who asks (empty for a visitor), SQL queries, bytes of the page uncompressed."""

    address: str
    cookie: str
    queries: int
    size: int


def addresses(codes):
    """Return {case code: address}; those of reviews, which not every archive has, only where `codes` ask for them."""
    kind, subject = _usual_filters()
    pages = {
        "news": NewsPage.objects.get(slug="news-10"),
        "programme": ProgrammePage.objects.get(slug="programme-0"),
        "material": MaterialPage.objects.get(slug="work-20"),
    }
    listing = MaterialIndexPage.objects.get().url
    found = {code: page.url for code, page in pages.items()}
    for part in ("plan", "indicators"):
        found[f"programme-{part}"] = f"{found['programme']}{part}/"
    if "sheet" in codes:
        found["sheet"] = reverse("expertise:review", args=[reviews.sheet_of("expert").pk])
    found["queue"] = reverse("library_queue")
    found |= {"home": "/", "listing": f"{listing}?{urlencode({'kind': kind, 'subject': subject})}"}
    for case in CASES:
        if case.planted:
            path = reverse("search:search_api" if case.code == "search-api" else "search:search")
            found[case.code] = f"{path}?{urlencode({'q': PLANTED[case.planted].query})}"
    return found


def look_at(case, address):
    """Return the Known of a `case` at `address`. Raises RuntimeError when it does not answer 200."""
    client = Client(SERVER_NAME="127.0.0.1")
    if case.by:
        client.force_login(User.objects.get(email=reviews.address(case.by)))
    for _ in range(WARM_UP):
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    cookie = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    return Known(address, cookie, len(captured), len(response.content))


def check_totals(size):
    """Raise RuntimeError when a planted word is not found in exactly the works it was planted in."""
    for name, word in PLANTED.items():
        answer = Client(SERVER_NAME="127.0.0.1").get(reverse("search:search_api"), {"q": word.query}).json()
        # Of what is more than MOST nobody counts the rest.
        planted = min(planted_total(name, size), MOST)
        if answer["total"] != planted:
            raise RuntimeError(f"{word.query}: {answer['total']} found, {planted} planted")


def _usual_filters():
    page = MaterialPage.objects.get(slug="work-0")
    return page.kind.code, page.subjects.first().code


if __name__ == "__main__":
    size, *codes = sys.argv[1:]
    check_totals(int(size))
    known = addresses(codes)
    asked = [case for case in CASES if case.code in codes]
    print(json.dumps({case.code: asdict(look_at(case, known[case.code])) for case in asked}))
