"""A copy without the author: nothing of the name is left in any part of the file, the content is, the original stays."""

import io
import json
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from django.urls import reverse
from PIL import Image, ImageChops
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from files.actions import read_file
from files.clean_copies import strip_metadata
from files.models import StoredFile
from files.previews import make_preview, office_program
from files.sniffing import FileRefused
from library.actions import replace_file
from library.models import CompiledEdition, MaterialPage
from tests.files.building import docx, ole, paragraph, pdf, zip_of
from tests.files.carrying_names import NAME, WORDS, named_docx, named_odt, named_pdf, named_pptx, named_xlsx, photograph
from tests.library.editions import collection
from tests.making import material, person, stored

pytestmark = pytest.mark.django_db
OFFICE_FILES = {"docx": named_docx, "pptx": named_pptx, "xlsx": named_xlsx, "odt": named_odt}
DEMO = Path(__file__).parents[2] / "demo" / "works"
# Kinds a clean copy is made of; the test of texts needs those with a text.
CLEANED = (".docx", ".odt", ".pdf", ".pptx", ".xlsx", ".ods", ".odp")


@pytest.fixture
def editor(sections):
    return person(Role.EDITOR)


def bytes_of(file):
    with file.content.open() as content:
        return content.read()


def everything_in(data):
    """The bytes of a file, and of each part where it is an archive, with the names of the parts."""
    found = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [archive.read(name) + name.encode() for name in archive.namelist()]
    return b"\n".join(found)


def opened(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", OFFICE_FILES)
def test_no_part_of_an_office_file_names_its_author_any_more(tmp_path, editor, kind):
    original = stored(f"Урок.{kind}", OFFICE_FILES[kind](tmp_path / "a").read_bytes(), editor)
    assert NAME.encode() in everything_in(bytes_of(original))
    clean = strip_metadata(file=original, user=editor)
    left = everything_in(bytes_of(clean))
    assert NAME.encode() not in left
    assert WORDS.encode() in left
    assert clean.kind == kind


def test_comments_leave_a_word_file_with_every_mark_that_points_at_them(tmp_path, editor):
    clean = strip_metadata(file=stored("Урок.docx", named_docx(tmp_path / "a").read_bytes()), user=editor)
    with zipfile.ZipFile(io.BytesIO(bytes_of(clean))) as archive:
        names = archive.namelist()
        text = archive.read("word/document.xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
        kinds = archive.read("[Content_Types].xml").decode()
        assert archive.read("docProps/app.xml").decode().count("<Pages>3</Pages>") == 1
    assert not {"word/comments.xml", "word/people.xml", "docProps/core.xml"} & set(names)
    assert "comment" not in text + links + kinds
    assert "photo.jpeg" in links
    assert f"<w:r><w:t>{WORDS}</w:t></w:r></w:ins>" in text


def test_the_boxes_of_notes_leave_a_sheet_and_other_drawings_stay(tmp_path, editor):
    def sheet_of(path):
        file = stored("Таблица.xlsx", path.read_bytes())
        with zipfile.ZipFile(io.BytesIO(bytes_of(strip_metadata(file=file, user=editor)))) as archive:
            return archive.read("xl/worksheets/sheet1.xml").decode(), archive.namelist()

    path = named_xlsx(tmp_path / "a")
    text, names = sheet_of(path)
    assert "legacyDrawing" not in text
    assert "xl/drawings/vmlDrawing1.vml" not in names
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/drawings/vmlDrawing1.vml"] = b'<x:ClientData ObjectType="Note"/><x:ClientData ObjectType="Button"/>'
    text, names = sheet_of(zip_of(tmp_path / "b", parts))
    assert "legacyDrawing" in text
    assert "xl/drawings/vmlDrawing1.vml" in names


def test_a_pdf_keeps_its_page_and_says_nothing_of_its_author(tmp_path, editor):
    original = stored("Урок.pdf", named_pdf(tmp_path / "a.pdf").read_bytes(), editor)
    assert bytes_of(original).count(NAME.encode()) > 8
    clean = strip_metadata(file=original, user=editor)
    data = bytes_of(clean)
    assert NAME.encode() not in data
    assert b"Exif" not in data
    assert not [key for key in (b"/Metadata", b"/PieceInfo", b"/Author", b"/Subtype/Text/") if key in data]
    before, after = pypdfium2.PdfDocument(bytes_of(original)), pypdfium2.PdfDocument(data)
    assert WORDS in after[0].get_textpage().get_text_bounded()
    pages = [book[0].render(scale=1, may_draw_forms=False, draw_annots=False).to_pil() for book in (before, after)]
    assert ImageChops.difference(*pages).getbbox() is None
    assert not {value for key, value in after.get_metadata_dict().items() if key in {"Author", "Title", "Subject"}} - {
        ""
    }


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_loses_its_place_and_not_one_point_of_its_picture(editor, form):
    before = photograph(form)
    clean = strip_metadata(file=stored(f"Фото.{form.lower()}", before), user=editor)
    data = bytes_of(clean)
    assert NAME.encode() not in data
    assert not opened(data).getexif()
    assert opened(before).getexif()
    assert ImageChops.difference(opened(before).convert("RGB"), opened(data).convert("RGB")).getbbox() is None


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_that_was_turned_by_its_exif_stands_upright_without_it(editor, form):
    data = bytes_of(strip_metadata(file=stored(f"Фото.{form.lower()}", photograph(form, turned=True)), user=editor))
    picture = opened(data).convert("RGB")
    assert picture.size == (40, 60)
    assert not opened(data).getexif()
    assert NAME.encode() not in data
    red, _green, blue = picture.getpixel((30, 10))  # the red quarter has gone from the left to the right
    assert (red > 200, blue < 60) == (True, True)


def test_a_progressive_photograph_of_many_scans_is_read_to_its_end(editor):
    content = io.BytesIO()
    Image.effect_noise((300, 200), 90).convert("RGB").save(content, "JPEG", progressive=True, exif=Image.Exif())
    before = content.getvalue()
    data = bytes_of(strip_metadata(file=stored("Фото.jpg", before + b"tail"), user=editor))
    assert not data.endswith(b"tail")
    assert ImageChops.difference(opened(before), opened(data)).getbbox() is None


@pytest.mark.parametrize(
    "path",
    sorted(path for path in DEMO.iterdir() if path.suffix in CLEANED),
    ids=lambda path: path.suffix + str(path.stat().st_size),
)
def test_our_own_works_can_still_be_read_word_for_word(editor, path):
    original = stored(path.name, path.read_bytes())
    clean = strip_metadata(file=original, user=editor)
    before, after = read_file(file=original), read_file(file=clean)
    assert after.state == before.state
    assert after.text.split() == before.text.split()


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".odt"])
def test_an_office_programme_opens_the_copy(editor, suffix):
    path = next(iter(sorted(DEMO.glob(f"*{suffix}"))))
    clean = strip_metadata(file=stored(path.name, path.read_bytes()), user=editor)
    assert make_preview(file=clean).state == "done"


