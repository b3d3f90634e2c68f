"""What a visitor gets: the JSON of the door, words said about the query, safe snippets, the cost of a page."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from files.actions import read_file, store_file
from home.models import Level, Subject
from search.indexing import catch_up
from tests.home.pages import content_page
from tests.making import material, news, programme, subproject
from tests.search.searching import ask, find, marked, plain, read, titles

pytestmark = pytest.mark.django_db
ATTACK = '<script>alert("снег")</script><img src=x onerror=alert(1)>'
# Everything a snippet may hold beside text.
MARKS_ONLY = re.compile(r"(?:[^<>&\"']|</?mark>|&(?:lt|gt|amp|quot|#x27);)*")


@pytest.fixture
def library(sections):
    return sections["library"]


# The shape -----------------------------------------------------------------------------------------------------------
def test_the_answer_has_exactly_the_promised_shape(client, library):
    material(library, "Урок о снеге", year=2024, files=[(read("Снег скрипит."), "Конспект")])
    catch_up()
    answer = ask(client, 'снегом "скрипит" -река')
    assert set(answer) == {
        "query",
        "understood",
        "steps",
        "corrected",
        "offered",
        "also",
        "total",
        "more",
        "hits",
        "nearly",
        "facets",
    }
    assert answer["query"] == 'снегом "скрипит" -река'
    assert answer["understood"] == [
        {"text": "снегом", "type": "word"},
        {"text": "скрипит", "type": "phrase"},
        {"text": "река", "type": "excluded"},
    ]
    assert (answer["corrected"], answer["total"]) == (None, 1)
    (hit,) = answer["hits"]
    assert hit == {
        "title": "Урок о снеге",
        "url": "/library/urok-o-snege/",
        "type": "material",
        "kind": "Сценарий, конспект",
        "snippet": "<mark>Снег</mark> <mark>скрипит</mark>.",
        "file": "Конспект",
        "page": None,
    }
    assert answer["facets"]["year"] == [{"value": "2024", "label": "2024", "count": 1}]


def test_every_kind_of_page_is_found_and_its_address_opens(client, sections):
    about = programme(sections["programmes"], "Программа о снеге")
    subproject(about, "Подпроект о снеге")
    material(sections["library"], "Урок о снеге")
    news(sections["news"], "Новость о снеге")
    content_page(sections["home"], "Страница о снеге")
    catch_up()
    hits = ask(client, "снег")["hits"]
    assert {hit["type"] for hit in hits} == {"material", "programme", "subproject", "news", "page"}
    assert [client.get(hit["url"]).status_code for hit in hits] == [200] * 5


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_search_only_reads(client, sections, method):
    for address in ("/search/", "/api/v1/search/"):
        assert getattr(client, method)(address + "?q=снег").status_code == 405


# Words about the query -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("query", ["", "   ", "!!! … —", '""', "\u00ad\u200b"])
def test_an_empty_query_finds_nothing_and_the_page_tells_how_to_ask(client, library, query):
    material(library, "Урок о снеге")
    catch_up()
    answer = ask(client, query)
    assert (answer["total"], answer["hits"], answer["understood"], answer["facets"]) == (0, [], [], {})
    html = client.get("/search/", {"q": query}).content.decode()
    assert "Как искать" in html
    assert "Ничего не нашлось" not in html


def test_a_query_of_excluded_words_alone_finds_nothing_and_says_why(client, library):
    material(library, "Урок о снеге")
    catch_up()
    assert ask(client, "-река")["total"] == 0
    assert ask(client, "-река", type="material")["total"] == 0
    assert "Есть только слова с минусом" in client.get("/search/", {"q": "-река"}).content.decode()


def test_small_words_are_passed_over_and_named(client, library):
    material(library, "Урок о снеге")
    assert find(client, "а как же про снег") == ["Урок о снеге"]
    assert (
        "Не искали по словам: а, как, же, про." in client.get("/search/", {"q": "а как же про снег"}).content.decode()
    )


def test_small_words_alone_are_asked_for(client, library):
    material(library, "Что такое хорошо")
    material(library, "Урок о снеге", annotation="Снег.")
    assert find(client, "что") == ["Что такое хорошо"]


def test_where_no_page_has_all_the_words_those_with_any_are_shown_and_this_is_said(client, library):
    material(library, "Урок о снеге", annotation="Снег.")
    material(library, "Урок о реке", annotation="Река.")
    material(library, "Урок о поле", annotation="Поле.")
    said = "Страниц, где есть все слова, нет"
    assert sorted(find(client, "снег река")) == ["Урок о реке", "Урок о снеге"]
    assert said in client.get("/search/", {"q": "снег река"}).content.decode()
    assert find(client, "снег река -урок") == []
    assert find(client, "урок снег") == ["Урок о снеге"]
    assert said not in client.get("/search/", {"q": "урок снег"}).content.decode()
    nothing = client.get("/search/", {"q": "слон носорог"}).content.decode()
    assert said not in nothing
    assert "Ничего не нашлось" in nothing


def test_below_a_thin_answer_stand_the_best_pages_with_some_of_the_words(client, library):
    material(library, "Урок о снеге", year=2024)
    material(library, "Снег и лёд", year=2024)
    material(library, "Снег", year=2023)
    material(library, "Урок о реке", year=2024)
    material(library, "Поле")
    catch_up()
    answer = ask(client, "урок снег")
    assert (titles(answer), answer["total"]) == (["Урок о снеге"], 1)
    assert set(nearly(answer)) == {"Снег", "Снег и лёд", "Урок о реке"}
    assert set(nearly(ask(client, "урок снег", year="2024"))) == {"Снег и лёд", "Урок о реке"}
    assert set(nearly(ask(client, "урок снег -лёд"))) == {"Снег", "Урок о реке"}
    page = client.get("/search/", {"q": "урок снег"}).content.decode()
    assert page.index("1\xa0результат") < page.index("Есть не все слова") < page.index("реке</a>")


@pytest.mark.parametrize(
    ("query", "params"), [("снег", {}), ("урок снег", {"exact": "1"}), ("урок снег", {"sort": "new"})]
)
def test_what_was_asked_for_exactly_or_by_one_word_is_all_there_is(client, library, query, params):
    material(library, "Урок о снеге")
    material(library, "Урок")
    catch_up()
    answer = ask(client, query, **params)
    assert (titles(answer), nearly(answer)) == (["Урок о снеге"], [])


def test_a_full_answer_needs_nothing_below_it(client, library):
    for number in range(5):
        material(library, f"Урок о снеге {number}")
    material(library, "Снег")
    catch_up()
    answer = ask(client, "урок снег")
    assert (len(titles(answer)), nearly(answer)) == (5, [])


def nearly(answer):
    return [hit["title"] for hit in answer["nearly"]]


# Safe and true snippets ----------------------------------------------------------------------------------------------
def test_nothing_that_people_write_becomes_markup(client, library):
    # A slash cannot stand in a file's name.
    name = ATTACK.replace("/", "") + ".txt"
    file = store_file(content=ContentFile(f"До {ATTACK} снег & после {ATTACK}".encode()), name=name)
    read_file(file=file)
    material(library, f"Урок {ATTACK}", annotation=f"О снеге {ATTACK}", organisation=ATTACK, files=[(file, "")])
    material(library, f"Урок о снеге {ATTACK}", annotation=f"Только карточка, снег {ATTACK}", keywords=ATTACK)
    catch_up()
    for query in ("снег", "script", f"снег {ATTACK}", f'"{ATTACK}"', "урок"):
        answer = ask(client, query)
        assert answer["total"] == 2, query
        for hit in answer["hits"]:
            assert MARKS_ONLY.fullmatch(hit["snippet"]), hit["snippet"]
        for address in ("/search/", "/search/?type=material"):
            html = client.get(address, {"q": query, "type": ATTACK, "year": ATTACK}).content.decode()
            assert "<script>alert" not in html
            assert "onerror=alert(1)>" not in html.replace("onerror=alert(1)&gt;", "")
            assert "<img src=x" not in html


def test_the_json_is_no_page_that_a_browser_could_run(client, library):
    material(library, f"Урок {ATTACK}")
    catch_up()
    response = client.get("/api/v1/search/", {"q": "урок"})
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_snippet_is_what_the_file_says_around_the_words(client, library):
    text = "Начало. " * 300 + "На опушке растут лишайники и мхи. " + "Конец. " * 300
    material(library, "Урок о лесе", files=[(read(text), "Конспект")])
    catch_up()
    snippet = ask(client, "мох лишайник")["hits"][0]["snippet"]
    assert "На опушке растут лишайники и мхи." in plain(snippet)
    assert marked(snippet) == ["лишайники", "мхи"]
    assert len(plain(snippet)) < 300
    assert snippet.startswith("…")


def test_where_the_words_stand_apart_the_beginning_is_shown(client, library):
    material(library, "Урок о лишайниках", annotation="Для пятого класса.")
    catch_up()
    assert ask(client, "лишайник")["hits"][0]["snippet"].startswith("Для пятого класса.")


def test_a_passage_is_looked_for_in_the_first_part_of_a_long_book_and_the_whole_book_is_found(client, library):
    text = "Начало книги. " * 40_000 + "Лишайники."
    material(library, "Книга", annotation="О лесе.", files=[(read(text), "Том")])
    catch_up()
    (hit,) = ask(client, "лишайник")["hits"]
    assert (hit["title"], hit["snippet"]) == ("Книга", "О лесе. Сценарий, конспект")


# The cost ------------------------------------------------------------------------------------------------------------
def test_a_page_of_results_costs_the_same_queries_however_much_is_found(client, library):
    subjects, levels = Subject.objects.all()[:2], Level.objects.all()[:2]

    def add(number):
        for made in range(number):
            files = [(read(f"Снег номер {made}."), ""), (read("Лёд."), "")]
            material(library, f"Урок {made}", year=2000 + made, subjects=subjects, levels=levels, files=files)
        catch_up()

    def cost(address):
        client.get(address, {"q": "снег лёд"})  # what a process remembers after its first answer
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address, {"q": "снег лёд"})
        assert response.status_code == 200
        # What opens and closes a transaction is not asked for anything.
        return sum(query["sql"].startswith("SELECT") for query in queries)

    add(5)
    few = {address: cost(address) for address in ("/search/", "/api/v1/search/")}
    assert ask(client, "снег лёд")["total"] == 5
    add(35)
    assert ask(client, "снег лёд")["total"] == 40
    assert len(titles(ask(client, "снег лёд"))) == 20
    assert {address: cost(address) for address in few} == few
    assert few["/api/v1/search/"] <= 9
    assert few["/search/"] <= 14
