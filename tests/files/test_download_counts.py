"""Downloads are counted: people apart from robots, each once, without an address and without a write in the request."""

import multiprocessing
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from files import downloads
from files import spool as spools
from files.downloads import SAME_VISIT, fold_downloads
from files.models import DownloadCount, FoldedSpool, StoredFile
from files.robots import is_robot
from library.models import MaterialFile, MaterialPage
from tests.files.building import pdf
from tests.making import material, person, stored

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
YANDEX = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 YaBrowser/24.12 Safari/537.36"
HOUR = 3600


@pytest.fixture(autouse=True)
def spool(tmp_path, settings):
    settings.DOWNLOADS_ROOT = tmp_path / "spool"
    return settings.DOWNLOADS_ROOT


@pytest.fixture
def file(sections):
    shown = stored("Урок.txt", "Снег скрипит под ногами.")
    material(sections["library"], files=[(shown, "")])
    return shown


@pytest.fixture
def clock(monkeypatch):
    """The hand of the clock: `clock(seconds)` moves it on."""
    hand = [time.mktime((2026, 11, 18, 12, 0, 0, 0, 0, 0))]
    monkeypatch.setattr(downloads.time, "time", lambda: hand[0])

    def move(seconds):
        hand[0] += seconds

    return move


def get(client, file, agent=FIREFOX, address="192.0.2.1", **headers):
    names = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return client.get(file.url, HTTP_USER_AGENT=agent, REMOTE_ADDR=address, **names)


def fold():
    """Fold as the clock does two minutes later."""
    return fold_downloads(now=downloads.time.time() + 120)


def people():
    return DownloadCount.objects.people_total()


def robots():
    return sum(DownloadCount.objects.values_list("robots", flat=True))


def test_a_download_is_counted_for_the_file_and_the_day(client, file, clock):
    get(client, file)
    assert people() == 0
    assert fold() == 1
    count = DownloadCount.objects.get()
    assert (count.file, count.day.isoformat(), count.people, count.robots) == (file, "2026-11-18", 1, 0)


def test_the_request_itself_writes_nothing_into_the_database(client, file):
    with CaptureQueriesContext(connection) as seen:
        get(client, file)
    assert not [query["sql"] for query in seen if not query["sql"].startswith("SELECT")]


def test_one_visitor_who_clicks_again_within_half_an_hour_counts_once(client, file, clock):
    for _click in range(5):
        get(client, file)
        clock(SAME_VISIT // 5)
        fold()
    assert people() == 1
    clock(60)
    get(client, file)
    fold()
    assert people() == 2


def test_hours_of_clicking_count_once_in_each_half_hour(client, file, clock):
    for _minute in range(0, 180, 10):
        get(client, file)
        clock(600)
        fold()
    assert people() == 6


def test_two_visitors_two_programmes_and_two_files_count_each(client, sections, file, clock):
    other = stored("Другой.txt", "Лёд.")
    material(sections["library"], "Другая", files=[(other, "")])
    get(client, file)
    get(client, file, address="192.0.2.2")
    get(client, file, agent=YANDEX)
    get(client, other)
    fold()
    assert DownloadCount.objects.people_by_file() == {file.pk: 3, other.pk: 1}


def test_behind_our_proxy_visitors_are_told_apart_by_what_it_says(client, file, clock, settings):
    settings.TRUSTED_PROXIES = "10.0.0.1"
    for visitor in ("192.0.2.1", "192.0.2.2", "192.0.2.1"):
        get(client, file, address="10.0.0.1", X_Forwarded_For=visitor)
    fold()
    assert people() == 2


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (compatible; Mail.RU_Bot/2.0)",
        "curl/8.5.0",
        "Wget/1.21",
        "python-requests/2.32",
        "Go-http-client/1.1",
        "Mozilla/5.0 (X11) HeadlessChrome/130.0",
        "facebookexternalhit/1.1",
        "",
    ],
)
def test_a_robot_is_counted_apart(client, file, clock, agent):
    get(client, file, agent=agent)
    fold()
    assert (people(), robots()) == (0, 1)


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        YANDEX,
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1",
        "Opera/9.80 (Windows NT 6.1) Presto/2.12 Version/12.18",
    ],
)
def test_a_browser_is_a_person(agent):
    assert not is_robot(agent)


def test_what_is_no_whole_download_is_not_counted(client, file, clock):
    client.head(file.url, HTTP_USER_AGENT=FIREFOX)
    get(client, file, If_None_Match=f'"{file.sha256}"')
    get(client, file, Range="bytes=5-")
    get(client, file, Range="bytes=-4")
    get(client, file, Range="bytes=9999-")
    get(client, file, Sec_Purpose="prefetch")
    assert fold() == 0
    assert not DownloadCount.objects.exists()


