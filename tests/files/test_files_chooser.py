"""Choosing and uploading files in the admin, the way the page editor's script asks for it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import STAFF_ROLES, Role
from files.models import FileText, StoredFile
from tests.files.building import pdf
from tests.making import PNG, material, person, stored

pytestmark = pytest.mark.django_db
CREATE = reverse("stored_file_chooser:create")
CHOOSE = reverse("stored_file_chooser:choose")
FIELD = "upload"
RESULTS = reverse("stored_file_chooser:choose_results")
# An analyst and a coordinator look; those who write pages bring files to them.
WRITERS = (
    Role.EDITOR,
    Role.METHODIST,
    Role.MODERATOR,
    Role.PROGRAMME_LEADER,
    Role.SUBPROJECT_LEADER,
    Role.COUNCIL,
    Role.ADMINISTRATOR,
)


@pytest.fixture
def editor(client, sections):
    client.user = person(Role.EDITOR)
    client.force_login(client.user)
    return client


def send(client, name, content):
    """What the chooser answers to a file that was dropped into it."""
    response = client.post(CREATE, {FIELD: SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    return json.loads(response.content)


def test_an_uploaded_file_is_stored_and_chosen_at_once(editor, tmp_path):
    said = send(editor, "Урок о снеге.pdf", pdf(tmp_path / "a.pdf", ["Снег"]).read_bytes())
    file = StoredFile.objects.get()
    assert said["step"] == "chosen"
    assert said["result"]["id"] == str(file.pk)
    assert said["result"]["title"] == "Урок о снеге.pdf"
    assert (file.kind, file.uploaded_by) == ("pdf", editor.user)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("Игра.pdf", b"MZ" + bytes(200), "программа"),
        ("Страница.txt", b"<html><script>alert(1)</script></html>", "веб-страница"),
        ("Урок.pdf", "Это не PDF.".encode(), "внутри него Текст"),
    ],
)
def test_a_file_we_do_not_take_comes_back_with_the_reason(editor, name, content, says):
    said = send(editor, name, content)
    assert said["step"] == "reshow_creation_form"
    assert says in said["htmlFragment"]
    assert not StoredFile.objects.exists()


def test_a_file_that_is_too_large_comes_back_with_the_limit(editor, settings):
    settings.FILES_MAX_BYTES = 1 << 20
    said = send(editor, "Большой.txt", b"a" * ((1 << 20) + 1))
    assert "Файл больше 1 МБ." in said["htmlFragment"]
    assert not StoredFile.objects.exists()


def test_an_empty_form_asks_for_a_file(editor):
    said = json.loads(editor.post(CREATE, {}).content)
    assert said["step"] == "reshow_creation_form"
    assert not StoredFile.objects.exists()


def test_a_hostile_name_is_shown_escaped_in_the_list(editor):
    stored("<img src=x onerror=alert(1)>.txt")
    StoredFile.objects.update(name="<img src=x onerror=alert(1)>.txt")
    html = json.loads(editor.get(CHOOSE).content)["html"]
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


def test_the_list_shows_files_with_their_kind_and_the_state_of_the_reading(editor):
    stored("Первый.txt", "Один.")
    html = json.loads(editor.get(CHOOSE).content)["html"]
    assert "Первый.txt" in html
    assert "ждёт чтения" in html
    assert "Текст" in html


def test_the_list_says_of_a_file_without_text_why_and_what_to_do(editor):
    file = stored("Скан.pdf", b"%PDF-1.7")
    FileText.objects.filter(file=file).update(state="no_text", reason="Похоже, это скан.")
    assert "нет текста: Похоже, это скан." in editor.get(RESULTS).content.decode()


def test_a_picture_has_no_text_to_wait_for_and_stands_in_the_list_all_the_same(editor):
    stored("Рисунок.png", PNG)
    html = editor.get(RESULTS).content.decode()
    assert "Рисунок.png" in html
    assert "ждёт чтения" not in html


def test_the_list_asks_no_more_for_many_files_than_for_few(editor, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(40) as seen:
            assert editor.get(RESULTS).status_code == 200
        return len(seen)

    for number in range(2):
        stored(f"{number}.txt", f"Файл {number}")
    queries()
    few = queries()
    for number in range(2, 12):
        stored(f"{number}.txt", f"Файл {number}")
    assert queries() == few


def test_a_file_is_chosen_from_the_list(editor):
    file = stored("Первый.txt")
    address = reverse("stored_file_chooser:chosen", args=[file.pk])
    said = json.loads(editor.get(address).content)
    assert (said["step"], said["result"]["id"], said["result"]["title"]) == ("chosen", str(file.pk), "Первый.txt")


def test_choosing_what_is_not_there_is_not_found(editor):
    assert editor.get(reverse("stored_file_chooser:chosen", args=[999999])).status_code == 404


@pytest.mark.parametrize("role", WRITERS)
def test_everybody_who_writes_pages_may_upload(client, sections, role):
    client.force_login(person(role))
    assert client.get(CREATE).status_code == 200
    assert send(client, "Урок.txt", "Снег.".encode())["step"] == "chosen"


@pytest.mark.parametrize("role", [None, *(role for role in Role if role not in STAFF_ROLES)])
def test_who_does_not_work_in_the_admin_gets_no_chooser(client, sections, role):
    file = stored()
    if role:
        client.force_login(person(role))
    for address in (CREATE, CHOOSE, RESULTS, reverse("stored_file_chooser:chosen", args=[file.pk])):
        response = client.get(address)
        assert response.status_code in {302, 403}
        assert file.name not in response.content.decode()
    assert client.post(CREATE, {FIELD: SimpleUploadedFile("a.txt", b"a")}).status_code in {302, 403}
    assert StoredFile.objects.count() == 1


def test_a_page_with_a_file_opens_for_editing_and_leads_to_the_files_screen(client, sections):
    file = stored()
    page = material(sections["library"], files=[(file, "")])
    client.force_login(person(is_superuser=True))
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("stored_files:inspect", args=[file.pk]) in form
