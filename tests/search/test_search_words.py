"""What a typed query finds, through the whole engine (FX-02): forms, phrases, minus, look-alikes, order."""

import pytest

from library.models import MaterialPage
from search.indexing import write_pages
from search.language.query import parse
from search.words import query_normaliser
from tests.making import material
from tests.search.searching import ask, find, read

pytestmark = pytest.mark.django_db
# What a work says, and a query for it.
FOUND = [
    ("по закону 273-ФЗ", "273-фз"),
    ("по закону № 273‑ФЗ", "273 ФЗ"),
    ("по закону 273ФЗ", "273-ФЗ"),
    ("печать на 3D-принтере", "3D принтер"),
    ("печать на 3Д принтере", "3-D"),
    ("задания, 5–7 классы", "5-7 класс"),
    ("задания, 5 - 7 класса", "5—7 классов"),
    ("учёт и отчёт", "учет отчет"),
    ("учет и отчет", "учёт отчёту"),
    ("снимаем видео-урок", "видеоурок"),
    ("снимаем видеоурок", "видео-уроки"),
    ("снимаем видео урок", "видео-урок"),
    ("наша COШ в селе", "сош"),  # Latin C and O
    ("наша СОШ в селе", "COШ"),
    ("для 5A класса", "5А"),  # Latin A
    ("дети шли в лес", "ребёнок идёт"),
    ("работа с людьми", "человек"),
    ("лучшие практики", "хорошая практика"),
    ("по ФГОСу в ДОО", "фгос доо"),
    ("занятия кружка", "кружок"),
    ("они стали старше", "стать"),
    ("предмет «мето\u0301ди\u00adка»", "методики"),
    ("презентация PowerPoint", "powerpoint"),
    ("Tables and charts", "table chart"),
    ("площадь 5 м²", "5 м2"),
    ("дом №15/2", "15/2"),
    ("дата 15.03.2020", "15.03.2020"),
    ("мастер-классы", "мастер класс"),
    ("АЛИСА В СТРАНЕ", "алиса"),
]
NOT_FOUND = [
    ("урок о снеге", "снегирь"),
    ("положение 27-ФЗ", "273-ФЗ"),
    ("закон 273, а также ФЗ", "273-ФЗ"),
    ("5 заданий для 7 класса", "5-7"),
    ("чтение с полным смыслом", '"смысловое чтение"'),
    ("чтение смысловое", '"смысловое чтение"'),
    ("смысловое чтение", "смысловое чтение -чтений"),
    ("смысловое чтение", 'чтение -"смысловое чтение"'),
    ("мастера и классы", "мастер-класс"),
]


@pytest.fixture
def library(sections):
    return sections["library"]


def says(library, text, title="Работа"):
    return material(library, title, annotation=text)


def found_in(client, page, text, query):
    """What `query` finds when the page says `text` and no more."""
    MaterialPage.objects.filter(pk=page.pk).update(annotation=text)
    write_pages({page.pk})
    return find(client, query)


def test_a_work_is_found_however_its_word_is_written(client, library):
    page = says(library, "…", "Эта")
    says(library, "Совсем о другом: мяч, река, флаг.", "Другая")
    assert len(FOUND) > 25
    assert [(text, query) for text, query in FOUND if found_in(client, page, text, query) != ["Эта"]] == []


def test_a_work_that_does_not_say_it_is_not_found(client, library):
    page = says(library, "…", "Эта")
    assert len(NOT_FOUND) > 8
    assert [(text, query) for text, query in NOT_FOUND if found_in(client, page, text, query) != []] == []


def test_a_phrase_is_words_in_a_row_in_any_form(client, library):
    says(library, "об уроках смыслового чтения", "Подряд")
    says(library, "чтение и смысловое ударение", "Врозь")
    assert find(client, "«смысловое чтение»") == ["Подряд"]
    assert sorted(find(client, "смысловое чтение")) == ["Врозь", "Подряд"]


def test_a_minus_takes_works_away_wherever_the_word_stands(client, library):
    says(library, "портфолио учителя", "Учителю")
    says(library, "портфолио ученика", "Ученику")
    says(library, "портфолио для школы", "Портфолио ученика")
    material(library, "В файле", annotation="портфолио", files=[(read("Листы ученика."), "")])
    assert find(client, "портфолио -ученик") == ["Учителю"]
    assert find(client, 'портфолио -"ученика"') == ["Учителю"]
    assert len(find(client, "портфолио - ученик")) == 3


