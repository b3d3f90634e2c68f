"""Who gets the pictures of a file's pages, and where they stand."""

import re

import pytest

from files.models import PreviewPage
from files.previews import make_preview
from library.models import MaterialPage
from tests.files.building import pdf
from tests.making import close, material, person, queries_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path):
    file = stored("Урок о снеге.pdf", pdf(tmp_path / "a.pdf", ["Снег", "Лёд"]).read_bytes(), person())
    make_preview(file=file)
    return file


def addresses(file):
    pages = PreviewPage.objects.filter(file=file).select_related("file")
    return [address for page in pages for address in (page.url, page.small_url)]


def statuses(client, file):
    return {client.get(address).status_code for address in addresses(file)}


def test_a_file_of_two_pages_has_four_pictures(client, sections, paper):
    material(sections["library"], files=[(paper, "")])
    assert len(addresses(paper)) == 4
    for address in addresses(paper):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
        assert b"".join(response)[8:12] == b"WEBP"


def test_a_picture_may_be_kept_for_minutes_and_do_nothing(client, sections, paper):
    material(sections["library"], files=[(paper, "")])
    response = client.get(addresses(paper)[0])
    assert response["Cache-Control"] == "private, max-age=300"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(addresses(paper)[0], headers={"if-none-match": response["ETag"]}).status_code == 304


def test_pages_of_a_file_that_nothing_shows_are_not_found_by_a_visitor(client, paper):
    assert statuses(client, paper) == {404}


def test_a_draft_a_closed_and_an_unpublished_material_keep_their_pages_to_themselves(client, sections, paper):
    page = material(sections["library"], files=[(paper, "")], publish=False)
    assert statuses(client, paper) == {404}
    page.save_revision().publish()
    assert statuses(client, paper) == {200}
    restriction = close(MaterialPage.objects.get(pk=page.pk))
    assert statuses(client, paper) == {404}
    restriction.delete()
    MaterialPage.objects.get(pk=page.pk).unpublish()
    assert statuses(client, paper) == {404}


def test_its_uploader_sees_the_pages_of_a_closed_file_and_the_browser_keeps_nothing(client, paper):
    client.force_login(paper.uploaded_by)
    assert client.get(addresses(paper)[0])["Cache-Control"] == "private, no-store"
    client.force_login(person())
    assert statuses(client, paper) == {404}


def test_a_page_that_was_not_drawn_is_not_found(client, sections, paper):
    material(sections["library"], files=[(paper, "")])
    wrong = addresses(paper)[0].replace("/1.webp", "/7.webp")
    assert client.get(wrong).status_code == 404


def test_the_card_of_a_material_shows_the_first_drawn_page_and_otherwise_the_drawn_cover(client, sections, paper):
    library = sections["library"]
    material(library, "С картинкой", files=[(stored("Слова.txt"), ""), (paper, "")])
    material(library, "Без картинки", files=[(stored("Слова.txt", "Другие слова."), "")])
    cards = {card.title: card for card in MaterialPage.objects.for_cards()}
    page = PreviewPage.objects.select_related("file").get(file=paper, number=1)
    assert cards["С картинкой"].cover_picture == {
        "url": page.small_url,
        "width": page.small_width,
        "height": page.small_height,
    }
    assert cards["Без картинки"].cover_picture is None
    html = client.get(library.url).content.decode()
    assert html.count(page.small_url) == 1
    assert len(re.findall(r'class="cover__art"', html)) == 1


def test_the_page_and_its_card_show_the_same_cover(sections, paper):
    made = material(sections["library"], files=[(stored("Слова.txt"), ""), (paper, "")])
    card = MaterialPage.objects.for_cards().get(pk=made.pk)
    page = MaterialPage.objects.for_serving().get(pk=made.pk)
    assert page.cover_picture == card.cover_picture == MaterialPage.objects.get(pk=made.pk).cover_picture


def test_the_cover_is_of_the_first_file_in_the_editors_order(sections, paper, tmp_path):
    other = stored("Другой.pdf", pdf(tmp_path / "b.pdf", ["Другой"]).read_bytes())
    make_preview(file=other)
    made = material(sections["library"], files=[(other, ""), (paper, "")])
    assert str(other.uuid) in MaterialPage.objects.for_cards().get(pk=made.pk).cover_picture["url"]


def test_a_list_with_covers_asks_no_more_for_many_than_for_few(client, sections, paper):
    library = sections["library"]
    for number in range(2):
        material(library, f"Работа {number}", files=[(paper, "")])
    few = queries_of(lambda: client.get(library.url))
    for number in range(2, 9):
        material(library, f"Работа {number}", files=[(paper, "")])
    assert queries_of(lambda: client.get(library.url)) == few


def test_the_strip_names_its_pages_and_keeps_their_place(paper):
    from django.template.loader import render_to_string

    context = {"pages": paper.preview_pages.all(), "title": "Урок о снеге"}
    html = render_to_string("components/file_preview.html", context)
    assert 'alt="Страница 2 файла «Урок о снеге»"' in html
    assert html.count('loading="lazy"') == html.count('width="283"') == html.count('height="400"') == 2
    assert "<li" not in render_to_string("components/file_preview.html", {"pages": [], "title": "Урок"})


def test_files_shown_bring_their_pages_along(sections, paper, django_assert_num_queries):
    made = material(sections["library"], files=[(paper, "")])
    page = MaterialPage.objects.for_serving().get(pk=made.pk)
    with django_assert_num_queries(0):
        (file,) = page.files_shown()
        assert [picture.small_url.endswith("-small.webp") for picture in file["pictures"]] == [True, True]
