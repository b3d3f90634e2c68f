"""A session ends while an author writes to the experts: no word of it is lost, on the site or in the browser."""

from config.demo.people import PASSWORD
from tests.journeys.test_journey_from_file_to_hit import seen

WORDS = "Исправлено: норма полива теперь на странице 3."


def enter(page, email, then):
    """Sign in where the site asks for it and come out at the address `then`."""
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(then)


def test_words_typed_after_the_session_has_ended_come_back_after_the_sign_in(site, page):
    script = (
        "from expertise.models import Conclusion; "
        "found = Conclusion.objects.filter(verdict='with_edits').select_related('round__page__owner').last(); "
        "print(found.pk, found.round.page.owner.email)"
    )
    pk, author = site.manage("shell", "--no-imports", "-v", "0", "-c", script).split()
    room = f"{site.url}/cabinet/conclusions/{pk}/"
    page.goto(room)
    enter(page, author, room)
    assert page.locator("[data-keep-offer]").is_hidden()
    box = page.locator("form[data-keep=remarks] textarea").first
    box.fill(WORDS)
    page.locator("form[data-keep=remarks] input[type=radio]").first.check()

    page.context.clear_cookies(name="sessionid")
    page.click("form[data-keep=remarks] button[type=submit]")
    page.wait_for_url("**/accounts/login/**")
    enter(page, author, room)

    assert box.input_value() == ""
    page.click("[data-keep-restore]")
    assert box.input_value() == WORDS
    page.click("form[data-keep=remarks] button[type=submit]")
    page.wait_for_load_state()
    assert "Сохранено ответов: 1" in seen(page)
    assert box.input_value() == WORDS
    # The site has it: this browser, where others may sit down, forgets it.
    assert page.evaluate("localStorage.length") == 0
