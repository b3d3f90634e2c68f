"""Asked queries are counted by day: once each, without a write in the request and without a trace of who asked."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.timers import TIMERS
from files import spool as spools
from files.models import FoldedSpool
from search import journal
from search.indexing import catch_up
from search.journal import fold_queries, line_of, prune_queries
from search.models import AskedQuery
from tests.making import material

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
LATER = 120


@pytest.fixture(autouse=True)
def spool(tmp_path, settings):
    settings.QUERIES_ROOT = tmp_path / "spool"
    return settings.QUERIES_ROOT


@pytest.fixture
def library(sections):
    material(sections["library"], title="Урок о снеге")
    catch_up()
    return sections["library"]


def ask(client, query, address="/search/", agent=FIREFOX, **params):
    response = client.get(address, {"q": query, **params}, HTTP_USER_AGENT=agent, REMOTE_ADDR="203.0.113.77")
    assert response.status_code == 200
    return response


def fold():
    """Fold as the clock does two minutes later."""
    return fold_queries(now=time.time() + LATER)


def counted():
    return {row.words: (row.times, row.nothing) for row in AskedQuery.objects.all()}


def lines(spool):
    return "".join(path.read_text(encoding="utf-8") for path in spool.glob("*"))


def put(spool, *texts):
    spool.mkdir(exist_ok=True)
    (spool / "1.open").write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")


def test_a_query_is_counted_for_its_day_by_the_page_and_by_the_json_door(client, library):
    ask(client, "Урок  о СНЕГЕ")
    ask(client, "урок о снеге", "/api/v1/search/")
    ask(client, "ёжик")
    assert not AskedQuery.objects.exists()
    assert fold() == 3
    assert counted() == {"урок о снеге": (2, 0), "ежик": (1, 1)}
    row = AskedQuery.objects.get(words="урок о снеге")
    assert row.day == timezone.localdate()
    assert 0 <= row.slowest_ms <= row.milliseconds
    assert row.by_reserve == 0


def test_the_request_itself_writes_nothing_into_the_database(client, library):
    ask(client, "снег")
    with CaptureQueriesContext(connection) as seen:
        ask(client, "снег")
    # PostgreSQL's engine sets its planner for the question.
    reads = ("SELECT", "SAVEPOINT", "RELEASE", "SET LOCAL")
    assert not [q["sql"] for q in seen if not q["sql"].startswith(reads)]


def test_robots_further_pages_filters_alone_and_fetching_ahead_are_not_counted(client, library, spool):
    ask(client, "снег", agent="Mozilla/5.0 (compatible; YandexBot/3.0)")
    ask(client, "снег", agent="")
    ask(client, "снег", page=2)
    ask(client, "", type="material")
    ask(client, "   ")
    client.get("/search/?q=снег", HTTP_USER_AGENT=FIREFOX, HTTP_SEC_PURPOSE="prefetch")
    assert not spool.exists()


def test_nothing_is_lacking_where_a_filter_hides_it(client, library):
    ask(client, "снег", type="news")
    fold()
    assert counted() == {"снег": (1, 0)}


def test_nobody_can_be_told_from_the_journal(client, library, spool, django_user_model):
    client.force_login(django_user_model.objects.create_user("asker@metodset.example", "x"))
    ask(client, "пишите на Ivanova@school.example или +7 (912) 345-67-89, 8 912 345 67 89")
    assert lines(spool).split(" ", 3)[3] == "пишите на … или …, …\n"
    assert "203.0.113.77" not in lines(spool)
    assert "asker" not in lines(spool)


def test_numbers_of_standards_are_no_telephones():
    assert line_of("ГОСТ Р 52872-2019, 978-5-09-071234-5") == "гост р 52872-2019, 978-5-09-071234-5"


@pytest.mark.parametrize(
    "junk", ["x" * 300, "\x7f\x1b\n\u2028" * 75 + "ы", "<script>alert(1)</script> %s ' \" \\", "👩‍🏫" * 100]
)
def test_rubbish_is_one_line_of_two_hundred_characters_at_most(client, library, spool, junk):
    ask(client, junk)
    assert lines(spool).count("\n") == 1
    assert fold() == 1
    (words,) = counted()
    assert 0 < len(words) <= 200
    assert words.isprintable() or "\u200d" in words


@pytest.mark.parametrize("moment", ["_add", "unlink"])
def test_killed_in_the_middle_of_folding_it_counts_each_query_once(client, library, monkeypatch, moment):
    ask(client, "снег")

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(*((journal, moment) if moment == "_add" else (Path, moment)), killed)
        with pytest.raises(KeyboardInterrupt):
            fold()
    fold()
    fold()
    assert counted() == {"снег": (1, 0)}


def test_a_second_clock_with_the_same_file_counts_nothing(client, library, spool):
    ask(client, "снег")
    (path,) = spool.iterdir()
    text = path.read_bytes()
    fold()
    (spool / f"{FoldedSpool.objects.get().name}.fold").write_bytes(text)
    assert fold() == 0
    assert counted() == {"снег": (1, 0)}
    assert not list(spool.iterdir())


def test_counts_of_several_minutes_add_up(spool):
    put(spool, "2026-11-18 +s 40 снег", "2026-11-18 0r 300 снег", "2026-11-19 +s 5 снег")
    assert fold() == 3
    put(spool, "2026-11-18 +s 60 снег")
    assert fold() == 1
    row = AskedQuery.objects.get(day="2026-11-18")
    assert (row.times, row.nothing, row.by_reserve, row.slowest_ms, row.milliseconds) == (3, 1, 1, 300, 400)


def test_lines_that_nobody_understands_cost_themselves_alone(spool, caplog):
    put(
        spool,
        "2026-11-18 +s 40 снег",
        "2026-11-18 +s",
        "вчера +s 1 снег",
        "2026-11-18 + 1 снег",
        "\ufffd\ufffd",
        "1 2 3 4",
    )
    assert fold() == 1
    assert counted() == {"снег": (1, 0)}
    assert "не разобрано строк: 5" in caplog.text


@pytest.mark.parametrize("where", ["full", "file"])
def test_a_disk_that_takes_nothing_costs_the_line_and_never_the_page(
    client, library, spool, monkeypatch, caplog, where
):
    if where == "full":
        monkeypatch.setattr(
            spools.os, "write", lambda *args: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
    else:
        spool.write_text("не папка")
    assert "снеге</mark>" in ask(client, "снег").content.decode()
    assert "не записан" in caplog.text


def test_a_flood_of_different_queries_fills_no_table(spool, monkeypatch):
    monkeypatch.setattr(journal, "MOST_A_DAY", 3)
    put(spool, *(f"2026-11-18 0s 1 слово{n}" for n in range(10)))
    fold()
    put(spool, "2026-11-18 0s 1 слово0", "2026-11-18 0s 1 новое")
    fold()
    assert counted() == {"слово0": (2, 2), "слово1": (1, 1), "слово2": (1, 1), "": (8, 8)}


def test_days_are_kept_for_ninety_days(spool):
    today = timezone.localdate()
    AskedQuery.objects.create(day=today - timedelta(days=90), words="ещё нужен")
    AskedQuery.objects.create(day=today - timedelta(days=91), words="давно")
    assert prune_queries() == 1
    assert counted() == {"ещё нужен": (0, 0)}


def test_the_clock_does_both():
    assert {fold_queries, prune_queries} <= set(TIMERS)
