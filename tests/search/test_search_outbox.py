"""The queue between a change and the index: nothing is lost, nothing is done twice, nobody waits for a broken page."""

import logging
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.timers import wake_search
from library.models import MaterialPage
from search import outbox
from search.engines import database_engine
from search.indexing import catch_up, write_pages
from search.models import IndexedPage, SearchDocument, SearchOutbox
from tests.making import material
from tests.search.searching import ask, commit, find, titles, work

pytestmark = pytest.mark.django_db
BROKEN = '[{"type": "table", "value": 7, "id": "x"}]'


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def made(library):
    """Three materials, already found."""
    pages = [material(library, f"Снег {number}") for number in range(3)]
    work()
    return pages


def waiting():
    return set(SearchOutbox.objects.values_list("page_id", flat=True))


def break_page(page):
    """Leave in the database a body that cannot be read."""
    MaterialPage.objects.filter(pk=page.pk).update(body=BROKEN)


def test_a_change_and_its_row_are_one_transaction(made):
    with transaction.atomic():
        made[0].save()
        assert waiting() == {made[0].pk}
        transaction.set_rollback(True)
    assert waiting() == set()


def test_a_change_taken_back_wakes_nobody(made):
    with transaction.atomic():
        made[0].save()
        transaction.set_rollback(True)
    commit()
    assert not DBTaskResult.objects.filter(queue_name="search", status="READY").exists()


@pytest.mark.parametrize("change", ["save", "publish", "unpublish", "delete"])
def test_every_change_of_a_page_is_queued(made, change):
    page = made[0]
    {
        "save": page.save,
        "publish": lambda: page.save_revision().publish(),
        "unpublish": page.unpublish,
        "delete": page.delete,
    }[change]()
    assert made[0].pk in waiting() or change == "delete"
    assert waiting()


def test_a_move_of_a_section_queues_everything_below_it(made, sections):
    sections["library"].move(sections["news"], pos="last-child")
    assert {page.pk for page in made} <= waiting()


def test_a_draft_queues_nothing(made):
    made[0].title = "Черновик"
    made[0].save_revision()
    assert waiting() == set()


def test_many_changes_of_a_page_wake_the_worker_once(made):
    for _number in range(5):
        made[0].save()
        commit()
    assert DBTaskResult.objects.filter(queue_name="search", status="READY").count() == 1
    work()
    assert waiting() == set()


def test_rows_of_one_page_are_done_by_one_reading(made):
    outbox.add([made[0].pk] * 5)
    seen = []
    assert outbox.drain(lambda page_ids: seen.append(page_ids) or {}) == 5
    assert seen == [{made[0].pk}]
    assert waiting() == set()


def test_the_queue_is_drained_in_batches(made):
    outbox.add(range(100_000, 100_000 + 2 * outbox.BATCH + 1))
    sizes = []
    outbox.drain(lambda page_ids: sizes.append(len(page_ids)) or {})
    assert sizes == [outbox.BATCH, outbox.BATCH, 1]


def test_a_page_that_cannot_be_read_stops_nobody_and_is_put_off(client, made, caplog):
    break_page(made[1])
    outbox.add([page.pk for page in made])
    SearchDocument.objects.all().delete()
    database_engine().clear()
    IndexedPage.objects.all().delete()
    before = timezone.now()
    with caplog.at_level(logging.ERROR):
        assert catch_up() == 2
    assert sorted(titles(ask(client, "снег"))) == ["Снег 0", "Снег 2"]
    row = SearchOutbox.objects.get()
    assert (row.page_id, row.tries) == (made[1].pk, 1)
    assert row.error
    assert row.run_at > before
    assert str(made[1].pk) in caplog.text


