"""A front server may send the bytes (X-Accel-Redirect); who gets them is decided here. Cache headers of open and closed."""

import pytest

from files.downloads import fold_downloads
from files.models import DownloadCount
from files.previews import make_preview
from tests.files.building import pdf
from tests.making import material, person, stored

pytestmark = pytest.mark.django_db
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def front(settings):
    settings.SENDFILE_PREFIX = "/protected/"


@pytest.fixture
def file(sections):
    shown = stored("Урок «Снег».txt", "Снег скрипит.")
    material(sections["library"], files=[(shown, "")])
    return shown


@pytest.mark.usefixtures("front")
def test_the_front_server_is_told_where_the_bytes_lie_and_how_they_leave(client, file):
    response = client.get(file.url)
    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/protected/{file.content.name}"
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["ETag"] == f'"{file.sha256}"'
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.usefixtures("front")
def test_a_closed_file_is_refused_before_the_front_server_hears_of_it(client):
    response = client.get(stored().url)
    assert response.status_code == 404
    assert "X-Accel-Redirect" not in response


@pytest.mark.usefixtures("front")
def test_a_file_taken_off_the_site_is_refused_with_the_next_request(client, sections):
    shown = stored("Другой.txt")
    page = material(sections["library"], files=[(shown, "")])
    assert "X-Accel-Redirect" in client.get(shown.url)
    page.unpublish()
    assert client.get(shown.url).status_code == 404


@pytest.mark.usefixtures("front")
def test_what_the_visitor_has_is_not_asked_of_the_front_server(client, file):
    response = client.get(file.url, headers={"if-none-match": f'"{file.sha256}"'})
    assert response.status_code == 304
    assert "X-Accel-Redirect" not in response


@pytest.mark.usefixtures("front")
def test_pictures_of_pages_go_the_same_way(client, sections, tmp_path):
    paper = stored("Урок.pdf", pdf(tmp_path / "a.pdf", ["Снег"]).read_bytes())
    make_preview(file=paper)
    material(sections["library"], files=[(paper, "")])
    page = paper.preview_pages.get()
    assert client.get(page.url)["X-Accel-Redirect"] == f"/protected/{page.content.name}"


@pytest.mark.usefixtures("front")
def test_downloads_are_counted_whoever_sends_the_bytes(client, file, settings, tmp_path):
    settings.DOWNLOADS_ROOT = tmp_path
    client.get(file.url, headers=BROWSER)
    client.get(file.url, headers={**BROWSER, "range": "bytes=5-"})
    import time

    fold_downloads(now=time.time() + 120)
    assert DownloadCount.objects.people_total() == 1


def test_without_the_setting_the_application_sends_the_bytes(client, file):
    response = client.get(file.url)
    assert "X-Accel-Redirect" not in response
    assert b"".join(response) == "Снег скрипит.".encode()


def test_an_open_file_is_asked_for_again_and_a_closed_one_is_not_kept_at_all(client, file):
    assert client.get(file.url)["Cache-Control"] == "private, no-cache"
    closed = stored("Закрытый.txt", "Тайна.", user=(user := person()))
    client.force_login(user)
    assert client.get(closed.url)["Cache-Control"] == "private, no-store"
    assert client.get(file.url)["Cache-Control"] == "private, no-cache"


def test_a_paper_opened_in_the_browser_may_be_drawn_and_nothing_else(client, sections, tmp_path):
    paper = stored("Урок.pdf", pdf(tmp_path / "a.pdf", ["Снег"]).read_bytes())
    material(sections["library"], files=[(paper, "")])
    opened = client.get(paper.open_url)["Content-Security-Policy"]
    saved = client.get(paper.url)["Content-Security-Policy"]
    assert "default-src 'none'" in opened
    assert "script-src" not in opened
    assert saved.startswith("sandbox;")
