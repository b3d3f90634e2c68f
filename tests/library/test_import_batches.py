"""An import as a whole: its states, a break and going on, undoing."""

import itertools

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.permissions import ActionRefused
from files.models import StoredFile
from library.actions import set_expert_status
from library.enums import BATCH_MOVES, BatchState, ExpertState, RowState
from library.importing import batches, work
from library.importing.errors import MoveRefused, TableRefused
from library.importing.grip import HOLD, Grip
from library.models import ImportBatch, MaterialPage
from library.tasks import is_left_waiting, wake_imports
from tests.library.import_batches import checked, guessed, imported, opened, states, worked, works
from tests.library.import_tables import text_file
from tests.making import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(sections):
    """Every import goes into a library."""


def titles():
    return sorted(MaterialPage.objects.values_list("title", flat=True))


@pytest.mark.parametrize(("before", "after"), list(itertools.product(BatchState, BatchState)))
def test_every_move_of_a_batch_is_allowed_by_the_table_or_refused(tmp_path, before, after):
    batch = ImportBatch.objects.create(source="а", folder=str(tmp_path), state=before)
    if after in BATCH_MOVES[before]:
        batches.move(batch, after)
        assert ImportBatch.objects.get().state == after
    else:
        with pytest.raises(MoveRefused):
            batches.move(batch, after)
        assert ImportBatch.objects.get().state == before


def test_a_checked_batch_brings_its_rows_and_each_remembers_its_material(tmp_path):
    batch = imported(tmp_path, *works(tmp_path, 2), ["Третья", "нет.txt"])
    assert batch.state == BatchState.DONE
    assert states(batch) == [RowState.IMPORTED, RowState.IMPORTED, RowState.REFUSED]
    assert [row.material.title for row in batch.rows.filter(material__isnull=False)] == titles()
    assert "не найден" in batch.rows.get(state=RowState.REFUSED).reason


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.ANALYST])
def test_only_methodists_editors_and_administrators_may_do_anything_with_it(tmp_path, role):
    stranger, methodist = person(role), person(Role.METHODIST)
    with pytest.raises(ActionRefused):
        opened(tmp_path, *works(tmp_path, 1), by=stranger)
    batch = checked(tmp_path, *works(tmp_path, 1), by=methodist)
    for verb in (batches.start, batches.pause, batches.undo, batches.discard):
        with pytest.raises(ActionRefused):
            verb(batch=batch, by=stranger)


def test_columns_need_a_title_and_a_file_each_once(tmp_path):
    batch = opened(tmp_path, *works(tmp_path, 1))
    for fields, words in (["title", "-", "-", "-"], "файл"), (["title", "file", "title", "-"], "двух столбцов"):
        with pytest.raises(TableRefused, match=words):
            batches.choose_columns(batch=batch, fields=fields, by=None)


def test_a_worker_that_dies_between_two_rows_loses_nothing_and_doubles_nothing(tmp_path, monkeypatch):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 5)), by=None)
    monkeypatch.setattr(work, "ROWS_AT_ONCE", 2)
    run_some, calls = work.run_some, []

    def dying(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return run_some(*arguments)

    monkeypatch.setitem(work.STEPS, BatchState.RUNNING, dying)
    with pytest.raises(KeyboardInterrupt):
        work.go_on(batch.pk)
    assert len(titles()) == 2
    assert worked(batch).state == BatchState.DONE
    assert titles() == [f"Работа {n}" for n in range(5)]


def test_a_break_inside_a_stretch_takes_the_whole_stretch_back_with_its_states(tmp_path, monkeypatch):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 3)), by=None)
    note = work._note

    def failing(row, *arguments):
        if row.number == 4:
            raise OSError("No space left on device")
        note(row, *arguments)

    monkeypatch.setattr(work, "_note", failing)
    batch = worked(batch)
    assert (batch.state, titles(), set(states(batch))) == (BatchState.BROKEN, [], {RowState.WAITING})
    assert "No space left" in batch.problem
    monkeypatch.setattr(work, "_note", note)
    batches.start(batch=batch, by=None)
    assert worked(batch).state == BatchState.DONE
    assert len(titles()) == 3


def test_a_batch_that_somebody_holds_is_left_alone_until_he_is_gone(tmp_path):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 1)), by=None)
    assert Grip(batch.pk).take()
    assert not work.go_on(batch.pk)
    assert not titles()
    ImportBatch.objects.update(held_until=timezone.now())
    worked(batch)
    assert titles() == ["Работа 0"]


def test_a_batch_held_by_a_process_that_was_killed_is_taken_at_once(tmp_path):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 1)), by=None)
    grip = Grip(batch.pk)
    grip.take()
    host = ImportBatch.objects.get().holder.rpartition(":")[0]
    ImportBatch.objects.update(holder=f"{host}:4194999")
    worked(batch)
    assert titles() == ["Работа 0"]


