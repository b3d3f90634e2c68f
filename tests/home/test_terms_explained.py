"""Terms explained where they stand: in any form, once a page, never where they would be in the way; always fresh."""

import re
import time

import pytest
from django.conf import settings

from home import page_cache
from home.explaining import Finder, current_finder, explain
from home.models import SiteSettings, Term, TermReading
from home.models.terms import Explained
from home.terms import current_terms
from tests.home.pages import content_page
from tests.making import queries_of

pytestmark = pytest.mark.django_db
WORDS = re.compile(r'class="term__word"[^>]*>([^<]*)</a>')


def term(name="Сетевое взаимодействие", **fields):
    """A term of the glossary."""
    fields.setdefault("definition", f"Что значит «{name}».")
    made = Term(name=name, **fields)
    made.full_clean()
    made.save()
    return made


def explained(html):
    """The words of `html` that were explained, in order."""
    return WORDS.findall(explain(html, current_finder(), set()))


def text_page(home, *paragraphs, **fields):
    """A plain page of paragraphs."""
    return content_page(home, body=[("text", f"<p>{text}</p>") for text in paragraphs], **fields)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Опыт сетевого взаимодействия школ</p>", ["сетевого взаимодействия"]),
        ("<p>Сетевыми&nbsp;взаимодействиями и дальше</p>", ["Сетевыми&nbsp;взаимодействиями"]),
        ("<p>сетевом\u2060-\u2060взаимодействии</p>", ["сетевом\u2060-\u2060взаимодействии"]),
        ("<p>Сетевое, взаимодействие</p>", []),
        ("<p>сетевое <b>взаимодействие</b></p>", []),
        ("<p>взаимодействие сетевое</p>", []),
        ("<p>Уроки с ДОТ и ещё раз ДОТ</p>", ["ДОТ"]),
        ("<p>старый дот, Дот</p>", []),
        ("<p>ДОТы</p>", []),
        (
            "<p>Дистанционными образовательными технологиями, то есть ДОТ</p>",
            ["Дистанционными образовательными технологиями"],
        ),
        ("<h2>Сетевое взаимодействие</h2><p>о нём</p>", []),
        ('<p><a href="/">Сетевое взаимодействие</a> и сетевое взаимодействие</p>', ["сетевое взаимодействие"]),
        ("<details><summary>ДОТ</summary><p>ДОТ</p></details>", ["ДОТ"]),
        ("<table><tr><td>ДОТ</td></tr></table>", []),
        ("<figure><blockquote><p>ДОТ</p></blockquote></figure>", []),
        ('<p title="ДОТ">нет</p><!-- ДОТ -->', []),
        ("", []),
    ],
)
def test_a_term_is_found_in_any_form_and_left_alone_where_it_would_be_in_the_way(html, found):
    term()
    term("Дистанционные образовательные технологии", abbreviation="ДОТ")
    assert explained(html) == found


def test_the_text_itself_never_changes():
    term()
    html = "<p>1 &lt; 2 &amp; сетевое  взаимодействие<br/>\n«ёлка»</p>"
    done = explain(html, current_finder(), set())
    assert re.sub(r'<span class="term__note".*?</span>|</?span[^>]*>|</?a\b[^>]*>', "", done) == html


def test_a_note_leads_to_the_glossary_and_tells_the_meaning_to_those_who_hear_the_page():
    made = term(abbreviation="СВ", definition='опасно <script>alert("1")</script>')
    done = explain("<p>сетевое взаимодействие</p>", current_finder(), set())
    assert f'href="/glossary/#{made.code}" aria-describedby="term-{made.code}"' in done
    assert f'id="term-{made.code}" role="tooltip"' in done
    assert "<b>Сетевое взаимодействие (СВ).</b> Опасно &lt;script&gt;" in done
    assert "<script>" not in done


