"""How a file leaves: headers, ranges, «not modified», and what a browser may do with it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.delivery import NoSuchBytes, disposition, parse_range
from tests.files.building import pdf
from tests.making import PNG, person, stored

pytestmark = pytest.mark.django_db
LETTERS = b"0123456789"


@pytest.fixture
def reader(client):
    """A visitor who may read what he has brought."""
    client.user = person()
    client.force_login(client.user)
    return client


@pytest.fixture
def digits(reader):
    return stored("Цифры «десять».txt", LETTERS, reader.user)


def body(response):
    return b"".join(response)


def ask(reader, file, **headers):
    return reader.get(file.url, headers=headers)


def test_a_file_comes_whole_with_its_length_and_type(reader, digits):
    response = ask(reader, digits)
    assert (response.status_code, body(response)) == (200, LETTERS)
    assert response["Content-Length"] == "10"
    assert response["Content-Type"] == "text/plain"
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("headers", [{}, {"range": "bytes=0-3"}, {"range": "bytes=99-"}, {"if-none-match": '"{hash}"'}])
def test_every_answer_forbids_the_browser_to_guess_run_or_share(reader, digits, headers):
    response = ask(reader, digits, **{name: value.format(hash=digits.sha256) for name, value in headers.items()})
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith("attachment;")


def test_the_name_is_given_in_russian_and_in_latin_letters_for_old_programmes(reader, digits):
    said = ask(reader, digits)["Content-Disposition"]
    assert said == (
        'attachment; filename="Tsifry _desyat_.txt"; '
        "filename*=UTF-8''%D0%A6%D0%B8%D1%84%D1%80%D1%8B%20%C2%AB%D0%B4%D0%B5%D1%81%D1%8F%D1%82%D1%8C%C2%BB.txt"
    ).replace("Tsifry _desyat_", re.search(r'filename="(.*?)\.txt"', said)[1])
    assert re.search(r'filename="([\x20-\x7e]*)"', said)[1].endswith(".txt")


@given(st.text(min_size=1, max_size=60))
def test_no_name_breaks_out_of_the_header(name):
    said = disposition(name.encode("utf-8", "replace").decode(), inline=False)
    assert re.fullmatch(r"attachment; filename=\"[^\"\\\r\n]+\"; filename\*=UTF-8''[A-Za-z0-9%._~-]*", said)
    assert said.isascii()


def test_what_the_visitor_has_already_is_not_sent_again(reader, digits):
    etag = ask(reader, digits)["ETag"]
    assert etag == f'"{digits.sha256}"'
    response = ask(reader, digits, **{"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag


@pytest.mark.parametrize("value", ['W/"{0}"', '"other", "{0}"', '"other",W/"{0}"', "*"])
def test_a_weak_tag_a_list_and_a_star_are_understood_too(reader, digits, value):
    assert ask(reader, digits, **{"if-none-match": value.format(digits.sha256)}).status_code == 304


@pytest.mark.parametrize("value", ['"other"', 'W/"other"', "junk", ""])
def test_another_tag_brings_the_file(reader, digits, value):
    response = ask(reader, digits, **{"if-none-match": value})
    assert (response.status_code, body(response)) == (200, LETTERS)


@pytest.mark.parametrize(
    ("wanted", "part", "said"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-4", b"4", "bytes 4-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=-99", LETTERS, "bytes 0-9/10"),
        ("bytes=5-99", b"56789", "bytes 5-9/10"),
        ("bytes=0-", LETTERS, "bytes 0-9/10"),
        (" bytes=0-0 ", b"0", "bytes 0-0/10"),
    ],
)
def test_a_range_brings_just_its_bytes(reader, digits, wanted, part, said):
    response = ask(reader, digits, range=wanted)
    assert (response.status_code, body(response)) == (206, part)
    assert response["Content-Range"] == said
    assert response["Content-Length"] == str(len(part))
    assert response["ETag"] == f'"{digits.sha256}"'


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused_with_the_length(reader, digits, wanted):
    response = ask(reader, digits, range=wanted)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"
    assert response.content == b""


@pytest.mark.parametrize(
    "wanted",
    [
        "items=0-3",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=0-1,4-5",
        "bytes=0x1-2",
        "bytes=0-" + "9" * 5000,
        "bytes=" + "9" * 5000 + "-",
        "bytes=-" + "9" * 5000,
        "\u00b2=1",
    ],
)
def test_a_range_that_cannot_be_read_is_as_good_as_none(reader, digits, wanted):
    response = ask(reader, digits, range=wanted)
    assert (response.status_code, body(response)) == (200, LETTERS)


def test_a_download_goes_on_only_in_the_same_file(reader, digits):
    same = ask(reader, digits, range="bytes=8-", **{"if-range": f'"{digits.sha256}"'})
    assert (same.status_code, body(same)) == (206, b"89")
    for other in ('"other"', "Sat, 22 Nov 2025 06:00:00 GMT"):
        response = ask(reader, digits, range="bytes=8-", **{"if-range": other})
        assert (response.status_code, body(response)) == (200, LETTERS)


@given(st.integers(0, 50), st.integers(0, 60), st.integers(0, 60))
def test_a_range_never_reaches_outside_the_file(size, first, last):
    for value in (f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"):
        try:
            span = parse_range(value, size)
        except NoSuchBytes:
            continue
        assert span is None or 0 <= span[0] <= span[1] < size


def test_a_large_file_comes_in_pieces_and_whole(reader):
    content = bytes(range(256)) * 1024
    file = stored("Рисунок.png", PNG + content, reader.user)
    response = ask(reader, file, range=f"bytes={len(PNG)}-")
    assert response.streaming
    assert body(response) == content


def test_a_head_request_says_all_and_sends_nothing(reader, digits):
    response = reader.head(digits.url)
    assert (response.status_code, body(response)) == (200, b"")
    assert response["Content-Length"] == "10"
    assert response["ETag"] == f'"{digits.sha256}"'


def test_a_head_request_knows_no_ranges(reader, digits):
    response = reader.head(digits.url, headers={"range": "bytes=0-3"})
    assert (response.status_code, response["Content-Length"]) == (200, "10")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_file_can_only_be_read(reader, digits, method):
    assert getattr(reader, method)(digits.url).status_code == 405


def test_only_a_pdf_is_opened_in_the_browser_and_only_when_asked(reader, digits, tmp_path):
    paper = stored("Урок.pdf", pdf(tmp_path / "a.pdf", ["Снег"]).read_bytes(), reader.user)
    assert paper.open_url == f"{paper.url}?open"
    assert reader.get(paper.open_url)["Content-Disposition"].startswith("inline;")
    assert reader.get(paper.open_url)["Content-Type"] == "application/pdf"
    assert reader.get(paper.url)["Content-Disposition"].startswith("attachment;")
    assert digits.open_url is None
    assert reader.get(f"{digits.url}?open")["Content-Disposition"].startswith("attachment;")


def test_the_type_comes_from_the_content_and_not_from_the_name(reader):
    file = stored("Страница.txt", "Слова <script>alert(1)</script>", reader.user)
    assert ask(reader, file)["Content-Type"] == "text/plain"
    assert "text/html" not in ask(reader, file)["Content-Type"]
