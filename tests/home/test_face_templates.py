"""What templates owe to those who hear the page, walk it by keyboard or come from a search engine."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from home.templatetags.face_tags import tone, typo
from tests.home.pages import content_page

JOINER = "\u2060"


class Password(forms.Form):
    secret = forms.CharField(validators=[])

    def clean_secret(self):
        raise forms.ValidationError(["Слишком короткий", "Слишком простой"])


@pytest.mark.parametrize("template", ["components/field.html", "components/field_plain.html"])
def test_two_faults_of_one_field_are_both_said_and_stand_where_the_field_points(template):
    form = Password({"secret": "1"})
    html = render_to_string(template, {"field": form["secret"]})
    assert 'aria-describedby="id_secret_error"' in html
    assert html.count('id="id_secret_error"') == 1
    assert "Слишком короткий" in html
    assert "Слишком простой" in html


@pytest.mark.django_db
def test_every_description_that_the_contact_form_names_is_on_the_page(client):
    html = client.post("/contact/", {}).content.decode()
    named = {each for group in re.findall(r'aria-describedby="([^"]+)"', html) for each in group.split()}
    assert "id_consent_error" in named
    assert named <= set(re.findall(r'\bid="([^"]+)"', html))


@pytest.mark.django_db
def test_neither_the_keyboard_nor_the_browsers_memory_comes_to_the_trap_for_robots(client):
    trap = re.search(r'<input[^>]*name="website"[^>]*>', client.get("/contact/").content.decode()).group()
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


@pytest.mark.django_db
def test_a_page_tells_its_one_address_and_its_name_to_others(client, sections):
    page = content_page(sections["home"], "О центре", seo_title="Кто мы")
    html = client.get(f"{page.url}?page=2").content.decode()
    assert f'<link rel="canonical" href="http://testserver{page.url}">' in html
    assert 'property="og:title" content="Кто мы"' in html
    assert 'rel="canonical"' not in client.get("/contact/").content.decode()


@pytest.mark.django_db
def test_the_low_vision_version_leads_to_the_panel_of_the_view(client):
    html = client.get("/contact/").content.decode()
    assert 'href="#view" itemprop="copy"' in html
    assert html.count('id="view"') == 1


def test_a_table_wider_than_the_screen_is_scrolled_by_keyboard():
    table = {"caption": "Решения", "header": ["Что"], "rows": [["Да"]], "first_column_is_header": False}
    assert re.search(
        r'tabindex="0"\s+role="region"\s+aria-label="Решения"', render_to_string("blocks/table.html", {"value": table})
    )


def test_typography_touches_words_and_leaves_links_whole():
    link = mark_safe('<a href="/news/7-8/">часть 7-8</a>')
    assert typo(link) == f'<a href="/news/7-8/">часть 7{JOINER}-{JOINER}8</a>'


@pytest.mark.parametrize("text", ["65-41-23", "2019-03-18", "8 800 000-00-00", "8-800-000"])
def test_telephones_and_dates_are_copied_as_they_are(text):
    assert JOINER not in typo(text)


@pytest.mark.parametrize(
    ("level", "kind"), [("success", "ok"), ("warning", "wait"), ("error", "no"), ("info", "info"), ("", "info")]
)
def test_a_message_about_a_fault_does_not_look_like_success(level, kind):
    assert tone(level) == kind
