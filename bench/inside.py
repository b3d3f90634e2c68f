"""What only the site itself knows of its pages: `python -m bench.inside SIZE CASE…` prints {case: {"address", "queries"}}.

Queries are counted in process, on a page that has been asked for before.
"""

import json
import sys
from urllib.parse import urlencode

import django

django.setup()

from django.db import connection  # noqa: E402  models need the line above
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.cases import CASES  # noqa: E402
from bench.corpus import PLANTED, planted_total  # noqa: E402
from library.models import MaterialIndexPage, MaterialPage  # noqa: E402
from programmes.models import NewsPage, ProgrammePage  # noqa: E402

WARM_UP = 2


def addresses():
    """Return {case code: address}."""
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
    found |= {"home": "/", "listing": f"{listing}?{urlencode({'kind': kind, 'subject': subject})}"}
    for case in CASES:
        if case.planted:
            path = reverse("search:search_api" if case.code == "search-api" else "search:search")
            found[case.code] = f"{path}?{urlencode({'q': PLANTED[case.planted].query})}"
    return found


def count_queries(address):
    """Return the number of SQL queries of a warm page. Raises RuntimeError when it does not answer 200."""
    client = Client(SERVER_NAME="127.0.0.1")
    for _ in range(WARM_UP):
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def check_totals(size):
    """Raise RuntimeError when a planted word is not found in exactly the works it was planted in."""
    for name, word in PLANTED.items():
        answer = Client(SERVER_NAME="127.0.0.1").get(reverse("search:search_api"), {"q": word.query}).json()
        if answer["total"] != planted_total(name, size):
            raise RuntimeError(f"{word.query}: {answer['total']} found, {planted_total(name, size)} planted")


def _usual_filters():
    page = MaterialPage.objects.get(slug="work-0")
    return page.kind.code, page.subjects.first().code


if __name__ == "__main__":
    size, *codes = sys.argv[1:]
    check_totals(int(size))
    known = addresses()
    print(json.dumps({code: {"address": known[code], "queries": count_queries(known[code])} for code in codes}))