def test_a_download_in_parts_and_a_paper_opened_in_the_browser_count_once(client, sections, clock, tmp_path):
    paper = stored("Урок.pdf", pdf(tmp_path / "a.pdf", ["Снег"]).read_bytes())
    material(sections["library"], files=[(paper, "")])
    client.get(paper.open_url, HTTP_USER_AGENT=FIREFOX)
    for part in ("bytes=0-99", "bytes=100-199", "bytes=200-"):
        get(client, paper, Range=part, address="127.0.0.1")
    fold()
    assert people() == 1


def test_a_closed_file_looked_at_by_staff_counts_nothing(client, clock):
    closed = stored(user=(user := person()))
    client.force_login(user)
    assert get(client, closed).status_code == 200
    assert fold() == 0


def test_a_file_that_was_refused_counts_nothing(client, clock):
    assert get(client, stored()).status_code == 404
    assert fold() == 0


def test_the_minute_that_still_runs_is_left_alone(client, file, clock):
    get(client, file)
    assert fold_downloads(now=downloads.time.time() + 30) == 0
    assert fold() == 1


def test_processes_that_write_at_once_tear_no_line(file, clock, spool):
    path, each = spool / "1.open", 300
    writers = [
        multiprocessing.get_context("fork").Process(
            target=lambda who=who: [spools.write(path, f"60 {file.pk} p v{who}x{n}\n".encode()) for n in range(each)]
        )
        for who in range(4)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert fold() == 4 * each


def test_no_address_lies_on_the_disk_and_the_hash_goes_with_the_visit(client, file, clock, spool):
    get(client, file, address="203.0.113.77")
    assert all("203.0.113.77" not in path.read_text() for path in spool.iterdir())
    fold()
    assert [path.suffix for path in spool.iterdir()] == [".done"]
    fold_downloads(now=downloads.time.time() + HOUR)
    assert not list(spool.iterdir())


def test_the_hash_of_one_visitor_is_another_on_the_next_day(client, file, clock, spool):
    get(client, file)
    clock(24 * HOUR)
    get(client, file)
    hashes = {line.split()[3] for path in spool.iterdir() for line in path.read_text().splitlines()}
    assert len(hashes) == 2


def test_killed_after_the_transaction_the_clock_counts_nothing_twice(client, file, clock, monkeypatch):
    get(client, file)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Path, "write_text", killed)
        with pytest.raises(KeyboardInterrupt):
            fold()
    assert people() == 1
    assert fold() == 0
    assert people() == 1
    get(client, file)
    clock(120)
    fold()
    assert people() == 1  # the visit is remembered all the same


def test_killed_before_the_transaction_the_clock_loses_nothing(client, file, clock, monkeypatch):
    get(client, file)

    def killed(counts):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(downloads, "_add", killed)
        with pytest.raises(KeyboardInterrupt):
            fold()
    assert people() == 0
    assert fold() == 1
    assert people() == 1


def test_a_line_that_was_torn_costs_itself_alone_and_is_said(client, file, clock, spool, caplog):
    get(client, file)
    (path,) = spool.iterdir()
    path.write_text(path.read_text() + "17630000 1 p\nжук\n" + "1 2 x y\n", encoding="utf-8")
    assert fold() == 1
    assert "не разобрано строк: 3" in caplog.text


def test_a_full_disk_costs_the_count_and_never_the_download(client, file, monkeypatch, caplog):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spools, "append", full)
    assert get(client, file).status_code == 200
    assert "не записано" in caplog.text


def test_names_of_folded_spools_are_forgotten_after_a_week(clock):
    FoldedSpool.objects.create(name="old")
    FoldedSpool.objects.update(folded_at=timezone.now() - timedelta(days=8))
    fold()
    assert not FoldedSpool.objects.exists()


def test_the_number_stands_beside_the_file_and_the_material(client, sections, file, django_assert_num_queries):
    DownloadCount.objects.create(file=file, day="2026-11-01", people=2, robots=50)
    DownloadCount.objects.create(file=file, day="2026-11-02", people=20)
    stored("Ничей.txt", "Никому.")
    with django_assert_num_queries(1):
        assert {f.name: f.downloads for f in StoredFile.objects.with_downloads()} == {"Урок.txt": 22, "Ничей.txt": 0}
    with django_assert_num_queries(1):
        assert [page.downloads for page in MaterialPage.objects.with_downloads()] == [22]
    page = MaterialPage.objects.get()
    assert [entry.downloads for entry in MaterialFile.objects.with_files()] == [22]
    assert DownloadCount.objects.of_files([file]).people_total() == 22
    assert "скачали 22\u00a0раза" in client.get(page.url).content.decode()


def test_a_file_nobody_has_downloaded_says_nothing_of_it(client, file):
    assert "скачали" not in client.get(MaterialPage.objects.get().url).content.decode()