def test_a_word_in_the_title_goes_before_any_number_of_words_in_the_text(client, library):
    says(library, "Снег. " * 200, "О погоде")
    material(library, "В файле", annotation="О зиме", files=[(read("Снег. " * 500), "")])
    says(library, "О зиме", "Урок о снеге и льде, длинное название для точности")
    assert find(client, "снег")[0] == "Урок о снеге и льде, длинное название для точности"


def test_all_words_in_the_title_go_before_one_of_them_there(client, library):
    says(library, "Снег и лёд, снег и лёд, снег и лёд", "Урок о снеге")
    says(library, "О зиме", "Урок о снеге и о том, как трещит лёд")
    assert find(client, "снег лёд")[0] == "Урок о снеге и о том, как трещит лёд"


def test_a_word_of_the_summary_weighs_more_than_one_of_the_files(client, library):
    other = read("Погода, опушка, лишайник и другие слова этого файла.")
    material(library, "Файл", annotation="О другом", files=[(other, "")])
    says(library, "Погода, опушка, лишайник и другие слова этой аннотации.", "Аннотация")
    assert find(client, "лишайник") == ["Аннотация", "Файл"]


def test_equal_works_keep_their_order(client, library):
    made = [says(library, "Снег", "Равные").pk for _number in range(5)]
    find(client, "снег")
    order = [hit["url"] for hit in ask(client, "снег")["hits"]]
    assert len(set(order)) == len(made)
    assert all([hit["url"] for hit in ask(client, "снег")["hits"]] == order for _again in range(3))


def test_a_homonym_is_found_under_every_meaning(client, library):
    says(library, "занятия кружка", "Кружок или кружка")
    says(library, "полная кружка молока", "Кружка")
    says(library, "школьный кружок", "Кружок")
    for query in ("кружок", "кружка"):
        assert "Кружок или кружка" in find(client, query)
    assert "Кружок" in find(client, "кружки")
    assert "Кружка" in find(client, "кружки")


def test_the_border_between_two_texts_is_no_word_that_can_be_found(client, library):
    files = [(read("Первый текст."), "Один"), (read("Второй текст."), "Два")]
    material(library, "Работа", annotation="О видео-уроках", files=files)
    assert find(client, "второй") == ["Работа"]
    assert [query for query in ("0", "border", "0border0", '"0"') if find(client, query)] == []


def test_a_phrase_does_not_run_over_the_border_of_two_texts(client, library):
    files = [(read("Крутой берег"), "Один"), (read("Река течёт"), "Два")]
    material(library, "Работа", annotation="О том и сём", files=files)
    assert find(client, "берег река") == ["Работа"]
    assert [query for query in ('"берег река"', '"один два"', '"берег один"') if find(client, query)] == []


def test_words_of_the_engine_are_only_words(client, library):
    words = ["AND", "OR", "NOT", "NEAR", "title", "summary", "body", "rank", "rowid"]
    says(library, f"Слово {' '.join(words)} в тексте", "Эта")
    says(library, "Слово в тексте", "Другая")
    queries = [f"{word} слово" for word in words] + [f"слово {word} тексте" for word in words]
    assert [query for query in queries if find(client, query) != ["Эта"]] == []


def test_signs_of_the_engine_are_no_signs_here(client, library):
    says(library, "О снеге", "Снег")
    says(library, "О реке", "Река")
    assert find(client, "сн*") == []
    asked = ['снег"', "снег*", "^снег", "(снег)", "+снег", "снег%", "снег\\", "снег'"]
    assert [query for query in asked if find(client, query) != ["Снег"]] == []
    assert sorted(find(client, "снег) OR (река")) == ["Река", "Снег"]


def test_a_long_query_is_asked_by_its_beginning_and_says_so(client, library):
    says(library, " ".join(f"слово{number}" for number in range(40)), "Длинная")
    query = " ".join(f"слово{number}" for number in range(40))
    assert parse(query, query_normaliser()).cut
    assert find(client, query) == ["Длинная"]
    assert "Запрос длинный" in client.get("/search/", {"q": query}).content.decode()
