"""The import in the admin: three steps, the report, the undo, the check of cards."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from files.actions import read_file
from files.models import StoredFile
from home.models import Subject
from library.enums import BatchState, RowState
from library.importing import batches, uploads
from library.models import ImportBatch, ImportRow, MaterialKind, MaterialPage
from tests.library.import_batches import checked, guessed, imported, windows_zip, worked, works
from tests.library.import_tables import text_file
from tests.making import person, queries_of

pytestmark = pytest.mark.django_db
TABLE = "Тема;Имя файла;Автор\nУрок о снеге;уроки/снег.txt;Иванова А. А.\nУрок о льде;нет.txt;\n"


def address(name, *args):
    return reverse(f"library_import:{name}", args=args)


@pytest.fixture
def methodist(client, sections):
    user = person(Role.METHODIST)
    client.force_login(user)
    return user


def upload(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def archive(tmp_path, files=None):
    files = files or {"уроки/снег.txt": "Снег скрипит.".encode()}
    return upload("архив.zip", windows_zip(tmp_path / "a.zip", files).read_bytes())


def begin(client, **fields):
    """Step one; returns the batch, or the answer when the form was refused."""
    answer = client.post(address("batch_open"), {"publish": "yes", **fields})
    return ImportBatch.objects.first() if answer.status_code == 302 else answer


@pytest.mark.parametrize("role", [Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR])
def test_those_who_may_import_see_it_in_the_menu(client, sections, role):
    client.force_login(person(role))
    assert address("batch_list") in client.get("/admin/").text
    assert client.get(address("batch_list")).status_code == 200


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST])
def test_other_staff_neither_see_nor_open_it(client, sections, tmp_path, role):
    batch = checked(tmp_path, *works(tmp_path, 1))
    client.force_login(person(role))
    assert address("batch_list") not in client.get("/admin/").text
    for name, args in [("batch_list", ()), ("batch_open", ()), ("batch_show", (batch.pk,)), ("card_list", ())]:
        answer = client.get(address(name, *args))
        assert (answer.status_code, "Урок" in answer.text) in {(403, False), (302, False)}


def test_a_table_and_a_zip_go_through_columns_and_preview_to_the_library(client, methodist, tmp_path):
    batch = begin(client, table=upload("список.csv", TABLE), archive=archive(tmp_path))
    assert "Распаковываем" in client.get(address("batch_show", batch.pk)).text
    assert worked(batch).state == BatchState.DRAFT
    form = client.get(address("batch_show", batch.pk), follow=True)
    assert "Урок о снеге · Урок о льде" in form.text
    fields = {"column_0": "title", "column_1": "file", "column_2": "authors"}
    shown = client.post(address("batch_columns", batch.pk), fields, follow=True).text
    assert "Иванова А. А." in shown
    assert "Файл «нет.txt» не найден в папке." in shown
    assert not MaterialPage.objects.exists()
    client.post(address("batch_move", batch.pk), {"verb": "start"})
    worked(batch)
    done = client.get(address("batch_show", batch.pk))
    assert "Перенесён" in done.text
    assert "Refresh" not in done.headers
    page = MaterialPage.objects.get()
    assert (page.title, page.authors_text, page.owner) == ("Урок о снеге", "Иванова А. А.", methodist)


def test_the_page_of_a_running_batch_asks_for_itself_again(client, methodist, tmp_path):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 2)), by=methodist)
    answer = client.get(address("batch_show", batch.pk))
    assert answer.headers["Refresh"] == "3"
    assert "Готово 0 из 2" in answer.text


def test_a_prepared_folder_without_a_table_is_guessed_and_its_cards_are_checked_one_by_one(client, methodist, settings):
    root = settings.IMPORT_ROOT / "Старый архив"
    text_file(root, "Физика/сила трения.txt", "Тест\nСила трения")
    text_file(root, "Химия/кислоты.txt", "Доклад\nКислоты вокруг нас")
    batch = begin(client, folder="folder:Старый архив")
    assert worked(batch).state == BatchState.CHECKED
    assert "Сила трения" in client.get(address("batch_show", batch.pk)).text
    client.post(address("batch_move", batch.pk), {"verb": "start"})
    worked(batch)
    first, second = ImportRow.objects.to_check()
    assert "Сила трения" in client.get(address("card_list")).text
    physics = Subject.objects.get(code="fizika")
    card = {"title": "Сила трения: тест", "kind": MaterialKind.objects.get(code="diagnostics").pk, "year": "2012"}
    card |= {"subjects": [physics.pk], "authors": "Иванова А. А.; Петров Б. Б.", "verb": "next"}
    answer = client.post(address("card_check", first.pk), card)
    assert answer.url == address("card_check", second.pk)
    page = first.material.specific
    page.refresh_from_db()
    assert (page.title, page.year, page.authors_text) == ("Сила трения: тест", 2012, "Иванова А. А., Петров Б. Б.")
    assert [row.pk for row in ImportRow.objects.to_check()] == [second.pk]
    assert ImportRow.objects.get(pk=first.pk).checked_by == methodist


def test_a_card_that_is_right_is_accepted_without_a_new_revision(client, methodist, tmp_path):
    text_file(tmp_path, "Физика/сила трения.txt", "Тест\nСила трения")
    batch = worked(batches.start(batch=guessed(tmp_path), by=methodist))
    row = batch.rows.get()
    form = client.get(address("card_check", row.pk)).context["form"]
    data = {name: value for name in form.fields if (value := form[name].value())}
    client.post(address("card_check", row.pk), {**data, "verb": "next"})
    assert not ImportRow.objects.to_check().exists()
    assert row.material.revisions.count() == 1


def test_works_that_were_there_already_are_named_with_what_is_there(client, methodist, tmp_path):
    first = imported(tmp_path, *works(tmp_path, 1))
    again = imported(tmp_path, *works(tmp_path, 1), needs_check=True)
    page = MaterialPage.objects.get()
    assert again.rows.get().material_id == page.pk
    shown = client.get(address("batch_show", again.pk)).text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
    # It is the first batch's: the second neither asks for a check nor takes it away.
    assert not ImportRow.objects.to_check().exists()
    assert not client.get(address("batch_show", again.pk)).context["can_undo"]
    assert client.get(address("batch_show", first.pk)).context["can_undo"]


def test_a_batch_that_no_worker_takes_up_says_what_that_means(client, methodist, tmp_path):
    batch = batches.start(batch=checked(tmp_path, *works(tmp_path, 1)), by=methodist)
    assert "пока не взялся" not in client.get(address("batch_show", batch.pk)).text
    ImportBatch.objects.update(holder="elsewhere:1", held_until=timezone.now() - timedelta(seconds=1))
    assert "пока не взялся" in client.get(address("batch_show", batch.pk)).text


def test_the_card_to_check_stands_beside_the_text_of_the_work(client, methodist, tmp_path):
    text_file(tmp_path, "Физика/сила трения.txt", "Тест\nСила трения")
    batch = worked(batches.start(batch=guessed(tmp_path), by=methodist))
    read_file(file=StoredFile.objects.get())
    shown = client.get(address("card_check", batch.rows.get().pk)).text
    assert "card-check__text" in shown
    assert "Сила трения" in shown.partition("card-check__text")[2].partition("</div>")[0]


def test_all_cards_of_a_batch_are_accepted_at_once(client, methodist, tmp_path):
    batch = imported(tmp_path, *works(tmp_path, 2), needs_check=True)
    client.post(address("cards_accept", batch.pk))
    assert not ImportRow.objects.to_check().exists()


def test_the_cards_of_one_page_of_the_list_are_accepted_and_the_others_wait(client, methodist, tmp_path, monkeypatch):
    monkeypatch.setattr("library.import_admin.card_views.PAGE", 2)
    batch = imported(tmp_path, *works(tmp_path, 3), needs_check=True)
    listed = client.get(address("card_list"), {"batch": batch.pk})
    named = [row.pk for row in listed.context["page"]]
    assert all(f'name="row" value="{pk}"' in listed.text for pk in named)
    answer = client.post(address("cards_accept", batch.pk), {"row": named})
    assert answer.url == f"{address('card_list')}?batch={batch.pk}"
    assert [row.number for row in ImportRow.objects.to_check()] == [4]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_refused_rows_are_downloaded_mended_and_uploaded_again(client, methodist, tmp_path, ending):
    batch = imported(tmp_path, ["Поздно", "поздно.txt"], ["Другой", "нет.txt"])
    report = client.get(address("batch_report", batch.pk, ending))
    assert report.headers["Content-Disposition"].endswith(f'.{ending}"')
    text_file(tmp_path, "поздно.txt")
    again = begin(client, table=upload(f"t.{ending}", report.content), folder=f"batch:{batch.pk}")
    batches.choose_columns(batch=again, fields=again.fields, by=methodist)
    batches.start(batch=again, by=methodist)
    assert [row.state for row in worked(again).rows.all()] == [RowState.IMPORTED, RowState.REFUSED]


def test_the_undo_asks_first_and_then_takes_the_works_away(client, methodist, tmp_path):
    batch = imported(tmp_path, *works(tmp_path, 2))
    assert "Да, отменить перенос" in client.get(address("batch_undo", batch.pk)).text
    client.post(address("batch_undo", batch.pk))
    assert worked(batch).state == BatchState.UNDONE
    assert not MaterialPage.objects.exists()
    assert "Убрано из библиотеки" in client.get(address("batch_show", batch.pk)).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "что-нибудь одно"),
        ({"archive": ("а.rar", b"Rar!")}, "Это не архив ZIP"),
        ({"table": ("t.csv", "название;файл\n"), "folder": "folder:папка"}, "нет ни одной строки"),
        ({"table": ("t.xlsx", b"PK\x03\x04"), "folder": "folder:папка"}, "не открывается"),
        ({"folder": "folder:../секреты"}, "Выберите корректный вариант"),
    ],
)
def test_a_wrong_beginning_is_refused_in_words(client, methodist, settings, fields, words):
    (settings.IMPORT_ROOT / "папка").mkdir(parents=True, exist_ok=True)
    sent = {name: upload(*value) if isinstance(value, tuple) else value for name, value in fields.items()}
    assert words in begin(client, **sent).text
    assert not ImportBatch.objects.exists()


def test_an_archive_larger_than_the_setting_allows_is_refused_in_words(client, methodist, settings, tmp_path):
    settings.IMPORT_MAX_BYTES = 50
    assert "Разделите его или положите папкой на сервер" in begin(client, archive=archive(tmp_path)).text


def test_a_damaged_archive_breaks_the_import_off_and_can_be_thrown_away_with_its_upload(client, methodist, tmp_path):
    data = windows_zip(tmp_path / "a.zip", {"а.txt": bytes(range(256)) * 50}).read_bytes()
    batch = begin(client, archive=upload("а.zip", data.replace(b"PK\x03\x04", b"PK__")))
    folder = batches.upload_folder(batch)
    assert worked(batch).state == BatchState.BROKEN
    assert "Архив повреждён" in client.get(address("batch_show", batch.pk)).text
    assert folder.exists()
    client.post(address("batch_move", batch.pk), {"verb": "discard"})
    assert not ImportBatch.objects.exists()
    assert not folder.exists()


def test_uploads_of_imports_that_ended_a_month_ago_are_deleted(client, methodist, tmp_path):
    batch = begin(client, archive=archive(tmp_path))
    folder = batches.upload_folder(batch)
    batches.start(batch=worked(batch), by=methodist)
    worked(batch)
    later = timezone.now() + uploads.KEPT
    assert uploads.prune_uploads(later - timedelta(hours=1)) == 0
    assert uploads.prune_uploads(later + timedelta(hours=1)) >= 1
    assert not folder.exists()


@pytest.mark.parametrize("name", ["batch_list", "card_list"])
def test_the_lists_ask_as_much_for_many_as_for_few(client, methodist, tmp_path, name):
    def few():
        return queries_of(lambda: client.get(address(name)))

    imported(tmp_path, *works(tmp_path, 1), needs_check=True)
    asked = few()
    for number in range(2, 5):
        imported(tmp_path, *works(tmp_path, number), needs_check=True)
    assert few() <= asked