def test_a_page_that_was_put_off_is_tried_later_and_then_found(client, made):
    break_page(made[1])
    outbox.add([made[1].pk])
    catch_up()
    assert catch_up() == 0
    MaterialPage.objects.filter(pk=made[1].pk).update(body="[]", language="ru", annotation="Лишайники")
    SearchOutbox.objects.update(run_at=timezone.now() - timedelta(seconds=1))
    assert wake_search()
    work()
    assert titles(ask(client, "лишайник")) == ["Снег 1"]
    assert waiting() == set()


def test_the_pauses_grow_and_after_the_last_try_the_row_stays_to_be_seen(made):
    outbox.add([1])
    pauses = []
    for _number in range(outbox.MOST_TRIES):
        SearchOutbox.objects.update(run_at=timezone.now())
        outbox.drain(lambda page_ids: dict.fromkeys(page_ids, "broken"))
        pauses.append(SearchOutbox.objects.get().run_at - timezone.now())
    assert pauses == sorted(pauses)
    assert pauses[0] > timedelta(minutes=1)
    assert pauses[-1] > timedelta(days=300)
    assert SearchOutbox.objects.get().tries == outbox.MOST_TRIES


def test_a_failed_page_keeps_what_the_index_had_of_it(client, made):
    break_page(made[1])
    outbox.add([made[1].pk])
    catch_up()
    assert made[1].pk in database_engine().page_ids()
    assert SearchDocument.objects.filter(pk=made[1].pk).exists()


def test_a_worker_killed_in_the_middle_of_a_batch_leaves_its_rows_and_the_index_as_they_were(client, made):
    made[0].title = "Лишайник"
    made[0].save()

    def die(page_ids):
        write_pages(page_ids)
        raise SystemExit

    with pytest.raises(SystemExit):
        outbox.drain(die)
    assert made[0].pk in waiting()
    assert SearchDocument.objects.get(pk=made[0].pk).title == "Снег 0"
    assert ask(client, "лишайник")["total"] == 0
    assert find(client, "лишайник") == ["Лишайник"]


def test_a_batch_done_twice_changes_nothing(client, made):
    write_pages({page.pk for page in made})
    write_pages({page.pk for page in made})
    assert len(database_engine().page_ids()) == SearchDocument.objects.count()
    assert sorted(titles(ask(client, "снег"))) == ["Снег 0", "Снег 1", "Снег 2"]


def test_a_change_is_saved_even_when_the_worker_cannot_be_woken(made, django_capture_on_commit_callbacks, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the queue of tasks is away")

    monkeypatch.setattr("django_tasks_db.backend.DatabaseBackend.enqueue", broken)
    with django_capture_on_commit_callbacks(execute=True):
        made[0].title = "Лишайник"
        made[0].save_revision().publish()
    assert MaterialPage.objects.get(pk=made[0].pk).title == "Лишайник"
    assert made[0].pk in waiting()
    monkeypatch.undo()
    assert wake_search()
    assert DBTaskResult.objects.filter(queue_name="search", status="READY").exists()


def test_a_page_that_is_gone_leaves_the_index(made):
    pk = made[0].pk
    made[0].delete()
    catch_up()
    assert pk not in database_engine().page_ids()
    assert not SearchDocument.objects.filter(pk=pk).exists()


def test_a_batch_of_ten_pages_costs_no_more_questions_than_one_of_three(library):
    def cost(number):
        page_ids = {material(library, f"Снег {n}").pk for n in range(number)}
        write_pages(page_ids)
        with CaptureQueriesContext(connection) as queries:
            write_pages(page_ids)
        return sum(query["sql"].startswith("SELECT") for query in queries)

    assert cost(10) == cost(3)


def test_a_page_whose_words_have_not_changed_is_not_written_again(made):
    numbers = dict(IndexedPage.objects.values_list("pk", "number"))
    outbox.add(numbers)
    made[1].title = "Лёд"
    made[1].save_revision().publish()
    assert catch_up() >= 3
    changed = {pk for pk, number in IndexedPage.objects.values_list("pk", "number") if number != numbers[pk]}
    assert changed == {made[1].pk}
