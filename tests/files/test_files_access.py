"""Who gets a file: everybody where something public shows it, otherwise its uploader and the staff (design §8)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.enums import STAFF_ROLES, Role
from accounts.permissions import can
from home.models import ContentPage
from tests.making import close, material, person, put, stored

pytestmark = pytest.mark.django_db


def answer(client, file):
    """The status of the file's address for this visitor."""
    return client.get(file.url).status_code


def page_with(home, file, publish=True, **fields):
    """A page of the centre with the file in its body."""
    block = {"type": "files", "value": {"title": "", "files": [file.pk]}}
    return put(home, ContentPage(title="Порядок приёма", body=[block], **fields), publish)


@pytest.fixture
def file():
    return stored()


def test_a_file_that_nothing_shows_is_not_found_by_a_visitor(client, file):
    assert answer(client, file) == 404


def test_a_public_material_gives_its_file_to_everybody(client, sections, file):
    material(sections["library"], files=[(file, "Ход урока")])
    assert answer(client, file) == 200


def test_a_draft_keeps_its_file_to_itself(client, sections, file):
    page = material(sections["library"], files=[(file, "Ход урока")], publish=False)
    assert answer(client, file) == 404
    page.save_revision().publish()
    assert answer(client, file) == 200


def test_a_file_added_to_the_draft_of_a_live_material_stays_closed_until_it_is_published(client, sections, file):
    from library.models import MaterialFile

    page = material(sections["library"])
    page.files = [MaterialFile(file=file)]
    revision = page.save_revision()
    assert answer(client, file) == 404
    revision.publish()
    assert answer(client, file) == 200


def test_a_material_that_was_taken_off_the_site_takes_its_file_with_it(client, sections, file):
    page = material(sections["library"], files=[(file, "")])
    page.unpublish()
    assert answer(client, file) == 404


def test_a_material_whose_time_is_over_closes_its_file_before_the_clock_has_run(client, sections, file):
    page = material(sections["library"], files=[(file, "")])
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert answer(client, file) == 200
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert answer(client, file) == 404


@pytest.mark.parametrize("closed", ["material", "library", "home"])
def test_a_closed_page_or_section_closes_its_files(client, sections, file, closed):
    page = material(sections["library"], files=[(file, "")])
    assert answer(client, file) == 200
    close({"material": page, **sections}[closed])
    assert answer(client, file) == 404


def test_a_file_in_the_body_of_a_live_page_is_for_everybody(client, sections, file):
    page_with(sections["home"], file)
    assert answer(client, file) == 200


def test_a_file_in_the_body_of_a_draft_is_not(client, sections, file):
    page_with(sections["home"], file, publish=False)
    assert answer(client, file) == 404


def test_a_file_in_the_body_of_a_page_that_is_gone_or_closed_or_over_is_not(client, sections):
    gone, closed, over = (stored(f"{n}.txt") for n in range(3))
    page_with(sections["home"], gone).unpublish()
    close(page_with(sections["home"], closed))
    page_with(sections["home"], over, expire_at=timezone.now() + timedelta(hours=1))
    assert answer(client, over) == 200
    ContentPage.objects.filter(expire_at__isnull=False).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert [answer(client, file) for file in (gone, closed, over)] == [404, 404, 404]


def test_a_file_is_open_while_any_public_page_shows_it(client, sections, file):
    first = material(sections["library"], files=[(file, "")])
    second = material(sections["library"], "Другая работа", files=[(file, "")])
    first.unpublish()
    assert answer(client, file) == 200
    second.unpublish()
    assert answer(client, file) == 404


def test_a_file_that_was_taken_out_of_a_live_material_is_closed(client, sections, file):
    page = material(sections["library"], files=[(file, "")])
    page.files = []
    page.save_revision().publish()
    assert answer(client, file) == 404


def test_equal_bytes_of_another_upload_stay_closed(client, sections, file):
    twin = stored()
    assert twin.sha256 == file.sha256
    material(sections["library"], files=[(file, "")])
    assert answer(client, twin) == 404


@pytest.mark.parametrize("role", Role)
def test_staff_read_every_file_and_teachers_and_experts_only_their_own(client, role):
    theirs = stored("Чужой.txt", user=person())
    user = person(role)
    own = stored("Свой.txt", user=user)
    client.force_login(user)
    assert answer(client, own) == 200
    assert answer(client, theirs) == (200 if role in STAFF_ROLES else 404)
    assert bool(can(user, "view", theirs)) == (role in STAFF_ROLES)


def test_a_file_of_nobody_is_not_the_file_of_everybody_who_signs_in(client, file):
    assert file.uploaded_by is None
    client.force_login(person(Role.TEACHER))
    assert answer(client, file) == 404


def test_a_person_who_was_shut_out_loses_the_files_too(client):
    user = person(Role.EDITOR)
    file = stored(user=user)
    client.force_login(user)
    user.is_active = False
    user.save()
    assert answer(client, file) == 404


def test_an_unknown_number_is_not_found(client):
    assert client.get("/files/00000000-0000-0000-0000-000000000000/Урок.txt").status_code == 404
    assert client.get("/files/1/Урок.txt").status_code == 404


def test_the_name_in_the_address_only_makes_it_readable(client, sections, file):
    material(sections["library"], files=[(file, "")])
    other = client.get(f"/files/{file.uuid}/что-угодно.exe")
    assert other.status_code == 200
    assert "attachment" in other["Content-Disposition"]
    assert ".exe" not in other["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    [
        "/media/{place}",
        "/media/../files/{place}",
        "/media/%2e%2e/files/{place}",
        "/media/..%2ffiles%2f{place}",
        "/media/{absolute}",
        "/media//{absolute}",
        "/static/../files/{place}",
        "/files/{place}",
        "/files/{uuid}/",
        "/files/{uuid}/../{place}",
        "/files/{uuid}/a/b.txt",
    ],
)
def test_there_is_no_other_way_to_the_bytes_of_a_public_file(client, sections, file, path):
    material(sections["library"], files=[(file, "")])
    assert (Path(settings.PRIVATE_ROOT) / file.content.name).exists()
    address = path.format(place=file.content.name, absolute=file.content.path, uuid=file.uuid)
    response = client.get(address)
    assert response.status_code in {301, 400, 404}
    assert "скрипит" not in getattr(response, "content", b"").decode()


def test_a_picture_of_a_page_is_served_from_the_public_folder(client):
    public = Path(settings.MEDIA_ROOT) / "proba.txt"
    public.parent.mkdir(parents=True, exist_ok=True)
    public.write_text("видно всем")
    assert b"".join(client.get("/media/proba.txt")).decode() == "видно всем"
    public.unlink()
