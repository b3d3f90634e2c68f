"""The first pages of a file as pictures: what is drawn, what is refused, what a document may make the painter do."""

import http.server
import io
import threading

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from PIL import Image

from files import previews
from files.actions import read_file
from files.models import FilePreview, PreviewPage, StoredFile
from files.previews import make_preview, office_program
from tests.files.building import docx, odt, paragraph, pdf
from tests.making import stored

pytestmark = pytest.mark.django_db
needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
ODT_ROWS = "".join(
    f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
    for path, kind in [("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml")]
)


def picture(size=(900, 600), colour="red", form="PNG", **saved):
    """A picture of one colour as bytes."""
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, form, **saved)
    return content.getvalue()


def drawn(field):
    """The stored picture, unpacked."""
    with field.open() as content:
        image = Image.open(content)
        image.load()
    return image


def pages_of(file):
    return list(PreviewPage.objects.filter(file=file))


@pytest.fixture
def paper(tmp_path):
    return stored("Урок.pdf", pdf(tmp_path / "a.pdf", [f"Снег {n}" for n in range(1, 10)]).read_bytes())


def test_the_first_six_pages_of_a_pdf_are_drawn_in_two_sizes(paper):
    assert make_preview(file=paper).state == "done"
    pages = pages_of(paper)
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6]
    for page in pages:
        large, small = drawn(page.content), drawn(page.small)
        assert (large.format, small.format) == ("WEBP", "WEBP")
        assert large.size == (page.width, page.height)
        assert small.size == (page.small_width, page.small_height)
        assert (max(large.size), max(small.size)) == (800, 400)


def test_a_page_as_large_as_a_house_costs_as_much_as_any_other(tmp_path):
    from tests.files.building import pdf_of, stream

    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 14400] /Contents 4 0 R >>"
    tree = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(b"")]
    file = stored("Плакат.pdf", pdf_of(tree))
    make_preview(file=file)
    assert [(page.width, page.height) for page in pages_of(file)] == [(800, 800)]


def test_drawing_twice_leaves_the_first_pictures(paper):
    first = make_preview(file=paper)
    names = [page.pk for page in pages_of(paper)]
    assert make_preview(file=paper).made_at == first.made_at
    assert make_preview(file=paper, again=True).made_at == first.made_at
    assert [page.pk for page in pages_of(paper)] == names


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_its_own_preview(form):
    file = stored(f"Рисунок.{form.lower()}", picture(form=form))
    make_preview(file=file)
    (page,) = pages_of(file)
    assert (page.width, page.height, page.small_width) == (800, 533, 400)
    assert drawn(page.content).convert("RGB").getpixel((10, 10))[0] > 240


def test_a_small_picture_is_not_blown_up():
    file = stored("Значок.png", picture((60, 40)))
    make_preview(file=file)
    assert [(page.width, page.small_width) for page in pages_of(file)] == [(60, 60)]


def test_a_photograph_taken_sideways_stands_upright_and_says_nothing_of_its_place():
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Анна Иванова"
    file = stored("Фото.jpg", picture((900, 600), form="JPEG", exif=exif))
    make_preview(file=file)
    (page,) = pages_of(file)
    assert (page.width, page.height) == (533, 800)
    assert not drawn(page.content).getexif()


def test_what_is_transparent_is_drawn_on_white_paper():
    content = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(content, "PNG")
    file = stored("Прозрачный.png", content.getvalue())
    make_preview(file=file)
    assert min(drawn(pages_of(file)[0].content).convert("RGB").getpixel((25, 25))) > 250


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("Закрыт.pdf", lambda path: pdf(path, ["Снег"], locked=True).read_bytes()),
        ("Сломан.pdf", lambda path: b"%PDF-1.7\n" + b"junk" * 40),
        ("Обрезан.jpg", lambda path: picture((2000, 2000), form="JPEG")[:900]),
    ],
)
def test_a_file_that_cannot_be_drawn_is_remembered_as_such_with_a_reason_in_russian(tmp_path, name, make):
    file = stored(name, make(tmp_path / "a.pdf"))
    preview = make_preview(file=file)
    assert (preview.state, pages_of(file)) == ("failed", [])
    assert preview.detail
    assert not preview.detail.isascii()


def test_a_bomb_of_a_picture_stops_at_the_limits_of_the_child():
    content = io.BytesIO()
    # As large as is taken in; four bytes a point are half the child's memory.
    Image.new("RGBA", (11_000, 11_000)).save(content, "PNG")
    file = stored("Бомба.png", content.getvalue())
    assert make_preview(file=file).state == "failed"


