"""What sending costs: at most 60 ms of processor time on a machine where a trivial page costs about 3 (issue 5, bounds)."""

import time

import pytest
from django.test import Client

from library import submitting
from tests.library.submissions import draft, fresh, kept, read_all
from tests.making import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
TRIVIAL_MS, BOUND_MS = 3, 60


def cost(act):
    start = time.process_time()
    act()
    return 1000 * (time.process_time() - start)


def test_sending_costs_at_most_twenty_trivial_pages():
    vera, client = person(first_name="Вера"), Client()
    long = "Урок о снеге. Дети ставят опыты и записывают наблюдения. " * 2000
    works = [
        read_all(draft(vera, files=[kept(f"{n}.txt", f"{long}{n}"), kept(f"б{n}.txt", f"б{n}")], title=f"Работа {n}"))
        for n in range(6)
    ]
    trivial = min(cost(lambda: client.get("/accounts/login/")) for _turn in range(8))
    sending = min(cost(lambda work=work: submitting.submit(submission=fresh(work), by=vera)) for work in works)
    print(f"sending {sending:.0f} ms, trivial page {trivial:.1f} ms")
    assert sending <= BOUND_MS / TRIVIAL_MS * max(trivial, TRIVIAL_MS)
