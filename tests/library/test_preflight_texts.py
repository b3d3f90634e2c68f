"""What the pre-flight says of texts: measured on ordinary and hostile ones."""

import time

import pytest

from library.preflight.facts import FileFacts, TextFacts, WorkFacts
from library.preflight.findings import MOST_PLACES, Severity
from library.preflight.lesson import PARTS, parts_of
from library.preflight.registry import About, preflight_check, run_checks
from tests.library.preflight_cases import ORDINARY, SILENT, SPEAKS


def said_of(text, places=()):
    return run_checks(About.TEXT, TextFacts(text, places))


def codes_of(text):
    return {finding.code for finding in said_of(text)}


@pytest.mark.parametrize(("text", "codes"), [case[1:] for case in SPEAKS], ids=[case[0] for case in SPEAKS])
def test_it_speaks_of(text, codes):
    assert codes_of(text) == codes


@pytest.mark.parametrize("text", [case[1] for case in SILENT], ids=[case[0] for case in SILENT])
def test_it_is_silent_about(text):
    assert codes_of(text) == set()


def test_an_ordinary_lesson_plan_hears_nothing_and_has_all_its_parts():
    assert codes_of(ORDINARY * 20) == set()
    assert parts_of(TextFacts(ORDINARY)) == set(PARTS)


def test_a_text_that_is_no_lesson_has_none_of_its_parts():
    assert parts_of(TextFacts("Снег белый и холодный. Зимой он лежит на крышах и деревьях. " * 20)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Что получится. После первого урока ребёнок объясняет, почему воз не едет. Принести: верёвку. Начало, 6 минут. Итог.",
        "Чему научатся. Что приготовить: стакан. Опыт, 12 минут. В конце урока складывают дроби сами.",
    ],
)
def test_a_lesson_in_the_authors_own_words_has_all_its_parts(text):
    assert parts_of(TextFacts(text)) == set(PARTS)


def test_a_finding_names_the_page_and_the_words():
    text = "Начало. " * 10 + "Ученик 5 класса Смирнов Артём победил."
    found = said_of(text, [[0, "page", "1", 1], [80, "page", "2", 2]])
    assert [(place.label, place.quote) for place in found[0].places] == [
        ("Страница 2", "Ученик 5 класса Смирнов Артём")
    ]


def test_of_many_places_the_first_are_shown_and_the_rest_are_counted():
    finding = said_of("Тел. 8 917 123-45-67. " * 20)[0]
    assert len(finding.places) == MOST_PLACES
    assert finding.more == 20 - MOST_PLACES


@pytest.mark.parametrize(
    "text",
    ["а" * 400_000, "А " * 200_000, "Аа " * 130_000, "8 " * 200_000, "ул. " * 100_000, "Цель:\n" * 60_000,
     "Аа Бб\n" * 60_000, "Ученик " * 60_000, "___" * 100_000, "a@" * 200_000, "Цель" + " " * 300_000, "\n" * 500_000],
    ids=range(12),
)  # fmt: skip
def test_a_hostile_text_takes_no_longer_than_an_ordinary_one(text):
    start = time.process_time()
    said_of(text)
    parts_of(TextFacts(text))
    assert time.process_time() - start < 3


def file(kind="docx", state="done", reason="", text="", places=(), **facts):
    return {
        finding.code: finding
        for finding in run_checks(About.FILE, FileFacts(kind, state, reason, TextFacts(text, places), facts))
    }


def test_a_scan_and_a_locked_file_are_named_with_the_way_out():
    scan = file("pdf", "no_text", "похоже, это скан")["unreadable"]
    assert (scan.severity, scan.how) == (Severity.WARN, "похоже, это скан")
    assert "паролем" in file("docx", "encrypted")["unreadable"].title
    assert "unreadable" not in file()


def test_a_pdf_without_tags_is_told_of_and_one_with_them_is_not():
    assert "untagged" in file("pdf")
    assert "untagged" not in file("pdf", tagged="yes")
    assert "untagged" not in file("docx")


def test_a_long_text_without_headings_is_told_of():
    long = "Слово " * 2000
    assert "no_headings" in file(text=long)
    assert "no_headings" not in file(text=long, places=[[0, "heading", "Введение", None]])
    assert "no_headings" not in file(text="Коротко")


def test_the_name_in_the_files_properties_is_told():
    assert "Иванова А. А." in file(author="Иванова А. А.")["metadata"].title


def work(parts=PARTS, chars=5000, waiting=0, resembles=(), **card):
    card = {"annotation": "а" * 100, "subjects": ["fizika"], "kind": "scenario", **card}
    facts = WorkFacts("Урок", card, frozenset(parts), chars, waiting, resembles)
    return {finding.code: finding for finding in run_checks(About.WORK, facts)}


def test_a_whole_card_hears_nothing():
    assert work() == {}


def test_a_lesson_without_an_aim_waits_for_a_word_and_without_equipment_is_only_told():
    assert work(parts=set(PARTS) - {"aim"})["lesson_parts"].severity == Severity.WARN
    assert work(parts=set(PARTS) - {"equipment"})["lesson_parts"].severity == Severity.NOTE
    assert "lesson_parts" not in work(parts=set(), kind="article")
    assert "lesson_parts" not in work(parts=set(), chars=100)


def test_the_card_hears_of_a_short_annotation_and_of_no_subject():
    assert set(work(annotation="Урок.", subjects=[])) == {"short_annotation", "no_subject"}


def test_a_file_that_is_not_read_yet_is_only_told_of():
    assert work(waiting=1)["waiting"].severity == Severity.NOTE


def test_two_checks_cannot_have_one_code():
    with pytest.raises(ValueError, match="children"):
        preflight_check("children", About.TEXT)(lambda text: [])
