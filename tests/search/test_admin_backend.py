"""The admin's own search: Wagtail's tables, normal forms, the index asked first."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.backends.base import FilterFieldError
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from home.actions import make_home
from home.models import ContentPage
from library.models import MaterialIndexPage, MaterialKind, MaterialPage
from search.admin_backend.results import AdminResults
from search.models import WordForm
from search.words import index_normaliser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _our_backend(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_backend"}}


@pytest.fixture
def home():
    return make_home()


def add_page(parent, title, intro="", **fields):
    return parent.add_child(instance=ContentPage(title=title, intro=intro, **fields))


def titles(results):
    return [page.title for page in results]


# Words ---------------------------------------------------------------------------------------------------------------
def test_the_backend_of_the_site_is_ours():
    assert get_search_backend().results_class is AdminResults


@pytest.mark.parametrize("query", ["школы", "ШКОЛЕ", "школами", "сельским школам", "шко\u00adлы"])
def test_a_page_is_found_by_any_form_of_its_words(home, query):
    page = add_page(home, "О сельской школе")
    add_page(home, "О городском парке")
    assert list(ContentPage.objects.search(query)) == [page]
    assert list(Page.objects.search(query).get_queryset()) == [page.page_ptr]


def test_words_of_other_fields_are_found_too(home):
    page = add_page(home, "Правила", intro="Дети собирали лишайники")
    assert list(ContentPage.objects.search("ребёнок лишайник")) == [page]


def test_a_word_of_two_meanings_is_found_under_both(home):
    page = add_page(home, "Занятия кружка")
    assert list(ContentPage.objects.search("кружок")) == [page]


def test_a_stress_mark_and_a_soft_hyphen_in_the_text_do_not_hide_a_word(home):
    page = add_page(home, "Мето\u00adди́ка")
    assert list(ContentPage.objects.search("методикой")) == [page]


def test_all_words_are_wanted_unless_any_is_asked_for(home):
    add_page(home, "Школа в селе")
    add_page(home, "Парк в городе")
    assert titles(ContentPage.objects.search("школа город")) == []
    assert set(titles(ContentPage.objects.search("школа город", operator="or"))) == {"Школа в селе", "Парк в городе"}


def test_a_changed_page_is_found_by_its_new_words_only(home):
    page = add_page(home, "Старая пристань")
    page.title = "Новая гавань"
    page.save()
    assert titles(Page.objects.search("гавани")) == ["Новая гавань"]
    assert titles(Page.objects.search("пристани")) == []


def test_a_deleted_page_is_not_found(home):
    add_page(home, "Старая пристань").delete()
    assert Page.objects.search("пристань").count() == 0


def test_a_search_of_one_type_leaves_the_others_out(home):
    index = home.add_child(instance=MaterialIndexPage(title="Библиотека", slug="library"))
    kind = MaterialKind.objects.first()
    material = index.add_child(instance=MaterialPage(title="Урок в лесу", annotation="Конспект", kind=kind))
    page = add_page(home, "Уроки леса")
    assert list(MaterialPage.objects.search("уроки")) == [material]
    assert {found.pk for found in Page.objects.search("уроки")} == {material.pk, page.pk}


def test_a_rebuild_of_the_index_finds_everything_again(home):
    add_page(home, "Школа пчеловодов")
    backend = get_search_backend()
    backend.reset_indexes()
    assert Page.objects.search("пчеловод").count() == 0
    call_command("update_index", verbosity=0)
    assert titles(Page.objects.search("пчеловод")) == ["Школа пчеловодов"]


# Queries of modelsearch ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (MATCH_ALL, {"Урок химии", "Урок физики", "Химия и быт"}),
        (MATCH_NONE, set()),
        (PlainText("химией"), {"Урок химии", "Химия и быт"}),
        (PlainText("—"), set()),
        (Phrase("уроки химии"), {"Урок химии"}),
        (Phrase("химии уроки"), set()),
        (Not(PlainText("химия")), {"Урок физики"}),
        (Not(Not(PlainText("химия"))), {"Урок химии", "Химия и быт"}),
        (And([PlainText("урок"), Not(PlainText("химия"))]), {"Урок физики"}),
        (And([Not(PlainText("быт")), Not(PlainText("физика"))]), {"Урок химии"}),
        (And([PlainText("урок"), MATCH_ALL]), {"Урок химии", "Урок физики"}),
        (And([PlainText("урок"), MATCH_NONE]), set()),
        (Or([PlainText("быт"), PlainText("физика")]), {"Урок физики", "Химия и быт"}),
        (Or([PlainText("быт"), Not(PlainText("химия"))]), {"Урок физики", "Химия и быт"}),
        (Or([PlainText("быт"), MATCH_ALL]), {"Урок химии", "Урок физики", "Химия и быт"}),
        (Or([PlainText("быт"), PlainText("—")]), {"Химия и быт"}),
        (Not(Or([PlainText("быт"), And([PlainText("урок"), Not(PlainText("химия"))])])), {"Урок химии"}),
        (Boost(PlainText("физика"), 3.0), {"Урок физики"}),
        (Fuzzy("физикой быта"), {"Урок физики", "Химия и быт"}),
        (And([PlainText("урок")] * 200), {"Урок химии", "Урок физики"}),
    ],
)
def test_a_query_finds_what_it_says(home, query, expected):
    for title in ("Урок химии", "Урок физики", "Химия и быт"):
        add_page(home, title)
    results = ContentPage.objects.search(query)
    assert set(titles(results)) == expected
    assert ContentPage.objects.search(query).count() == len(expected)


def test_a_search_of_named_fields_leaves_the_others_out(home):
    add_page(home, "Школа", intro="Про лес")
    add_page(home, "Лес", intro="Про школу")
    assert titles(ContentPage.objects.search("школы", fields=["title"])) == ["Школа"]
    assert titles(ContentPage.objects.search("школы", fields=["intro"])) == ["Лес"]
    assert set(titles(ContentPage.objects.search("школы", fields=["title", "intro"]))) == {"Школа", "Лес"}


# Autocompletion --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "query", ["мето", "методиче", "методическая раб", "методические работы", "работами", "раб методическая"]
)
def test_autocompletion_knows_beginnings_and_forms(home, query):
    page = add_page(home, "Методическая работа", intro="Конспект")
    found = list(ContentPage.objects.autocomplete(query))
    # Only a last word may be unfinished: «раб» before another one is a word of its own.
    assert found == ([] if query.startswith("раб ") else [page])


def test_autocompletion_does_not_look_into_other_fields(home):
    add_page(home, "Правила", intro="Конспект")
    assert titles(ContentPage.objects.autocomplete("консп")) == []


def test_autocompletion_finds_a_phrase_in_other_forms(home):
    add_page(home, "Методическая работа")
    assert titles(Page.objects.autocomplete(Phrase("методической работы"))) == ["Методическая работа"]
    assert titles(Page.objects.autocomplete(Phrase("работа методическая"))) == []


# Order, pages of results, counts ---------------------------------------------------------------------------------------
def test_a_word_in_the_title_comes_before_the_same_word_elsewhere(home):
    add_page(home, "Правила", intro="Школа, школа и ещё раз школа")
    add_page(home, "Школа", intro="Правила")
    assert titles(ContentPage.objects.search("школы")) == ["Школа", "Правила"]


def test_pages_of_results_follow_each_other(home):
    for n in range(7):
        add_page(home, f"Урок {n}", live=n % 2 == 0)

    def fresh():
        return Page.objects.filter(live=True).search("уроки")

    whole = titles(fresh())
    assert set(whole) == {"Урок 0", "Урок 2", "Урок 4", "Урок 6"}
    assert [titles(fresh()[:3]), titles(fresh()[3:6]), titles(fresh()[1:][:2])] == [whole[:3], whole[3:], whole[1:3]]
    assert fresh()[2].title == whole[2]
    assert [fresh()[a:b].count() for a, b in ((0, None), (0, 3), (3, 6), (9, None))] == [4, 3, 1, 0]


def test_the_order_of_the_queryset_holds_when_relevance_is_not_asked_for(home):
    for title in ("Школа Б", "Школа А", "Лес", "Школа В"):
        add_page(home, title)
    pages = ContentPage.objects.order_by("title").search("школ", order_by_relevance=False)
    assert titles(ContentPage.objects.order_by("title").autocomplete("школ", order_by_relevance=False)[1:]) == [
        "Школа Б",
        "Школа В",
    ]
    assert titles(pages[:2]) == ["Школа А", "Школа Б"]


def test_filters_of_every_kind_hold(home):
    section = add_page(home, "Раздел")
    inside = add_page(section, "Урок внутри")
    outside = add_page(home, "Урок снаружи")
    assert list(ContentPage.objects.descendant_of(section).search("урок")) == [inside]
    assert list(ContentPage.objects.not_descendant_of(section).search("урок")) == [outside]
    assert list(Page.objects.type(ContentPage).specific().exclude(pk=inside.pk).search("урок")) == [outside]
    assert list(ContentPage.objects.filter(live=True).distinct().search("урок")[:1]) == [outside]
    assert list(ContentPage.objects.none().search("урок")) == []
    assert list(ContentPage.objects.filter(pk__in=[]).search("урок")) == []


def test_scores_say_which_hit_is_better(home):
    add_page(home, "Правила", intro="Школа")
    add_page(home, "Школа", intro="Правила")
    best, second = ContentPage.objects.search("школы").annotate_score("score")
    assert best.score > second.score > 0
    by_title = ContentPage.objects.order_by("title").search("школы", order_by_relevance=False).annotate_score("score")
    assert [page.score for page in by_title] == [second.score, best.score]
    assert {page.score for page in ContentPage.objects.search(MATCH_ALL).annotate_score("score")} == {0.0}


def test_a_facet_counts_hits_by_value(home):
    for n in range(5):
        add_page(home, f"Урок {n}", live=n < 3)
    add_page(home, "Лес")
    assert list(ContentPage.objects.search("уроки").facet("live").items()) == [(True, 3), (False, 2)]
    with pytest.raises(FilterFieldError):
        ContentPage.objects.search("уроки").facet("intro")


# Cost ------------------------------------------------------------------------------------------------------------------
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan")
@pytest.mark.parametrize("ask", [lambda found: list(found[:20]), lambda found: found.count()], ids=["page", "count"])
def test_fts5_is_asked_once_and_before_the_index_is_read(home, ask):
    add_page(home, "Урок")
    with CaptureQueriesContext(connection) as queries:
        ask(ContentPage.objects.filter(live=True).search("урок"))
    (statement,) = [query["sql"] for query in queries if " MATCH " in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        plan = [row[3] for row in cursor.fetchall() if "wagtailsearch_indexentry" in row[3]]
    assert ["VIRTUAL TABLE" in step for step in plan] == [True, False]


def test_a_save_does_not_look_at_the_rest_of_the_index(home):
    page = add_page(home, "Урок")
    with CaptureQueriesContext(connection) as queries:
        get_search_backend().add(page)
    touching = [query["sql"] for query in queries if "wagtailsearch_indexentry" in query["sql"]]
    assert len(touching) == 1
    assert touching[0].startswith("INSERT INTO")


def test_a_word_is_parsed_once_for_all_processes(home):
    index_normaliser.cache_clear()  # as in a process that has just started
    page = add_page(home, "Небывальщина")
    WordForm.objects.filter(word="небывальщина").update(normal="изтаблицы")
    index_normaliser.cache_clear()
    page.save()
    assert "изтаблицы" in IndexEntry.objects.get(object_id=str(page.pk)).title
    index_normaliser.cache_clear()  # the table is rolled back after the test, what the process remembers is not
