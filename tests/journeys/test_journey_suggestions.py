"""Suggestions by keyboard alone, as a screen reader is told of them; and the same form where no script runs."""


def test_a_query_is_finished_by_arrows_and_sent_by_enter(site, page):
    page.goto(f"{site.url}/search/")
    field, options = page.locator("#q"), page.locator(".find__list [role=option]")
    field.press_sequentially("программ", delay=20)
    options.first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-controls") == page.locator(".find__list").get_attribute("id")
    assert "выбор стрелками" in page.locator(".find [role=status]").inner_text()

    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    # Up from the first is the field itself: nothing is chosen, what was typed is kept.
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Escape")
    assert page.locator(".find__list").is_hidden()
    assert (field.input_value(), field.get_attribute("aria-expanded")) == ("программ", "false")

    field.press("ArrowDown")
    options.first.wait_for()
    chosen = options.first.get_attribute("data-text")
    field.press("ArrowDown")
    with page.expect_navigation():
        field.press("Enter")
    assert page.locator("#q").input_value() == chosen
    assert page.locator(".hit").count() > 0


def test_one_letter_asks_nothing_and_no_script_is_needed(site, page):
    asked = []
    page.on("request", lambda request: "/suggest/" in request.url and asked.append(request.url))
    page.goto(f"{site.url}/")
    page.locator("#q").press_sequentially("п")
    page.wait_for_timeout(400)
    assert asked == []

    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{site.url}/")
    page.fill("#q", "портфоллио")
    with page.expect_navigation():
        page.press("#q", "Enter")
    assert "Показаны результаты по запросу «портфолио»" in page.locator("main").inner_text()
