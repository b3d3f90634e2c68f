"""What suggestions cost while somebody types: `python -m bench.suggestions`, in process, in the environment of one site."""

import json

import django

django.setup()

from django.urls import reverse  # noqa: E402  models need the line above

from bench.asked import beginnings  # noqa: E402
from bench.timing import repeated  # noqa: E402
from search.models import IndexWord  # noqa: E402
from search.suggesting import suggest  # noqa: E402


def measure_suggestions():
    """Ask for every beginning; return {text: {"lines", "wall", "cpu"}}: how many are suggested, ms, medians of three."""
    base = reverse("search:search")
    # As people write them, not as the index has them.
    words = IndexWord.objects.exclude(form="").values_list("form", "pages")
    suggest("шк", base)
    found = {}
    for text in beginnings(words):
        (_typed, lines), spent = repeated(lambda text=text: suggest(text, base))
        found[text] = {"lines": len(lines), **spent}
    return found


if __name__ == "__main__":
    print(json.dumps(measure_suggestions()))
