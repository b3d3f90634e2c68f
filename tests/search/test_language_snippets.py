import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.normaliser import MemoryCache, Normaliser
from search.language.query import parse
from search.language.snippets import Matcher, Passage, best_passage, mark, mark_all
from search.language.tokens import tokens

NORMALISER = Normaliser(MemoryCache())
PADDING = "Ничего похожего здесь не сказано, просто длинное предложение. " * 8
WORDS = [
    *("Дети", "шли", "ребёнок", "урок", "уроки", "урочный", "школа", "Школы", "кружка", "COШ,", "видео-урок"),
    *("5", "15", "5А", "3D", "д.", "&", "<b>", "</mark>", "&lt;", "«!»", "\n", "\t"),
]
SCHOOL_TEXT = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


def matcher(query):
    return Matcher(parse(query, NORMALISER), NORMALISER)


def found(query, text):
    return [text[span.start : span.end] for span in matcher(query).spans(text)]


def snippet(query, text, width=240):
    spans = matcher(query).spans(text)
    return mark(text, best_passage(text, spans, width), spans)


def title(query, text):
    return mark_all(text, matcher(query).spans(text))


def visible(html):
    """What a browser shows of a snippet, without the ellipses."""
    return unescape(re.sub("</?mark>", "", html)).strip("…")


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("ребенок", "Дети, детям, ребёнка, ребята", ["Дети", "детям", "ребёнка"]),
        ("идти", "шли шёл идёт и ИДИ", ["шли", "шёл", "идёт", "ИДИ"]),
        ("лучший", "Хорошие и лучшие", ["Хорошие", "лучшие"]),
        ("кружок", "Работа кружка. Кружки", ["кружка", "Кружки"]),
        ("5 класс", "15 классов, 5 класс, 55, 5А", ["классов", "5", "класс", "5"]),
        ("3д", "3D-печать и 3 Д", ["3", "D", "3", "Д"]),
        ("видео-урок", "Видеоурок и видео-уроки", ["Видеоурок", "видео", "уроки"]),
        ("сош", "COШ и СОШ, сошлось", ["COШ", "СОШ"]),
        ("powerpoint", "PowerPoint, power", ["PowerPoint"]),
        ("«урок в школе»", "Урок в нашей школе", ["Урок", "школе"]),
        ("в на", "в школе на уроке", ["в", "на"]),
        ("урок -химия", "Урок химии", ["Урок"]),
        ("урок", "урочный, сурок", []),
        ("-урок", "урок", []),
        ("", "урок", []),
    ],
)
def test_words_of_the_query_are_found_in_any_form(query, text, words):
    assert found(query, text) == words


@settings(deadline=None)
@given(SCHOOL_TEXT, st.sampled_from(["ребенок", "идти в школу", "5 урок", "кружок сош", "3d «видео-урок» 15"]))
def test_the_quick_look_misses_nothing_that_a_full_one_finds(text, query):
    normals = {normal for clause in parse(query, NORMALISER).clauses for normal in clause.normals} - {"в"}
    full = [(token.start, token.end) for token in tokens(text) if NORMALISER.normal(token.text) in normals]
    assert [(span.start, span.end) for span in matcher(query).spans(text)] == full


def test_no_more_words_are_found_than_asked_for():
    assert len(matcher("урок").spans("урок " * 5_000, limit=7)) == 7


def test_words_beyond_the_first_thousands_of_candidates_are_found():
    text = "урокомания " * 5_000 + "урок"
    assert found("урок", text) == ["урок"]


def test_markup_in_a_text_is_shown_and_not_run():
    text = 'Урок <script>alert("&amp;")</script> & <mark>'
    html = snippet("урок", text)
    assert html == ("<mark>Урок</mark> &lt;script&gt;alert(&quot;&amp;amp;&quot;)&lt;/script&gt; &amp; &lt;mark&gt;")


def test_markup_in_a_query_marks_words_and_nothing_else():
    assert snippet("<script>", "a <script> b") == "a &lt;<mark>script</mark>&gt; b"


@pytest.mark.parametrize("width", [1, 5, 17, 40])
def test_an_entity_is_never_cut(width):
    text = "&&& <<< урок >>> &&&\"' " * 20
    assert visible(snippet("урок", text, width)) in " ".join(text.split())


def test_the_passage_with_most_words_of_the_query_is_chosen():
    text = f"Урок. Урок. Урок. {PADDING} Урок физики в пятом классе. {PADDING} Урок."
    assert "<mark>Урок</mark> <mark>физики</mark> в пятом <mark>классе</mark>" in snippet("урок физика класс", text)


