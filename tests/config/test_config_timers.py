"""What happens by the clock: each deed alone, lost tasks come back, old rows go."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import timers
from config.timers import LONGEST_TASK, MOST_TRIES, prune_tasks, return_lost_tasks, run_all, wake_search
from files.tasks import read_file_task
from home.models import Change
from library.models import MaterialPage
from search.models import SearchOutbox
from tests.making import material, stored

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def waiting_task(**fields):
    """A task of the background queue, as the worker would find it."""
    task = read_file_task.enqueue(stored().pk)
    DBTaskResult.objects.filter(pk=task.id).update(**fields)
    return DBTaskResult.objects.get(pk=task.id)


def lost_task(tries, since=LONGEST_TASK + SECOND):
    workers = [f"worker {n}" for n in range(tries)]
    return waiting_task(status="RUNNING", started_at=timezone.now() - since, worker_ids=workers)


def test_all_timers_run_and_say_what_they_did(sections):
    said = run_all()
    assert list(said) == [timer.__name__ for timer in timers.TIMERS]
    assert set(said) >= {"publish_due", "unpublish_expired", "return_lost_tasks", "send_waiting", "wake_search"}
    assert not [name for name, result in said.items() if isinstance(result, str)]


@pytest.mark.parametrize("broken", range(len(timers.TIMERS)))
def test_a_timer_that_fails_stops_no_other(sections, monkeypatch, caplog, broken):
    def spoilt():
        raise RuntimeError("no place on the disk")

    done = []
    deeds = [lambda n=n: done.append(n) for n in range(len(timers.TIMERS))]
    for number, deed in enumerate(deeds):
        deed.__name__ = f"deed{number}"
    deeds[broken] = spoilt
    monkeypatch.setattr(timers, "TIMERS", deeds)
    said = run_all()
    assert done == [number for number in range(len(deeds)) if number != broken]
    assert "no place on the disk" in said["spoilt"]
    assert "spoilt" in caplog.text


def test_the_command_does_the_same_and_says_it_when_asked(sections, capsys):
    call_command("run_timers")
    assert capsys.readouterr().out == ""
    call_command("run_timers", verbosity=2)
    assert "publish_due: (0, 0)" in capsys.readouterr().out


@pytest.mark.parametrize("tries", range(1, MOST_TRIES))
def test_a_task_whose_worker_died_goes_back_into_the_queue(tries):
    task = lost_task(tries)
    assert return_lost_tasks() == (1, 0)
    task.refresh_from_db()
    assert (task.status, task.started_at, len(task.worker_ids)) == ("READY", None, tries)
    assert task in DBTaskResult.objects.ready()


def test_a_task_that_killed_three_workers_fails_and_can_be_seen():
    task = lost_task(MOST_TRIES)
    assert return_lost_tasks() == (0, 1)
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "RuntimeError" in task.exception_class_path
    assert "трижды" in task.traceback
    assert task.finished_at


def test_a_task_that_is_being_done_is_left_to_its_worker():
    task = lost_task(1, since=LONGEST_TASK - SECOND)
    waiting = waiting_task()
    assert return_lost_tasks() == (0, 0)
    task.refresh_from_db()
    waiting.refresh_from_db()
    assert (task.status, waiting.status) == ("RUNNING", "READY")


def test_lost_tasks_are_returned_once():
    lost_task(1)
    assert return_lost_tasks() == (1, 0)
    assert return_lost_tasks() == (0, 0)


def test_done_tasks_are_kept_a_week_and_failed_ones_four():
    now = timezone.now()
    kept = [
        waiting_task(status="SUCCESSFUL", finished_at=now - timedelta(days=6)),
        waiting_task(status="FAILED", finished_at=now - timedelta(days=27)),
        waiting_task(),
        lost_task(1),
    ]
    waiting_task(status="SUCCESSFUL", finished_at=now - timedelta(days=8))
    waiting_task(status="FAILED", finished_at=now - timedelta(days=29))
    assert prune_tasks() == 2
    assert set(DBTaskResult.objects.all()) == set(kept)


def index_tasks():
    return DBTaskResult.objects.filter(queue_name="search").count()


def test_the_indexer_is_woken_only_when_something_waits_whose_turn_has_come(sections):
    SearchOutbox.objects.all().delete()
    assert not wake_search()
    row = SearchOutbox.objects.create(page_id=1, run_at=timezone.now() + timedelta(hours=1))
    assert not wake_search()
    assert index_tasks() == 0
    SearchOutbox.objects.filter(pk=row.pk).update(run_at=timezone.now() - SECOND)
    assert wake_search()
    assert wake_search()
    assert index_tasks() == 1


def test_the_clock_takes_a_page_off_whose_time_is_over_and_forgets_old_changes(sections):
    page = material(sections["library"])
    MaterialPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - SECOND)
    old = Change.objects.create(page_id=None)
    Change.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))
    assert run_all()["unpublish_expired"] == (1, 0)
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert not Change.objects.filter(pk=old.pk).exists()


def test_the_clock_publishes_what_was_scheduled(sections):
    page = material(sections["library"], publish=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    assert run_all()["publish_due"] == (0, 0)
    page.latest_revision.approved_go_live_at = timezone.now() - SECOND
    page.latest_revision.save()
    revision = page.latest_revision
    revision.content["go_live_at"] = (timezone.now() - SECOND).isoformat()
    revision.save()
    assert run_all()["publish_due"] == (1, 0)
    page.refresh_from_db()
    assert page.live