def test_a_picture_that_failed_is_tried_again_only_when_asked(monkeypatch):
    file = stored("Рисунок.png", picture())
    FilePreview.objects.create(file=file, state="failed", detail="Не хватило места.")
    assert make_preview(file=file).state == "failed"
    assert make_preview(file=file, again=True).state == "done"


def test_a_text_has_no_pages_to_draw_and_leaves_no_trace():
    assert make_preview(file=stored()) is None
    assert not FilePreview.objects.exists()


@needs_office
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("Урок.docx", lambda path: docx(path, paragraph("Снег скрипит"))),
        ("Урок.odt", lambda path: odt(path, "<text:p>Снег</text:p>", manifest=ODT_ROWS)),
    ],
)
def test_an_office_file_is_drawn_where_libreoffice_is_installed(tmp_path, name, make):
    file = stored(name, make(tmp_path / name).read_bytes())
    preview = make_preview(file=file)
    assert preview.state == "done", preview.detail
    assert [page.number for page in pages_of(file)] == [1]


def test_without_libreoffice_office_files_wait_for_the_day_it_is_there(tmp_path, settings):
    settings.LIBREOFFICE = "off"
    file = stored("Урок.docx", docx(tmp_path / "a.docx", paragraph("Снег")).read_bytes())
    assert make_preview(file=file) is None
    assert file in StoredFile.objects.without_preview()


def test_a_painter_that_hangs_is_stopped_with_all_it_has_started(tmp_path, settings, monkeypatch):
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/pid\nwait\n")
    slow.chmod(0o755)
    settings.LIBREOFFICE = str(slow)
    monkeypatch.setattr(previews, "OFFICE_FENCE", previews.Fence(wall_seconds=3))
    file = stored("Урок.docx", docx(tmp_path / "a.docx", paragraph("Снег")).read_bytes())
    assert make_preview(file=file).state == "failed"
    child = tmp_path / "pid"
    status = f"/proc/{child.read_text().strip()}/status"
    try:
        with open(status) as left:
            assert "zombie" in left.read()  # killed, and not yet collected by the machine
    except FileNotFoundError:
        pass


@pytest.fixture
def listener():
    """A web server that writes down whatever is asked of it: (its address, the list)."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


def linked_picture(path, href):
    """An ODT whose one picture lies elsewhere."""
    size = 'svg:width="15cm" svg:height="20cm" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    link = f'<draw:image xlink:href="{href}" xlink:type="simple" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
    frame = f'<draw:frame text:anchor-type="as-char" {size}>{link}</draw:frame>'
    return odt(path, f"<text:p>Снег{frame}</text:p>", manifest=ODT_ROWS).read_bytes()


@needs_office
def test_a_document_cannot_make_the_painter_call_another_site(tmp_path, listener):
    address, asked = listener
    file = stored("Урок.odt", linked_picture(tmp_path / "a.odt", f"{address}/canary.png"))
    assert make_preview(file=file).state == "done"
    assert asked == []


@needs_office
def test_a_document_cannot_draw_another_file_of_the_machine(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture(colour="red"))
    file = stored("Урок.odt", linked_picture(tmp_path / "a.odt", secret.as_uri()))
    assert make_preview(file=file).state == "done"
    page = drawn(pages_of(file)[0].content).convert("RGB")
    assert not any(red > 150 and green < 100 for _n, (red, green, _blue) in page.getcolors(1 << 20))


def test_pages_are_drawn_after_the_text_was_read(tmp_path, django_capture_on_commit_callbacks):
    content = pdf(tmp_path / "a.pdf", ["Снег"]).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        file = stored("Урок.pdf", content)
    assert not DBTaskResult.objects.filter(queue_name="previews").exists()
    with django_capture_on_commit_callbacks(execute=True):
        read_file(file=file)
    queued = DBTaskResult.objects.get(queue_name="previews")
    queued.task.call(*queued.args_kwargs["args"])
    assert FilePreview.objects.get(file=file).state == "done"


def test_nobody_is_asked_to_draw_a_file_that_could_not_be_opened(tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        read_file(file=stored("Урок.pdf", pdf(tmp_path / "a.pdf", ["Снег"], locked=True).read_bytes()))
    assert not DBTaskResult.objects.filter(queue_name="previews").exists()


def test_the_command_queues_what_has_no_pictures_yet(paper, capsys):
    done = stored("Рисунок.png", picture())
    make_preview(file=done)
    stored()
    call_command("make_previews")
    (queued,) = DBTaskResult.objects.filter(queue_name="previews")
    assert queued.args_kwargs["args"] == [paper.pk]
    assert "1" in capsys.readouterr().out
