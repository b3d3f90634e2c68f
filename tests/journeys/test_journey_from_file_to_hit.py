"""The straight way in a real browser: news of a programme, a teacher's file, a question, an answer."""

import json
import time
import urllib.parse
import urllib.request
from pathlib import Path

from config.demo.people import PASSWORD

FILES = Path(__file__).parent / "files"


def sign_in(page, site, email):
    """Enter the admin by the one sign-in."""
    page.goto(f"{site.url}/admin/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{site.url}/admin/")


def add_page(page, site, section, model):
    """Open the form of a new page of `model` under the section with this slug, by its address."""
    page.goto(f"{site.url}/admin/pages/")
    parent = find_section(site, section)
    page.goto(f"{site.url}/admin/pages/add/{model}/{parent}/")


def find_section(site, slug):
    script = f"from wagtail.models import Page; print(Page.objects.get(depth=3, slug='{slug}').pk)"
    return int(site.manage("shell", "--no-imports", "-v", "0", "-c", script).strip())


def publish(page):
    """Press «Опубликовать»."""
    page.click(".footer [data-w-dropdown-target=toggle]")
    page.click("button[name=action-publish]")
    page.wait_for_selector(".messages .success")


def ask(site, query):
    with urllib.request.urlopen(f"{site.url}/api/v1/search/?" + urllib.parse.urlencode({"q": query}), timeout=10) as answer:
        return json.load(answer)


def wait_for_hit(site, query, seconds=60):
    """Return the first hit, as soon as the worker has read and indexed the file."""
    for _try in range(seconds * 2):
        if hits := ask(site, query)["hits"]:
            return hits[0]
        time.sleep(0.5)
    raise AssertionError(f"«{query}» was not found in {seconds} s")


def test_an_editor_publishes_news_of_a_programme_and_visitors_see_it(site, page):
    sign_in(page, site, "editor@metodset.example")
    add_page(page, site, "news", "programmes/newspage")
    page.fill("input[name=title]", "Открыта запись на летнюю мастерскую")
    page.fill("textarea[name=lead]", "Три дня о чтении на разных предметах.")
    page.check("#id_programmes input >> nth=0")
    publish(page)

    page.goto(f"{site.url}/news/")
    page.click("text=Открыта запись на летнюю мастерскую")
    assert page.url.endswith("/news/otkryta-zapis-na-letnyuyu-masterskuyu/") or "/news/otkryta-zapis" in page.url
    assert "Три дня о чтении" in page.inner_text("main")
    page.goto(site.url)
    assert "Открыта запись на летнюю мастерскую" in page.inner_text("main")


def test_a_methodist_adds_a_file_and_a_teacher_finds_it_by_a_word_inside(site, page, browser):
    sign_in(page, site, "metodist@metodset.example")
    add_page(page, site, "library", "library/materialpage")
    page.fill("input[name=title]", "Урок о болотах")
    page.fill("textarea[name=annotation]", "Занятие для шестого класса с картой и опытом.")
    page.click("#id_files-ADD")
    page.click("#id_files-0-file-chooser [data-chooser-action-choose] >> visible=true")
    page.click(".modal a[href='#tab-create'], .modal [role=tab]:has-text('Загрузить')")
    page.set_input_files(".modal input[type=file]", FILES / "Урок о болотах.pdf")
    page.click(".modal #tab-create [type=submit]")
    page.wait_for_selector(".modal", state="detached")
    publish(page)

    hit = wait_for_hit(site, "сфагновые мхи")
    assert hit["file"] == "Урок о болотах"
    assert hit["page"] == 2

    visitor = browser.new_context(locale="ru-RU").new_page()
    visitor.goto(site.url)
    visitor.fill("main input[name=q]", "сфагновые мхи")
    visitor.press("main input[name=q]", "Enter")
    first = visitor.locator(".hit").first
    assert "стр. 2" in first.inner_text()
    assert first.locator("mark").count() >= 2
    first.locator(".hit__title a").click()
    assert visitor.inner_text("h1") == "Урок о болотах"
    assert "Урок о болотах" in visitor.inner_text(".files")
    visitor.context.close()