def test_the_clock_wakes_a_batch_whose_worker_died_and_no_other(tmp_path):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 1)), by=None)
    Grip(batch.pk).take()
    assert wake_imports() == 0
    ImportBatch.objects.update(held_until=timezone.now())
    assert wake_imports() == 1
    assert wake_imports() == 0


def test_the_clock_wakes_a_batch_of_a_killed_process_at_once(tmp_path):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 1)), by=None)
    Grip(batch.pk).take()
    host = ImportBatch.objects.get().holder.rpartition(":")[0]
    ImportBatch.objects.update(holder=f"{host}:4194999")
    assert wake_imports() == 1


def test_a_batch_that_nobody_takes_up_for_long_says_so(tmp_path):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 1)), by=None)
    assert not is_left_waiting(batch)
    later = timezone.now() + 2 * HOLD
    wake_imports()
    assert is_left_waiting(batch, later)
    Grip(batch.pk).take()
    batch.refresh_from_db()
    assert not is_left_waiting(batch)
    assert is_left_waiting(batch, later)
    ImportBatch.objects.update(holder="", held_until=None)
    assert not is_left_waiting(worked(batch), later)


def test_a_paused_batch_waits_and_goes_on(tmp_path):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 1)), by=None)
    batches.pause(batch=batch, by=None)
    assert not work.go_on(batch.pk)
    assert not titles()
    batches.start(batch=batch, by=None)
    assert worked(batch).state == BatchState.DONE


def test_undoing_takes_away_what_nobody_has_edited_and_keeps_the_rest_with_a_reason(tmp_path):
    user = person(Role.EDITOR)
    batch = imported(tmp_path, *works(tmp_path, 3), by=user)
    edited, judged = MaterialPage.objects.get(title="Работа 0"), MaterialPage.objects.get(title="Работа 1")
    edited.annotation = "Исправлено."
    edited.save_revision(user=user)
    set_expert_status(material=judged, state=ExpertState.RECOMMENDED)
    batch = worked(batches.undo(batch=batch, by=user))
    assert batch.state == BatchState.UNDONE
    assert titles() == ["Работа 0", "Работа 1"]
    assert states(batch) == [RowState.KEPT, RowState.KEPT, RowState.REMOVED]
    assert [row.reason.split(":")[0] for row in batch.rows.filter(state=RowState.KEPT)] == [
        "Страницу после переноса правили",
        "У материала появился статус экспертизы",
    ]
    assert StoredFile.objects.count() == 3


def test_what_was_undone_can_be_imported_again(tmp_path):
    rows = works(tmp_path, 2)
    worked(batches.undo(batch=imported(tmp_path, *rows), by=None))
    assert not titles()
    assert states(imported(tmp_path, *rows)) == [RowState.IMPORTED, RowState.IMPORTED]


def test_an_undone_material_is_no_longer_served(client, tmp_path):
    batch = imported(tmp_path, *works(tmp_path, 1))
    page = MaterialPage.objects.get()
    assert client.get(page.url).status_code == 200
    worked(batches.undo(batch=batch, by=None))
    assert client.get(page.url).status_code == 404


def test_only_a_batch_that_has_brought_nothing_can_be_thrown_away(tmp_path):
    batches.discard(batch=checked(tmp_path, *works(tmp_path, 1)), by=None)
    assert not ImportBatch.objects.exists()
    done = imported(tmp_path, *works(tmp_path, 1))
    with pytest.raises(MoveRefused):
        batches.discard(batch=done, by=None)


def test_a_folder_that_a_person_has_prepared_is_never_deleted(tmp_path):
    batches.discard(batch=checked(tmp_path, *works(tmp_path, 1)), by=None)
    assert (tmp_path / "0.txt").exists()


def test_a_bare_folder_becomes_rows_whose_cards_wait_for_a_person(tmp_path):
    text_file(tmp_path, "2012/Математика/урок.txt", "Конспект урока\nОбыкновенные дроби в 5 классе")
    batch = guessed(tmp_path)
    assert (batch.state, batch.needs_check) == (BatchState.CHECKED, True)
    batch = worked(batches.start(batch=batch, by=None))
    page = MaterialPage.objects.get()
    assert (page.title, page.kind.code, page.year) == (
        "Конспект урока Обыкновенные дроби в 5 классе",
        "scenario",
        2012,
    )
    assert (page.subjects_text, page.levels_text) == ("Математика", "Основное общее")
    assert batch.rows.to_check().get().material == page


def test_an_empty_folder_breaks_the_batch_off_in_words(tmp_path):
    batch = guessed(tmp_path)
    assert (batch.state, batch.problem) == (BatchState.BROKEN, "В папке нет ни одного файла.")
