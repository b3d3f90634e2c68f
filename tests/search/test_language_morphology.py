import pytest

from search.language.morphology import homonyms, normal_form
from search.language.normaliser import MemoryCache, Normaliser
from search.language.query import Phrase, parse

NORMALISER = Normaliser(MemoryCache())


def rows(normals, wanted):
    """Tell whether ``wanted`` stand in a row in ``normals``."""
    return any(tuple(normals[place : place + len(wanted)]) == wanted for place in range(len(normals)))


def matches(query, text):
    """Do what an engine does: every clause of the query is in the normalised text."""
    found = NORMALISER.normalise(text).split()
    parsed = parse(query, NORMALISER)
    assert parsed, query
    return all(
        rows(found, clause.normals) or clause.joined in found
        if isinstance(clause, Phrase)
        else not set(found).isdisjoint(clause.normals)
        for clause in parsed.clauses
    )


PAIRS = [
    ("рабочая программа", "Рабочие программы по истории"),
    ("рабочих программ", "рабочую программу курса"),
    ("ребенок", "Дети шли в лес"),
    ("дети с овз", "сопровождение ребёнка с ОВЗ"),
    ("человек", "люди и судьбы"),
    ("людьми", "права человека"),
    ("идти в школу", "они шли в школы"),
    ("лучшие практики", "хорошая практика наставничества"),
    ("хороший урок", "лучшие уроки года"),
    ("учителя", "учителю начальных классов"),
    ("учителями", "Учитель года"),
    ("педагогов", "педагогу-психологу"),
    ("кружок", "программа кружка робототехники"),
    ("кружки", "новый кружок"),
    ("персональные данные", "согласие на обработку персональных данных"),
    ("база данных", "базы данные"),
    ("открытые уроки", "проведение открытого урока"),
    ("одаренные дети", "работа с одарённым ребёнком"),
    ("учащиеся", "список учащихся"),
    ("обучающийся", "для обучающихся 5 класса"),
    ("найти ошибку", "дети нашли ошибки"),
    ("пришли гости", "гость придёт завтра"),
    ("лицеи", "в лицее № 4"),
    ("гимназия", "в гимназиях города"),
    ("стажерские площадки", "стажёрской площадкой стала школа"),
    ("учет успеваемости", "ведётся учёт успеваемости"),
    ("четырёхуровневые критерии", "четырехуровневый критерий оценки"),
    ("расчет", "расчётов по физике"),
    ("физика", "задачи по физике"),
    ("химический опыт", "химические опыты дома"),
    ("алгебра 7 класс", "Алгебра. 7 классы"),
    ("информатикой", "олимпиада по информатике"),
    ("изобразительное искусство", "уроки изобразительного искусства"),
    ("технологией", "урок технологии"),
    ("окружающий мир", "тест по окружающему миру"),
    ("литературное чтение", "на уроках литературного чтения"),
    ("обществознанию", "Обществознание, 9 класс"),
    ("иностранных языков", "иностранный язык"),
    ("273-фз", "Закон № 273 ФЗ «Об образовании»"),
    ("273фз", "по 273-ФЗ"),
    ("3д моделирование", "кружок 3D-моделирования"),
    ("5-7 классы", "для 5–7 класса"),
    ("видео-урок", "Видеоуроки для дистанта"),
    ("мастер-классы", "мастер–класс учителя музыки"),
    ("сош 5", "MБОУ «COШ №5»"),
    ("дистанционка", "опыт дистанционки"),
    ("вебинаров", "приглашаем на вебинар"),
    ("доклад", "в докладе директора"),
    ("стали героями", "он стал героем"),
    ("powerpoint", "в PowerPoint"),
    ("projects", "Project work"),
    ("месяц май", "в мае месяце"),
    ("10 лет", "за десять, то есть 10, лет"),
    ("удод", "совещание УДОДов"),
]


@pytest.mark.parametrize(("query", "text"), PAIRS)
def test_another_form_of_the_word_is_found(query, text):
    assert matches(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("доо", "до школы"),
        ("доу", "до урока"),
        ("ооо", "ОО района"),
        ("ноо", "но не сразу"),
        ("оо", "о школе"),
        ("школа", "школьный автобус"),
        ("физика", "физиология"),
        ("5", "15 уроков"),
        ("т", "так"),
        ("педагогика", "педагоги"),
    ],
)
def test_a_different_word_is_not_found(query, text):
    assert not matches(query, text)


@pytest.mark.parametrize(
    "abbreviation", ["фгос", "доо", "овз", "икт", "эор", "доу", "пк", "оо", "ооо", "ноо", "сош", "пмо", "цио", "егэ"]
)
def test_an_abbreviation_is_the_same_in_any_case_and_is_not_shortened(abbreviation):
    typed = {abbreviation, abbreviation.upper(), abbreviation.capitalize()}
    assert {NORMALISER.normal(word) for word in typed} == {abbreviation}


@pytest.mark.parametrize("abbreviation", ["ФГОС", "ЭОР", "ЦОР", "ФИП", "УДОД", "ВУЗ"])
def test_an_inflected_abbreviation_is_the_abbreviation(abbreviation):
    forms = [abbreviation + ending for ending in ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")]
    assert len({NORMALISER.normal(form) for form in forms}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "учитель учителя учителю учителем учителе учителей учителям учителями учителях",
        "школа школы школе школу школой школ школам школами школах",
        "ребёнок ребёнка ребёнку ребёнком дети детей детям детьми детях",
        "человек человека человеку людьми люди людей людям людях",
        "идти иду идёт идём шёл шла шли",
        "хороший хорошая хорошие лучший лучшие лучшего хорошо",
        "доклад доклада докладу докладом докладе доклады докладов",
        "открытый открытая открытое открытого открытые открытых открытыми",
        "данные данных данным данными",
        "найти нашёл нашла нашли",
        "прийти пришёл пришла пришли",
        "тёмнобурый тёмнобурая темнобурые",
        "лэпбук лэпбука лэпбуку лэпбуком лэпбуки лэпбуков лэпбуками",
        "хакатон хакатона хакатону хакатоном хакатоны хакатонов",
        "Бухвостов Бухвостова Бухвостову Бухвостовым Бухвостовой Бухвостовы Бухвостовых",
    ],
)
def test_all_forms_of_a_word_have_one_normal_form(forms):
    assert len({NORMALISER.normal(form) for form in forms.split()}) == 1


def test_a_dictionary_form_with_a_hyphen_is_still_one_word():
    assert NORMALISER.normalise("тёмнобурые пятна").split() == ["темнобур", "пятн"]


def test_a_homonym_is_asked_for_too_but_not_first():
    assert NORMALISER.normal("кружок") == "кружок"
    assert NORMALISER.extra_normals("кружок") == (NORMALISER.normal("кружка"),)


def test_an_unambiguous_word_has_no_other_normal_forms():
    assert [NORMALISER.extra_normals(word) for word in ("математика", "ФГОС5", "2024", "PowerPoint", "т")] == [()] * 5


@pytest.mark.parametrize("word", ["шли", "вести", "апробировать", "стекло", "банки", "рцов", "сот"])
def test_other_normal_forms_are_few_and_differ_from_the_first(word):
    extra = NORMALISER.extra_normals(word)
    assert len(extra) <= 3
    assert NORMALISER.normal(word) not in extra


@pytest.mark.parametrize("word", ["𗀀а", "а𘉆б", "слово𗀀", "а日本", "\U0001e922а"])
def test_a_word_with_letters_of_other_scripts_is_taken_as_it_is(word):
    assert normal_form(word) == word
    assert homonyms(word) == ()