def test_the_original_stays_what_it_was_and_the_copy_is_a_file_of_its_own(tmp_path, editor):
    original = stored("Урок.docx", named_docx(tmp_path / "a").read_bytes())
    before = bytes_of(original)
    clean = strip_metadata(file=original, user=editor)
    original.refresh_from_db()
    assert bytes_of(original) == before
    assert clean.pk != original.pk
    assert (clean.name, clean.uploaded_by) == (original.name, editor)
    entry = ModelLogEntry.objects.get(action="files.file.strip")
    assert (entry.user, entry.data) == (editor, {"original": str(original.uuid)})


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("Урок.doc", lambda path: ole(path, "WordDocument"), "DOCX"),
        ("Урок.xls", lambda path: ole(path, "Workbook"), "XLSX"),
        ("Урок.ppt", lambda path: ole(path, "PowerPoint Document"), "PPTX"),
        ("Урок.zip", lambda path: zip_of(path, {"a.txt": "Снег"}), "Распакуйте"),
        ("Урок.rtf", lambda path: path.write_bytes(b"{\\rtf1 Snow}") and path, "DOCX"),
        ("Урок.txt", lambda path: path.write_text("Снег") and path, "простом тексте"),
        ("Урок.pdf", lambda path: pdf(path, ["Снег"], locked=True), "паролем"),
        ("Урок.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + b"junk" * 30) and path, "повреждён"),
    ],
)
def test_what_cannot_be_cleaned_is_refused_with_what_to_do(tmp_path, editor, name, make, says):
    file = stored(name, make(tmp_path / "a").read_bytes())
    with pytest.raises(FileRefused) as refused:
        strip_metadata(file=file, user=editor)
    assert says in refused.value.reason
    assert StoredFile.objects.count() == 1


def test_who_brings_no_files_makes_no_copies(tmp_path):
    file = stored("Урок.docx", docx(tmp_path / "a", paragraph("Снег")).read_bytes())
    with pytest.raises(ActionRefused):
        strip_metadata(file=file, user=person(Role.TEACHER))


# In its place --------------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(sections):
    """A photograph and the material that shows it."""
    file = stored("Фото.jpg", photograph())
    return file, material(sections["library"], "Работа с фото", files=[(stored(), ""), (file, "Снимок")])


def files_of(page):
    return [entry.file for entry in MaterialPage.objects.get(pk=page.pk).files.all()]


def strip(client, file, **data):
    return client.post(reverse("stored_files:strip", args=[file.pk]), data, follow=True)


