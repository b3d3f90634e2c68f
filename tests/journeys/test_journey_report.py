"""A leader runs a programme from the site: a change of the plan is seen at once, and a report goes its way to visitors."""

import pytest

from tests.journeys.test_journey_from_file_to_hit import seen, sign_in

PROGRAMME = "khorinsk"


@pytest.fixture
def ids(site):
    """The keys of the programme and of an item of its plan that is still to be done."""
    script = (
        "from programmes.models import PlanItem; "
        f"item = PlanItem.objects.filter(stage__programme__slug='{PROGRAMME}').first(); "
        "PlanItem.objects.filter(pk=item.pk).update(status='planned'); "
        "print(item.stage.programme_id, item.pk)"
    )
    return [int(word) for word in site.manage("shell", "--no-imports", "-v", "0", "-c", script).split()]


def as_visitor(browser):
    return browser.new_context(locale="ru-RU", viewport={"width": 360, "height": 800}).new_page()


def admin_as(browser, site, email):
    page = browser.new_context(locale="ru-RU", viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(30_000)
    sign_in(page, site, email)
    return page


def test_a_leader_changes_a_state_and_the_page_of_progress_and_its_date_change(site, page, browser, ids):
    _programme, item = ids
    visitor = as_visitor(browser)
    visitor.goto(f"{site.url}/programmes/{PROGRAMME}/progress/")
    before = visitor.get_attribute(".field time", "datetime")

    sign_in(page, site, "leader@metodset.example")
    page.goto(f"{site.url}/cabinet/plan/{item}/")
    page.select_option("select[name=status]", "continues")
    page.click("main button[type=submit]")
    page.wait_for_load_state()

    visitor.reload()
    assert visitor.get_attribute(".field time", "datetime") > before
    first = visitor.locator("main .rows > li").first.inner_text()
    assert "продолжается" in first
    visitor.goto(f"{site.url}/programmes/{PROGRAMME}/")
    assert "Обновлено" in seen(visitor)
    visitor.context.close()


def test_a_report_of_the_half_year_is_made_approved_and_read(site, page, browser, ids):
    programme, _item = ids
    sign_in(page, site, "leader@metodset.example")
    page.goto(f"{site.url}/admin/programmes/{programme}/report/")
    page.check("input[name=period] >> nth=0")
    page.click("button:has-text('Собрать черновик')")
    page.wait_for_url("**/edit/")
    report = page.url
    page.fill("textarea[name=conclusions]", "Полугодие прошло по плану.")
    page.click("footer [data-w-dropdown-target=toggle]")
    page.click("button[name=action-submit]")
    page.wait_for_selector(".messages .success")

    editor = admin_as(browser, site, "editor@metodset.example")
    editor.goto(report)
    editor.click("footer [data-w-dropdown-target=toggle]")
    editor.click("footer button:has-text('Утвердить') >> nth=0")
    editor.wait_for_selector(".messages .success")
    editor.context.close()

    visitor = as_visitor(browser)
    visitor.goto(f"{site.url}/programmes/{PROGRAMME}/")
    visitor.click("#reports a >> nth=0")
    told = seen(visitor)
    assert "Промежуточный отчёт" in told
    assert "Полугодие прошло по плану." in told
    for _try in range(60):
        if visitor.locator("a.button:has-text('PDF')").count():
            break
        visitor.wait_for_timeout(1000)
        visitor.reload()
    with visitor.expect_response(lambda answer: "/files/" in answer.url) as file:
        visitor.evaluate("fetch(document.querySelector('a.button').href)")
    assert file.value.status == 200
    assert file.value.headers["content-type"] == "application/pdf"
    visitor.context.close()
