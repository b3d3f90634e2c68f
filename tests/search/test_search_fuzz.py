"""Whatever the address says, search answers: 200 or 4xx, never a fault, never late."""

import os
import time
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.models import Subject
from library.models import MaterialKind
from search.answering import breaker
from search.feeding import feed
from search.indexing import catch_up
from tests.making import material
from tests.search.searching import read

pytestmark = pytest.mark.django_db
SECONDS = 2
BITS = ["снег", "3D", "273-ФЗ", '"', "«", "»", "-", " -", "AND", "OR", "NOT", "NEAR(", ")", "*", "^", ":", "\x00", "%",
        "İ", "ß", "e\u0301", "\u00ad", "𝒜", "😀", "٣", "²", "ﬁ", "\u202e", "5-7 класс", "<b>", "'", "\\",
        "{title}", "0border0"]  # fmt: skip
QUERIES = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(BITS), max_size=40).map("".join),
    st.lists(st.sampled_from(BITS), max_size=400).map(" ".join),
)
NAMES = ["type", "sort", "page", "kind", "subject", "level", "audience", "programme", "subproject", "organisation", "year", "q",
         "subject[]", "", "\x00"]  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=20),
    st.integers().map(str),
    st.sampled_from(["material", "new", "scenario", "2020", "1e9", "-1", "None", "nan", "[]", "²", "Школа"]),
)
PARAMETERS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6)
QUIETLY = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


@pytest.fixture
def asked(client, sections):
    """Ask the raw query string of both doors on a site with something to find; counts the questions."""
    for number in range(3):
        material(
            sections["library"],
            f"Урок {number} о снеге",
            kind=MaterialKind.objects.first(),
            subjects=Subject.objects.all()[:2],
            year=2020,
            organisation="Школа",
            files=[(read('Снег: 3D, 273-ФЗ, 5-7 класс, AND OR "кавычки" <b>' * 20), "")],
        )
    catch_up()

    def ask(raw, address):
        ask.times += 1
        start = time.monotonic()
        response = client.get(f"{address}?{raw}")
        spent = time.monotonic() - start
        assert response.status_code == 200 or 400 <= response.status_code < 500, raw
        assert spent < SECONDS, (spent, raw)

    ask.times = 0
    return ask


def encoded(text):
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def ask_everything(asked, address, examples):
    """Ask `examples` made addresses; the variable FUZZ asks for another number of them."""
    examples = int(os.environ.get("FUZZ", examples))

    @settings(max_examples=examples, **QUIETLY)
    @given(QUERIES, PARAMETERS)
    def everything(query, parameters):
        asked(
            "&".join([f"q={encoded(query)}", *(f"{encoded(name)}={encoded(value)}" for name, value in parameters)]),
            address,
        )

    everything()
    assert asked.times >= examples


@pytest.mark.parametrize(("address", "examples"), [("/api/v1/search/", 2000), ("/search/", 500)])
def test_no_address_breaks_search(asked, address, examples):
    ask_everything(asked, address, examples)


def test_no_address_breaks_search_by_elasticsearch(asked, elastic):
    feed()
    ask_everything(asked, "/api/v1/search/", 500)
    assert not breaker.is_open


def test_no_bytes_of_an_address_break_search(asked):
    @settings(max_examples=300, **QUIETLY)
    @given(st.binary(max_size=60), st.booleans())
    def bytes_of_any_kind(junk, is_query):
        asked(("q=" if is_query else "") + quote_from_bytes(junk, safe="&=;%+"), "/api/v1/search/")

    bytes_of_any_kind()


@pytest.mark.parametrize(
    "raw",
    [
        "q=" + encoded("снег ") * 20_000,
        "q=" + encoded('"') * 100_000,
        "q=" + encoded("а-" * 50_000),
        "q=" + encoded("\u0301") * 50_000,
        "&".join(f"subject={n}" for n in range(9_000)),
        "&".join(f"p{n}=1" for n in range(20_000)),
        "q=%ff%fe%00&page=%00",
        "q[]=1&q=1&q=2",
    ],
    ids=range(8),
)
def test_a_huge_address_is_answered_in_time(asked, raw):
    asked(raw, "/api/v1/search/")
    asked(raw, "/search/")