def test_among_equals_the_passage_with_the_words_in_a_row_is_chosen():
    text = f"Программы бывают рабочие. {PADDING} Рабочая программа курса. {PADDING}"
    assert "<mark>Рабочая</mark> <mark>программа</mark>" in snippet("рабочая программа", text)


def test_a_phrase_with_a_stop_word_is_in_a_row_too():
    text = f"Школа. Урок был. {PADDING} Урок в школе. {PADDING}"
    assert "<mark>Урок</mark> в <mark>школе</mark>" in snippet("«урок в школе»", text)


def test_among_equals_the_earliest_passage_is_chosen():
    text = f"Первый урок. {PADDING} Второй урок. {PADDING}"
    assert snippet("урок", text).startswith("Первый")


def test_a_passage_starts_with_its_sentence_and_says_where_it_was_cut():
    text = f"{PADDING}Сегодня мы провели урок физики. {PADDING}"
    html = snippet("урок", text, width=100)
    assert html.startswith("…Сегодня мы провели <mark>урок</mark> физики.")
    assert html.endswith("…")


def test_a_passage_in_the_middle_of_a_long_sentence_starts_with_a_word():
    text = "слово " * 200 + "урок" + " слово" * 200
    html = snippet("урок", text, width=100)
    assert set(visible(html).split()) == {"слово", "урок"}
    assert len(visible(html)) <= 100


@pytest.mark.parametrize("before", ["в г. ", "И. И. ", "мы, стр. 5, там, где "])
def test_a_full_stop_inside_a_sentence_does_not_start_one(before):
    html = snippet("кинель", f"{PADDING}Это было {before}Кинель и дальше. {PADDING}")
    assert html.startswith(f"…Это было {before}<mark>Кинель</mark>")


def test_the_end_of_a_line_does_not_start_a_sentence_but_an_empty_line_does():
    text = f"{PADDING}\n\nНовая глава, где есть\nурок физики. {PADDING}"
    assert snippet("урок", text).startswith("…Новая глава, где есть <mark>урок</mark>")


def test_a_whole_text_has_no_ellipsis_and_its_spaces_are_collapsed():
    assert snippet("урок", "\n  Наш \t\n урок   тут \x0c ") == "Наш <mark>урок</mark> тут"


@pytest.mark.parametrize("line", ["=" * 20, "- - - - -", "_" * 30, "........", "———————"])
def test_drawn_lines_dots_and_blanks_are_left_out(line):
    assert snippet("урок", f"Наш урок\n{line}\nЦель") == "Наш <mark>урок</mark> Цель"
    assert snippet("урок", f"Урок{line}5") == "<mark>Урок</mark> 5"


@pytest.mark.parametrize("text", ["Урок...", "Урок — это — шаг", "Урок C++ и a--b", "Урок 2 * 2 * 2 = 8"])
def test_signs_that_say_something_stay(text):
    assert snippet("урок", text) == "<mark>Урок</mark>" + text[4:]


def test_a_text_without_found_words_shows_its_beginning():
    html = snippet("синхрофазотрон", PADDING, width=30)
    assert html == "Ничего похожего здесь не…"


def test_a_run_of_characters_without_spaces_does_not_make_a_long_snippet():
    assert snippet("урок", "я" * 100_000, width=50) == "я" * 50 + "…"


def test_a_found_word_longer_than_the_passage_is_whole():
    word = "я" * 500
    assert snippet(word[:290], word[:290] + " конец", width=50) == f"<mark>{word[:290]}</mark>…"


def test_an_empty_text_gives_an_empty_snippet():
    assert snippet("урок", "") == ""


def test_a_title_is_marked_whole():
    assert title("3д урок", "Уроки 3D & <другое>") == "<mark>Уроки</mark> <mark>3D</mark> &amp; &lt;другое&gt;"


@settings(deadline=None)
@given(SCHOOL_TEXT, st.integers(min_value=1, max_value=80))
def test_a_snippet_is_a_piece_of_the_text_that_cuts_no_word(text, width):
    spans = matcher("урок ребенок 5").spans(text)
    passage = best_passage(text, spans, width)
    shown = visible(mark(text, passage, spans))
    assert shown == " ".join(text[passage.start : passage.end].split())
    cuts = [token for token in tokens(text) for edge in passage if token.start < edge < token.end]
    assert not cuts or (not spans and passage.end - passage.start == width)


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_and_any_query_give_escaped_html(text, query):
    html = snippet(query, text, width=60)
    assert not re.search("[<>\"']", re.sub("</?mark>", "", html))
    assert html.count("<mark>") == html.count("</mark>")


def test_a_passage_counts_only_the_spans_inside_it():
    text = "урок один урок"
    assert mark(text, Passage(5, 9), matcher("урок").spans(text)) == "…один…"
