"""What stands around a work on its page, and the views beside it."""

import io
import zipfile

import pytest
import segno
from django.core.files.base import ContentFile
from django.utils import timezone

from files.actions import read_file, store_file
from home.models import Level, Subject
from library.models import Licence, MaterialKind, MaterialPage
from tests.making import PNG, close, material, person, queries_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def work(library):
    """A work with two files of one name and a licence."""
    files = [(stored("План.txt", "Снег скрипит"), ""), (stored("План.txt", "Лёд звенит"), "Второй")]
    return material(
        library,
        "Урок о снеге",
        files=files,
        authors=["Ирина Соловьёва (пример)"],
        organisation="Школа № 2 (пример)",
        year=2018,
        licence=Licence.objects.get(code="cc-by-nc-4"),
    )


def beside(page, name):
    return f"/works/{page.pk}/{name}"


def unpacked(response):
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_page_with_ten_files_costs_no_more_queries_than_one_with_a_single_file(client, library, is_signed_in):
    subjects, levels = Subject.objects.all()[:2], Level.objects.all()[:2]
    author = person()
    pages = []
    for number in (1, 10):
        files = [stored(f"{n}.txt", f"Файл {number} {n}") for n in range(number)]
        for file in files:
            read_file(file=file)
        card = {"subjects": subjects, "levels": levels, "authors": [("Вера Лунина (пример)", author)]}
        page = material(library, f"Работа {number}", files=[(file, "") for file in files], **card)
        for n in range(number):
            page.annotation = f"Правка {n}"
            page.save_revision().publish()
            material(library, f"Соседняя {number} {n}", **card)
        pages.append(page)
    if is_signed_in:
        client.force_login(person())
    few, many = (queries_of(lambda page=page: client.get(page.url)) for page in pages)
    assert many == few
    # Who has signed in costs the session, the person and what of the work is theirs.
    assert few <= (19 if is_signed_in else 15)


def test_the_page_of_an_anonymous_visitor_sets_no_cookie_and_carries_no_token(client, work):
    response = client.get(work.url)
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_the_archive_of_a_work_holds_its_files_and_a_note_about_it(client, work):
    archive = unpacked(client.get(beside(work, "files.zip")))
    assert archive.namelist() == ["О работе.txt", "План.txt", "План (2).txt"]
    assert archive.read("План (2).txt").decode() == "Лёд звенит"
    note = archive.read("О работе.txt").decode("utf-8-sig").replace("\u00a0", " ")
    for words in (
        "Урок о снеге",
        "Авторы: Ирина Соловьёва (пример)",
        "Год: 2018",
        "CC BY-NC 4.0",
        f"Адрес работы: http://testserver{work.url}",
        "Соловьёва И. Урок о снеге [Электронный ресурс]",
    ):
        assert words in note


def test_the_archive_is_streamed_and_named_like_the_work(client, work):
    response = client.get(beside(work, "files.zip"))
    assert response.streaming
    assert "%D0%A3%D1%80%D0%BE%D0%BA" in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["files.zip", "qr.svg", "cite.bib", "cite.ris", "thanks/", "shelve/"])
@pytest.mark.parametrize("state", ["draft", "withdrawn", "expired", "restricted", "missing"])
def test_nothing_beside_a_page_tells_of_a_work_that_the_visitor_may_not_see(client, library, work, name, state):
    client.force_login(person())
    assert client.get(beside(work, name)).status_code == 200
    if state == "draft":
        work = material(library, "Черновик", publish=False)
    elif state == "withdrawn":
        work.unpublish()
    elif state == "expired":
        MaterialPage.objects.filter(pk=work.pk).update(expire_at=timezone.now())
    elif state == "restricted":
        close(work)
        client.logout()
    else:
        work.pk = 999_999
    response = client.get(beside(work, name))
    # A visitor who has not signed in is asked to before anything is looked up.
    assert response.status_code == 404 or response.url.startswith("/accounts/login/")
    assert work.title not in response.content.decode()


def test_a_work_for_participants_goes_whole_to_who_has_signed_in(client, library):
    page = material(library, "Для своих", files=[(stored("План.txt", "план"), "")])
    close(page)
    assert client.get(beside(page, "files.zip")).status_code == 404
    client.force_login(person())
    assert unpacked(client.get(beside(page, "files.zip"))).namelist() == ["О работе.txt", "План.txt"]


def test_a_work_without_files_has_an_archive_of_its_note(client, library):
    page = material(library, files=[])
    assert unpacked(client.get(beside(page, "files.zip"))).namelist() == ["О работе.txt"]


