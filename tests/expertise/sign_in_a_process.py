# ruff: noqa: E402  Django is set up before its models are imported
"""Run by test_conclusion_numbers in processes of their own: make drafts, or sign all of them in a hurry.

`python -m tests.expertise.sign_in_a_process make COUNT` prints the ids of COUNT drafts; `… sign CHAIR SEED` signs every draft
in an order of its own as the chair with that id, throws some signatures away half-way, and prints what came of each;
`… numbers` prints what stands in the register.
"""

import json
import os
import random
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
sys.path[:0] = [".", "site"]

import django

django.setup()

from django.db import transaction

from accounts.models import User
from community.models import NumberSeries
from config.sections import make_sections
from expertise import reviewable
from expertise.concluding import sign_conclusion
from expertise.models import Conclusion
from expertise.outcome_errors import AlreadyDecided
from home.models import ContentPage
from tests.expertise import making_outcomes as making


class ThrownAwayError(Exception):
    """The process was stopped between the number and the end of the transaction."""


def make(count):
    """Print {"chairs": ids, "drafts": ids}."""
    works, sections = known_works(), make_sections()
    chairs = [making.chair().pk, making.chair().pk]
    drafts = []
    for number in range(int(count)):
        round = making.open_round(making.work(sections, works, f"Работа {number}"))
        making.review(round, 1)
        drafts.append(making.drafted(round, reason="Один").pk)
    print(json.dumps({"chairs": chairs, "drafts": drafts}))


def sign(chair, seed):
    """Print {draft: "signed" | "late"}; every third first try is thrown away after its number was given."""
    known_works()
    chair, dice = User.objects.get(pk=chair), random.Random(int(seed))
    rows = list(Conclusion.objects.order_by("pk"))
    dice.shuffle(rows)
    said = {}
    for place, row in enumerate(rows):
        try:
            if place % 3 == 0:
                try:
                    with transaction.atomic():
                        sign_conclusion(conclusion=row, by=chair)
                        raise ThrownAwayError
                except ThrownAwayError:
                    pass
            sign_conclusion(conclusion=row, by=chair)
            said[row.pk] = "signed"
        except AlreadyDecided:
            said[row.pk] = "late"
    print(json.dumps(said))


def numbers():
    """Print {"given": the numbers of all conclusions, "last": that of the register}."""
    given = list(Conclusion.objects.order_by("number").values_list("number", flat=True))
    last = NumberSeries.objects.values_list("last", flat=True).get(code__startswith="conclusion-")
    print(json.dumps({"given": given, "last": last}))


def known_works():
    works = making.Works()
    reviewable._known[ContentPage] = works.answers()
    return works


if __name__ == "__main__":
    {"make": make, "sign": sign, "numbers": numbers}[sys.argv[1]](*sys.argv[2:])