def test_like_terms_that_differ_by_a_remark_are_explained_together():
    term("Сетевая ОО (исполнитель)", definition="Передаёт опыт.")
    term("Сетевая ОО (заявитель)", definition="Просит об опыте.")
    done = explain("<p>Сетевых ОО стало больше: каждая сетевая ОО рада</p>", current_finder(), set())
    assert WORDS.findall(done) == ["Сетевых ОО"]
    assert "Передаёт опыт." in done
    assert "Просит об опыте." in done


@pytest.mark.parametrize(("explains", "found"), [(Explained.ALL, 2), (Explained.SHORT, 1), (Explained.NEVER, 0)])
def test_the_editor_says_what_of_a_term_is_explained(explains, found):
    term("Мониторинг качества", abbreviation="МК", explained=explains)
    assert len(explained("<p>Мониторинг качества</p>")) + len(explained("<p>МК</p>")) == found


def test_a_second_reading_is_announced():
    made = term()
    TermReading.objects.create(term=made, definition="Иначе.", source="Другая программа")
    assert "Есть и другое толкование." in explain("<p>сетевое взаимодействие</p>", current_finder(), set())


def test_a_page_explains_a_term_once_through_all_its_blocks(client, sections):
    term()
    page = text_page(sections["home"], "Сетевое взаимодействие началось.", "Сетевое взаимодействие идёт.")
    assert WORDS.findall(client.get(page.url).content.decode()) == ["Сетевое взаимодействие"]


def test_a_public_page_with_terms_has_no_script_of_its_own_and_sets_no_cookie(client, sections):
    term()
    response = client.get(text_page(sections["home"], "Сетевое взаимодействие").url)
    assert not response.cookies
    assert "csrf" not in response.content.decode()
    assert " style=" not in response.content.decode()


def test_the_centre_may_switch_the_notes_off(client, sections):
    term()
    page = text_page(sections["home"], "Сетевое взаимодействие")
    site = page.get_site()
    SiteSettings.objects.update_or_create(site=site, defaults={"explain_terms": False})
    assert "term__word" not in client.get(page.url).content.decode()
    wanted = SiteSettings.objects.get(site=site)
    wanted.explain_terms = True
    wanted.save()
    assert "term__word" in client.get(page.url).content.decode()


def test_a_changed_term_shows_at_once_on_pages_that_are_kept_whole(client, sections, monkeypatch):
    monkeypatch.setattr(settings, "PAGE_CACHE_BYTES", 1024 * 1024)
    page_cache.pages.clear()
    page = text_page(sections["home"], "Сетевое взаимодействие")
    assert "term__word" not in client.get(page.url).content.decode()
    made = term(definition="Первое значение.")
    assert "Первое значение." in client.get(page.url).content.decode()
    made.definition = "Второе значение."
    made.save()
    assert "Второе значение." in client.get(page.url).content.decode()
    made.is_active = False
    made.save()
    assert "term__word" not in client.get(page.url).content.decode()
    page_cache.pages.clear()


def test_terms_cost_no_question_once_they_are_known(client, sections):
    plain, rich = text_page(sections["home"], "Ничего"), text_page(sections["home"], "Сетевое взаимодействие")
    few = queries_of(lambda: client.get(plain.url))
    for number in range(5):
        term(f"Слово {'абвгд'[number]}")
    term()
    assert queries_of(lambda: client.get(rich.url)) == few


def test_terms_are_read_again_only_when_words_have_changed(sections):
    term()
    known = current_terms()
    text_page(sections["home"], "Новая страница")
    assert current_terms() is known
    term("Другое слово")
    assert current_terms() is not known


def test_a_long_page_with_many_terms_costs_little():
    for number in range(60):
        term(f"Особое понятие {chr(ord('а') + number % 30)}{chr(ord('а') + number // 30)}х")
    finder = Finder(current_terms())
    html = "<p>Школы округа делятся опытом, понятие не одно. Особое дело у каждой.</p>" * 150
    explain(html, finder, set())
    start = time.process_time()
    for _turn in range(20):
        explain(html, finder, set())
    # 10,000 characters: about 1 ms on an idle machine.
    assert (time.process_time() - start) / 20 < 0.01