def test_the_code_on_the_sheet_is_the_address_of_the_work(client, work):
    response = client.get(beside(work, "qr.svg"))
    assert response["Content-Type"] == "image/svg+xml"
    same = segno.make(f"http://testserver{work.url}", error="m", micro=False).svg_inline(
        scale=4, border=2, light="#fff"
    )
    path = same.split(' d="')[-1].split('"')[0]
    assert path in response.content.decode()
    assert beside(work, "qr.svg") in client.get(work.url).content.decode()


def test_references_are_on_the_page_and_as_files(client, work):
    html = client.get(work.url).content.decode().replace("\u00a0", " ")
    assert "Соловьёва И. Урок о снеге [Электронный ресурс] // Методсеть: [сайт]. 2018. URL: http://testserver" in html
    assert f"(дата обращения: {timezone.localdate():%d.%m.%Y})." in html
    assert client.get(beside(work, "cite.bib")).content.decode().startswith("@misc{soloveva2018-")
    assert client.get(beside(work, "cite.ris")).content.decode().startswith("TY  - ELEC\r\nAU  - Соловьёва, Ирина")
    assert "attachment" in client.get(beside(work, "cite.bib"))["Content-Disposition"]


def test_sharing_needs_no_foreign_script(client, work):
    html = client.get(work.url).content.decode()
    assert "https://vk.com/share.php?url=http%3A%2F%2Ftestserver%2Flibrary%2F" in html
    assert "https://t.me/share/url?url=http%3A%2F%2Ftestserver" in html
    assert "mailto:?subject=" in html
    assert html.count("<script") == 1


def test_the_licence_says_what_one_may_do(client, work):
    assert "Можно копировать" in client.get(work.url).content.decode().replace("\u00a0", " ")


def test_works_of_the_same_author_are_named_by_account_or_by_name(client, library):
    vera = person()
    page = material(library, "Первая", authors=[("Вера Лунина", vera), "Олег Дорогин (пример)"])
    by_account = material(library, "По записи", authors=[("В. Лунина", vera)])
    by_name = material(library, "По имени", authors=["Олег Дорогин (пример)"])
    other = material(library, "Чужая", authors=["Иван Чужой (пример)"])
    draft = material(library, "Черновик", authors=["Олег Дорогин (пример)"], publish=False)
    cards = client.get(page.url).context["same_hands"]
    assert [card.pk for card in cards] == [by_name.pk, by_account.pk]
    assert not {other.pk, draft.pk, page.pk} & {card.pk for card in cards}


def test_similar_works_share_subject_and_keywords_and_never_the_author_twice(client, library):
    subjects, levels = list(Subject.objects.all()[:2]), list(Level.objects.all()[:1])
    near = {"subjects": subjects[:1], "levels": levels}
    page = material(library, "Первая", keywords="снег, чтение", authors=["Вера Лунина"], **near)
    far = material(library, "Другой предмет", subjects=subjects[1:], kind=MaterialKind.objects.get(code="norm"))
    same_words = material(library, "Те же слова", keywords="Чтение, снег", **near)
    for n in range(2):
        material(library, f"Тот же предмет {n}", **near)
    own = material(library, "Своя", authors=["Вера Лунина"], keywords="снег, чтение", **near)
    gone = material(library, "Снята", keywords="снег, чтение", **near)
    gone.unpublish()
    context = client.get(page.url).context
    similar = [card.pk for card in context["similar"]]
    assert similar[0] == same_words.pk
    assert len(similar) == 3
    assert not {far.pk, own.pk, gone.pk, page.pk} & set(similar)
    assert [card.pk for card in context["same_hands"]] == [own.pk]


def test_a_preview_of_a_new_work_shows_its_card(library):
    draft = MaterialPage(title="Новая работа", annotation="Проба", depth=library.depth + 1, path=library.path + "0009")
    draft.set_url_path(library)
    html = draft.make_preview_request().content.decode()
    assert "Проба" in html
    assert "Пригодилось" not in html


def test_a_file_of_ten_megabytes_goes_through_the_archive_whole(client, library):
    large = store_file(content=ContentFile(PNG + bytes(10 << 20)), name="Снимок.png")
    page = material(library, files=[(large, "")])
    assert unpacked(client.get(beside(page, "files.zip"))).getinfo("Снимок.png").file_size == large.size


def test_robots_are_kept_from_archives_and_forms(client, sections):
    rules = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /works/", "Disallow: /shelves/"} <= set(rules)