def test_the_copy_takes_the_place_of_the_file_in_a_new_revision(client, editor, shown):
    file, page = shown
    client.force_login(editor)
    revisions = page.revisions.count()
    html = client.get(reverse("stored_files:inspect", args=[file.pk])).content.decode()
    assert f'value="material-{page.pk}"' in html
    answer = strip(client, file, place=f"material-{page.pk}")
    clean = StoredFile.objects.latest("pk")
    assert "посетители видят её" in answer.content.decode()
    assert files_of(page)[1] == clean
    assert [entry.title for entry in page.files.all()][1] == "Снимок"
    assert page.revisions.count() == revisions + 1
    client.logout()
    assert client.get(clean.url).status_code == 200
    assert client.get(file.url).status_code == 404


def test_the_screen_offers_to_put_the_copy_where_a_person_has_put_the_file(client, editor, shown):
    file, page = shown
    client.force_login(editor)
    screen = client.get(reverse("stored_files:inspect", args=[file.pk])).text
    assert f'name="place" value="material-{page.pk}" checked' in " ".join(screen.split())


def test_the_book_of_an_edition_names_it_and_is_not_replaced(client, editor, sections):
    page = collection(sections["collections"], "Сборник", works=[material(sections["library"])])
    book = stored()
    CompiledEdition.objects.update_or_create(page=page, defaults={"file": book, "stamp": "-"})
    client.force_login(editor)
    screen = client.get(reverse("stored_files:inspect", args=[book.pk])).text
    assert "PDF: Сборник" in screen
    assert 'name="place"' not in screen
    strip(client, book, place=f"edition-{page.pk}")
    assert CompiledEdition.objects.get().file == book


def test_without_asking_for_its_place_the_copy_stands_nowhere(client, editor, shown):
    file, page = shown
    client.force_login(editor)
    strip(client, file)
    assert files_of(page)[1] == file
    client.logout()
    assert client.get(StoredFile.objects.latest("pk").url).status_code == 404


def test_a_material_with_a_draft_gets_the_copy_into_the_draft_and_publishes_nothing(editor, shown):
    file, page = shown
    draft = page.get_latest_revision_as_object()
    draft.title = "Незаконченное"
    draft.save_revision()
    clean = strip_metadata(file=file, user=editor)
    page = MaterialPage.objects.get(pk=page.pk)
    assert replace_file(material=page, old=file, new=clean, by=editor) is False
    page = MaterialPage.objects.get(pk=page.pk)
    assert (page.title, files_of(page)[1]) == ("Работа с фото", file)
    draft = page.get_latest_revision_as_object()
    assert (draft.title, [entry.file for entry in draft.files.all()][1]) == ("Незаконченное", clean)


def test_who_may_not_edit_the_material_replaces_nothing(shown):
    file, page = shown
    with pytest.raises(ActionRefused):
        replace_file(material=page, old=file, new=stored("Другое.txt"), by=person(Role.PROGRAMME_LEADER))
    assert files_of(page)[1] == file


def test_a_file_that_is_not_there_is_not_replaced(editor, shown):
    with pytest.raises(ActionRefused):
        replace_file(material=shown[1], old=stored("Чужой.txt"), new=stored("Другой.txt"), by=editor)


# The screen ----------------------------------------------------------------------------------------------------------


def test_a_refusal_is_said_on_the_screen(client, editor):
    file = stored("Архив.zip", zip_bytes())
    client.force_login(editor)
    page = client.get(reverse("stored_files:inspect", args=[file.pk])).content.decode()
    assert "Распакуйте" in page
    assert "<form" not in page.split("Копия без сведений")[1].split("</main>")[0]
    assert "Распакуйте" in strip(client, file).content.decode()


def zip_bytes():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "Снег")
    return content.getvalue()


def test_files_are_listed_and_never_changed_in_the_admin(client, editor):
    file = stored()
    client.force_login(editor)
    assert file.name in client.get(reverse("stored_files:index")).content.decode()
    for name in ("edit", "delete"):
        assert client.get(reverse(f"stored_files:{name}", args=[file.pk])).status_code == 302
    assert client.get(reverse("stored_files:add")).status_code == 302
    assert client.get(reverse("stored_files:strip", args=[file.pk])).status_code == 405


@pytest.mark.parametrize("role", [None, Role.TEACHER, Role.EXPERT, Role.ANALYST])
def test_who_brings_no_files_sees_no_list(client, sections, role):
    file = stored("Тайна.txt")
    if role:
        client.force_login(person(role))
    for address in (reverse("stored_files:index"), reverse("stored_files:inspect", args=[file.pk])):
        response = client.get(address)
        assert response.status_code in {302, 403}
        assert "Тайна" not in response.content.decode()
    strip(client, file)
    assert StoredFile.objects.count() == 1


def test_the_chooser_leads_to_the_file_itself(client, editor):
    file = stored()
    client.force_login(editor)
    said = json.loads(client.get(reverse("stored_file_chooser:chosen", args=[file.pk])).content)
    assert said["result"]["edit_url"] == reverse("stored_files:inspect", args=[file.pk])
