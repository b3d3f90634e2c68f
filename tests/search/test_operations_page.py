"""The operations page of search: who may see and do what, that its numbers are right, that the work behind it is done."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from config.timers import TIMERS
from search import operations, upkeep_tasks
from search.actions import start_check, start_rebuild, try_again
from search.answering import breaker
from search.elastic_state import elastic_state
from search.engines import serving_engine
from search.indexing import catch_up
from search.language.normaliser import VERSION
from search.models import AskedQuery, IndexCheck, IndexedPage, IndexState, IndexWord, SearchDocument, SearchOutbox
from search.outbox import MOST_TRIES
from search.upkeep_tasks import check_task, is_asked, nightly_task, rebuild_task, work_at_night
from tests.making import material, person
from tests.search.insides import lose
from tests.search.searching import find, work

pytestmark = pytest.mark.django_db
PAGE = "/admin/reports/search/"
REBUILD, CHECK = f"{PAGE}rebuild/", f"{PAGE}check/"
SEERS, OTHERS = [Role.METHODIST, Role.ADMINISTRATOR], [Role.EDITOR, Role.ANALYST, Role.TEACHER]


@pytest.fixture
def library(sections):
    material(sections["library"], title="Урок о снеге")
    catch_up()
    DBTaskResult.objects.all().delete()
    return sections["library"]


def enter(client, role):
    user = person(role)
    client.force_login(user)
    return user


def text_of(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def failed_row(page_id, error="KeyError('снег')"):
    later = timezone.now() + timedelta(days=300)
    return SearchOutbox.objects.create(page_id=page_id, tries=MOST_TRIES, run_at=later, error=error)


def tasks(work_):
    return DBTaskResult.objects.filter(task_path=work_.module_path)


# Who may -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", SEERS)
def test_who_looks_after_the_search_sees_the_page_and_the_way_to_it(client, library, role):
    enter(client, role)
    assert "Очередь пуста" in text_of(client)
    assert PAGE in text_of(client, "/admin/")


@pytest.mark.parametrize("role", OTHERS)
def test_others_see_and_do_nothing(client, library, role):
    user = enter(client, role)
    row = failed_row(1)
    for address in (PAGE, REBUILD, CHECK):
        assert client.get(address).status_code in (302, 403)
    for address in (REBUILD, CHECK, reverse("search_try_again", args=[row.pk])):
        assert client.post(address).status_code in (302, 403)
    for deed in (lambda: start_rebuild(by=user), lambda: start_check(by=user), lambda: try_again(row=row, by=user)):
        with pytest.raises(ActionRefused):
            deed()
    assert not DBTaskResult.objects.filter(queue_name="upkeep").exists()


def test_a_methodist_may_check_but_not_rebuild(client, library):
    user = enter(client, Role.METHODIST)
    assert "Перестроить индекс" not in text_of(client)
    assert client.post(REBUILD).status_code in (302, 403)
    with pytest.raises(ActionRefused):
        start_rebuild(by=user)
    assert client.post(CHECK).status_code == 302
    assert is_asked(check_task)
    assert not is_asked(rebuild_task)


def test_a_question_changes_nothing(client, library):
    enter(client, Role.ADMINISTRATOR)
    assert "будет построен заново" in text_of(client, REBUILD)
    assert "сверен с сайтом" in text_of(client, CHECK)
    assert not DBTaskResult.objects.exists()
    assert client.get(reverse("search_try_again", args=[failed_row(1).pk])).status_code == 405


# Numbers -----------------------------------------------------------------------------------------------------------------


def test_the_engine_the_versions_and_the_size_are_right(client, library):
    seen = operations.engines()
    assert seen["pages"] == IndexedPage.objects.present().count() > 0
    assert (seen["normaliser"], seen["stale"]) == (VERSION, 0)
    assert seen["answering"] == seen["own"] in ("SQLite", "PostgreSQL")
    assert seen["server"].startswith(f"{seen['own']} ")
    SearchDocument.objects.update(normaliser=VERSION + 1)
    enter(client, Role.METHODIST)
    assert "нужна перестройка" in text_of(client)


def test_the_queue_is_counted_apart_from_what_has_failed_for_good(client, library):
    draft = material(library, title="Тайный черновик")
    draft.unpublish()
    page = IndexedPage.objects.present().first()
    SearchOutbox.objects.all().delete()
    SearchOutbox.objects.create(page_id=page.pk)
    old = SearchOutbox.objects.create(page_id=page.pk, tries=1)
    SearchOutbox.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=5))
    failed_row(page.pk, error="ValueError('<b>плохо</b>')")
    failed_row(draft.pk)
    seen = operations.queue()
    assert (seen["waiting"], len(seen["failed"])) == (2, 2)
    enter(client, Role.METHODIST)
    text = text_of(client)
    assert "Ждут индексации: 2" in text
    assert "5 часов" in text.replace("\xa0", " ")
    assert f"/admin/pages/{page.pk}/edit/" in text
    assert "&lt;b&gt;плохо" in text
    assert "Тайный черновик" not in text


def test_what_has_failed_is_tried_again_at_once(client, library):
    page = IndexedPage.objects.present().first()
    row = failed_row(page.pk)
    enter(client, Role.METHODIST)
    assert client.post(reverse("search_try_again", args=[row.pk])).status_code == 302
    work()
    assert not SearchOutbox.objects.exists()


def test_queries_are_shown_by_slowness_by_weight_and_by_what_lacks(client, library):
    today = timezone.localdate()

    def asked(words, days=0, **numbers):
        AskedQuery.objects.create(day=today - timedelta(days=days), words=words, **numbers)

    asked("редкий", times=1, slowest_ms=900, milliseconds=900)
    asked("частый", times=50, slowest_ms=100, milliseconds=3000)
    asked("частый", days=1, times=50, slowest_ms=120, milliseconds=3000)
    asked("<script>alert(1)</script>&q=1", times=3, nothing=3, by_reserve=2, milliseconds=3)
    asked("давний", days=31, times=9, nothing=9, slowest_ms=9999)
    asked("", times=7)
    seen = operations.asked_queries()
    assert (seen["times"], seen["nothing_times"], seen["reserve_times"]) == (111, 3, 2)
    assert [row["words"] for row in seen["slowest"]][:2] == ["редкий", "частый"]
    assert next((row["words"], row["total"], row["mean"], row["slowest"]) for row in seen["heaviest"]) == (
        "частый", 6000, 60, 120,
    )  # fmt: skip
    assert [(row["words"], row["lacked"]) for row in seen["lacking"]] == [("<script>alert(1)</script>&q=1", 3)]
    enter(client, Role.ADMINISTRATOR)
    text = text_of(client)
    assert "<script>alert(1)" not in text
    assert "?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E%26q%3D1" in text
    assert "давний" not in text


def test_three_hundred_rubbish_lines_show_the_top_twenty(client, library):
    rows = [AskedQuery(day=timezone.localdate(), words="ы" * 190 + str(n), times=1, nothing=n) for n in range(300)]
    AskedQuery.objects.bulk_create(rows)
    assert [row["lacked"] for row in operations.asked_queries()["lacking"]] == list(range(299, 279, -1))
    enter(client, Role.METHODIST)
    text_of(client)


# Work --------------------------------------------------------------------------------------------------------------------


def test_a_check_finds_what_is_wrong_and_leaves_it_to_be_seen(client, library):
    enter(client, Role.METHODIST)
    assert "ещё не сверялось" in text_of(client)
    client.post(CHECK)
    assert "Сверка идёт или ждёт" in text_of(client)
    work()
    assert "расхождений нет" in text_of(client)
    SearchDocument.objects.all().delete()
    IndexedPage.objects.all().delete()
    client.post(CHECK)
    work()
    check = IndexCheck.objects.get(pk="words")
    assert check.missing == check.total > 0
    assert f"расхождений: {check.total}" in text_of(client)


def test_the_doctor_leaves_its_finding_here_too(library):
    from search.doctor import examine

    examine()
    assert IndexCheck.objects.get(pk="words").whole
    examine(words=False)
    assert not IndexCheck.objects.get(pk="words").whole


def test_a_rebuild_is_asked_for_once_and_done_by_the_worker(client, library):
    user = enter(client, Role.ADMINISTRATOR)
    client.post(REBUILD)
    client.post(REBUILD)
    assert tasks(rebuild_task).count() == 1
    assert "Идёт или ждёт своей очереди" in text_of(client)
    assert ModelLogEntry.objects.get(action="search.index.rebuild").user == user
    lose()
    work()
    assert find(client, "снег") == ["Урок о снеге"]
    assert "Последняя:" in text_of(client)
    assert "Перестроить индекс" in text_of(client)


def test_a_long_rebuild_goes_on_in_stretches_and_shows_how_far_it_is(client, library, monkeypatch):
    enter(client, Role.ADMINISTRATOR)
    for number in range(3):
        material(library, title=f"Урок {number}")
    catch_up()
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr("search.outbox.BATCH", 2)
    monkeypatch.setattr(upkeep_tasks, "STRETCH", -1)
    client.post(REBUILD)
    rebuild_task.func()
    state = IndexState.objects.get(pk=IndexState.DATABASE)
    assert state.after
    seen = operations.rebuilding()
    assert (seen["done"], seen["total"]) == (2, IndexedPage.objects.present().count())
    assert f"не закончена: 2 из {seen['total']}" in text_of(client)
    work()
    state.refresh_from_db()
    assert state.after is None
    assert tasks(rebuild_task).count() > 2


def test_what_somebody_else_has_finished_is_not_begun_anew(library):
    rebuild_task.func(goes_on=True)
    assert not IndexState.objects.filter(pk=IndexState.DATABASE, started_at__isnull=False).exists()


def test_a_rebuild_that_has_failed_is_seen(client, library, monkeypatch):
    enter(client, Role.ADMINISTRATOR)
    client.post(REBUILD)
    tasks(rebuild_task).update(status="FAILED", finished_at=timezone.now(), exception_class_path="builtins.OSError")
    text = text_of(client)
    assert "Прервана ошибкой" in text
    assert "builtins.OSError" in text


def test_the_work_of_the_night_is_asked_for_once_a_day(library):
    zone = timezone.get_default_timezone()
    today = timezone.localdate()
    night = datetime(today.year, today.month, today.day, 2, 59, tzinfo=zone)
    assert not work_at_night(now=night)
    assert work_at_night(now=night + timedelta(minutes=1))
    tasks(nightly_task).update(enqueued_at=night + timedelta(minutes=1))
    assert not work_at_night(now=night + timedelta(hours=20))
    assert work_at_night(now=night + timedelta(days=1, minutes=1))
    assert work_at_night in TIMERS


def test_the_night_counts_words_and_checks(library):
    IndexWord.objects.update(pages=0)
    nightly_task.enqueue()
    work()
    assert IndexWord.objects.filter(pages__gt=0).exists()
    assert IndexCheck.objects.filter(pk="words", error="").exists()


# Elasticsearch -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def absent(settings):
    """A site that is to be served by an Elasticsearch that is not there."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    settings.ELASTICSEARCH_INDEX = f"test{uuid.uuid4().hex[:12]}"
    serving_engine.cache_clear()


