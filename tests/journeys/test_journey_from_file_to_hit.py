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
    parent = find_section(site, section)
    page.goto(f"{site.url}/admin/pages/add/{model}/{parent}/")


def find_section(site, slug):
    script = f"from wagtail.models import Page; print(Page.objects.get(depth=3, slug='{slug}').pk)"
    return int(site.manage("shell", "--no-imports", "-v", "0", "-c", script).strip())


def publish(page):
    """Press «Опубликовать»."""
    page.click("footer [data-w-dropdown-target=toggle]")
    page.click("button[name=action-publish]")
    page.wait_for_selector(".messages .success")


def seen(page, selector="main"):
    """Return the words a visitor sees; typography's no-break spaces are spaces to the eye."""
    return page.inner_text(selector).replace("\u00a0", " ").replace("\u2060", "")


def ask(site, query):
    with urllib.request.urlopen(
        f"{site.url}/api/v1/search/?" + urllib.parse.urlencode({"q": query}), timeout=10
    ) as answer:
        return json.load(answer)


def wait_for_hit(site, query, title, seconds=60):
    """Return the first hit as soon as its title begins with `title`: until the worker has read the file, others have half
    the words.
    """
    for _try in range(seconds * 2):
        if (hits := ask(site, query)["hits"]) and hits[0]["title"].startswith(title):
            return hits[0]
        time.sleep(0.5)
    raise AssertionError(f"«{query}» was not found in {seconds} s")


def test_an_editor_publishes_news_of_a_programme_and_visitors_see_it(site, page):
    sign_in(page, site, "editor@metodset.example")
    add_page(page, site, "news", "programmes/newspage")
    page.fill("#id_title", "Открыта запись на летнюю мастерскую")
    page.fill("textarea[name=lead]", "Три дня о чтении на разных предметах.")
    page.check("#id_programmes input >> nth=0")
    publish(page)

    page.goto(f"{site.url}/news/")
    page.click("a[href*='/news/otkryta-zapis']")
    assert "/news/otkryta-zapis-na-letn" in page.url
    assert "Три дня о чтении" in seen(page)
    page.goto(site.url)
    assert "Открыта запись на летнюю мастерскую" in seen(page)


def test_a_methodist_adds_a_file_and_a_teacher_finds_it_by_a_word_inside(site, page, browser):
    sign_in(page, site, "metodist@metodset.example")
    add_page(page, site, "library", "library/materialpage")
    page.fill("#id_title", "Урок о болотах")
    page.fill("textarea[name=annotation]", "Занятие для шестого класса с картой и опытом.")
    page.click("#id_files-ADD")
    page.click("#id_files-0-file-chooser .unchosen button")
    page.click(".modal [role=tab]:has-text('Загрузить')")
    page.set_input_files(".modal input[type=file]", FILES / "Урок о болотах.pdf")
    page.click(".modal section:not([hidden]) [type=submit]")
    page.wait_for_selector(".modal", state="detached")
    page.select_option("select[name=kind]", label="Сценарий, конспект")
    publish(page)

    hit = wait_for_hit(site, "сфагновые мхи", "Урок о болотах")
    assert hit["file"] == "Урок о болотах"
    assert hit["page"] == 2

    visitor = browser.new_context(locale="ru-RU").new_page()
    visitor.goto(site.url)
    visitor.fill("main input[name=q]", "сфагновые мхи")
    visitor.press("main input[name=q]", "Enter")
    first = visitor.locator(".hit").first
    assert "стр. 2" in seen(visitor, ".hit")
    assert first.locator("mark").count() >= 2
    first.locator(".hit__title a").click()
    assert seen(visitor, "h1") == "Урок о болотах"
    assert "Урок о болотах" in seen(visitor, ".files")
    visitor.context.close()
