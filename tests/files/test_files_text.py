"""A quick look at the text of a file, leaf by leaf."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.actions import read_file
from files.leaves import LONGEST, contents_of, leaves_of
from tests.files.building import pdf
from tests.making import PNG, material, person, stored

PAGES = [[0, "page", "1", 1], [5, "page", "2", 2], [10, "page", "3", 3]]


def words(text, leaves):
    return [text[leaf.start : leaf.end] for leaf in leaves]


def test_a_text_with_pages_has_a_leaf_for_each_of_them():
    leaves = leaves_of("Снег\nЛёд \nВода", PAGES)
    assert [leaf.label for leaf in leaves] == ["Страница 1", "Страница 2", "Страница 3"]
    assert words("Снег\nЛёд \nВода", leaves) == ["Снег\n", "Лёд \n", "Вода"]


def test_an_empty_page_keeps_its_number():
    leaves = leaves_of("Снег\nВода!", [[0, "page", "1", 1], [5, "page", "2", 2], [5, "page", "3", 3]])
    assert words("Снег\nВода!", leaves) == ["Снег\n", "", "Вода!"]


def test_short_chapters_share_a_leaf_and_the_contents_lead_to_it():
    text = "Вводка. " + "а" * 100 + "б" * 2000 + "в" * 100
    places = [[8, "heading", "Первая", None], [108, "heading", "Вторая", None], [2108, "heading", "Третья", None]]
    leaves = leaves_of(text, places)
    assert [leaf.label for leaf in leaves] == ["", "Первая", "Третья"]
    assert [(heading.label, heading.leaf) for heading in contents_of(leaves, places)] == [
        ("Первая", 2),
        ("Вторая", 2),
        ("Третья", 3),
    ]


def test_a_long_text_without_places_is_cut_between_paragraphs():
    text = ("Снег скрипит под ногами. " * 40 + "\n") * 20
    leaves = leaves_of(text, [])
    assert len(leaves) > 2
    assert all(piece.endswith("\n") for piece in words(text, leaves))


@given(
    st.text(alphabet="снег \n", min_size=1, max_size=400).map(lambda text: text * 50),
    st.lists(st.integers(0, 5000), max_size=20),
    st.sampled_from(["page", "heading"]),
)
def test_no_word_is_lost_and_no_leaf_is_endless(text, starts, kind):
    places = [[min(start, len(text)), kind, f"М{n}", n] for n, start in enumerate(sorted(starts), start=1)]
    leaves = leaves_of(text, places)
    assert "".join("".join(words(text, leaves)).split()) == "".join(text.split())
    assert all(leaf.end - leaf.start <= LONGEST for leaf in leaves)
    assert all(1 <= heading.leaf <= max(len(leaves), 1) for heading in contents_of(leaves, places))


@pytest.fixture
def handout(db, tmp_path):
    """A PDF of two pages that has been read."""
    file = stored("Раздатка.pdf", pdf(tmp_path / "a.pdf", ["Snow creaks", "Ice rings"]).read_bytes())
    read_file(file=file)
    return file


def test_a_visitor_leafs_through_the_text_of_a_public_work(client, sections, handout):
    page = material(sections["library"], files=[(handout, "Раздатка")])
    assert handout.text_url in client.get(page.url).content.decode()
    first, second = client.get(handout.text_url), client.get(handout.text_url, {"page": "2"})
    assert "Snow creaks" in first.content.decode()
    assert "Ice rings" not in first.content.decode()
    assert "Ice rings" in second.content.decode()
    assert (second.context["number"], second.context["total"]) == (2, 2)


@pytest.mark.parametrize(("wanted", "number"), [("0", 1), ("-1", 1), ("99", 2), ("x", 1), ("²", 1), ("9" * 99, 1)])
def test_an_odd_page_number_leads_to_a_page_that_exists(client, sections, handout, wanted, number):
    material(sections["library"], files=[(handout, "")])
    assert client.get(handout.text_url, {"page": wanted}).context["number"] == number


def test_robots_are_asked_not_to_keep_the_text(client, sections, handout):
    material(sections["library"], files=[(handout, "")])
    response = client.get(handout.text_url)
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_the_text_is_closed_exactly_where_the_file_is(client, sections, handout):
    assert client.get(handout.text_url).status_code == 404
    page = material(sections["library"], files=[(handout, "")])
    assert client.get(handout.text_url).status_code == 200
    page.unpublish()
    assert client.get(handout.text_url).status_code == 404
    client.force_login(person())
    assert client.get(handout.text_url).status_code == 404


def test_a_file_without_a_text_has_no_such_page(client, sections):
    waiting = stored("Ждёт.txt")
    picture = stored("Рисунок.png", PNG + bytes(60))
    page = material(sections["library"], files=[(waiting, ""), (picture, "")])
    assert [client.get(file.text_url).status_code for file in (waiting, picture)] == [404, 404]
    html = client.get(page.url).content.decode()
    assert waiting.text_url not in html


def test_words_of_a_file_cannot_become_a_script(client, sections):
    file = stored("Опасно.txt", "Слова, а потом <script>alert(1)</script>")
    read_file(file=file)
    material(sections["library"], files=[(file, "")])
    assert "<script>alert(1)" not in client.get(file.text_url).content.decode()