def test_where_the_database_answers_nothing_is_said_of_elasticsearch(client, library):
    enter(client, Role.METHODIST)
    assert elastic_state() is None
    assert "Elasticsearch" not in text_of(client)


def test_a_server_that_is_away_is_named_with_its_lag_and_the_fuse(client, library, absent):
    IndexState.objects.create(name="one", number=0, error="ConnectionError: давно")
    for _time in range(3):
        breaker.failed()
    enter(client, Role.METHODIST)
    text = text_of(client)
    assert "не отвечает" in text
    assert "разомкнут" in text
    assert re.search(r"(SQLite|PostgreSQL)</span> пока не отвечает Elasticsearch", text)
    assert "ConnectionError: давно" in text
    (facts,) = elastic_state().indices
    assert (facts.lag, facts.documents) == (IndexedPage.objects.count(), None)


def test_a_check_that_cannot_reach_the_server_says_so(client, library, absent):
    check_task.func()
    enter(client, Role.METHODIST)
    assert "не удалось" in text_of(client)


def test_a_server_that_answers_is_shown_with_its_indices(client, library, elastic):
    from search import feeding

    feeding.feed()
    state = elastic_state()
    pages = IndexedPage.objects.present().count()
    assert state.fault == ""
    assert state.status in ("green", "yellow")
    (facts,) = state.indices
    assert (facts.is_live, facts.documents, facts.lag) == (True, pages, 0)
    IndexedPage.objects.filter(pk=IndexedPage.objects.present().first().pk).update(number=facts.number + 5)
    assert elastic_state().indices[0].lag == 1
    enter(client, Role.METHODIST)
    text = text_of(client)
    assert facts.name in text
    assert "пока не отвечает" not in text
