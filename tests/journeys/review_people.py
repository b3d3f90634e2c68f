"""What the people of a review do, each by the pages of his own: a function is one deed, `page` is his browser.

They wait for what a person sees, never for a time. Links and buttons are found by their words.
"""

import re
from contextlib import closing

from pypdfium2 import PdfDocument

from tests.journeys.test_journey_from_file_to_hit import sign_in

PASSWORD = "капля-воды-и-линза-42"


# The author ------------------------------------------------------------------------------------------------------------


def sign_up(page, site, *, email, last_name, first_name):
    """From the front page to a cabinet of one's own: the form, each consent, the letter, the link in it."""
    page.goto(site.url)
    page.click("header a:has-text('Войти')")
    page.click("main a:has-text('Зарегистрируйтесь')")
    page.fill("input[name=last_name]", last_name)
    page.fill("input[name=first_name]", first_name)
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", PASSWORD)
    for box in page.locator("main .consent input[type=checkbox]").all():
        box.check()
    page.click("main button:has-text('Зарегистрироваться')")
    page.wait_for_selector("h1:has-text('Проверьте почту')")
    letter = site.wait_for_letter(email, "Подтвердите")
    page.goto(re.search(r"http\S+/confirm-email/\S+", letter)[0])
    page.click("button:has-text('Да, подтверждаю')")
    page.wait_for_url(f"{site.url}/cabinet/**")


def start_work(page, site, file, has_scripts=True):
    """Upload the file first; the card comes with what the site has read in it."""
    page.goto(f"{site.url}/cabinet/submissions/")
    page.click("a:has-text('Разместить работу')")
    page.set_input_files("input[name=files]", file)
    if not has_scripts:
        page.click("button:has-text('Начать с файлами')")
    page.wait_for_url("**/edit/")
    wait_until_read(page, has_scripts)


def wait_until_read(page, has_scripts=True):
    """Wait until the worker has read the files: the page shows itself anew, without scripts a person does it."""
    for _try in range(0 if has_scripts else 120):
        if not page.locator("[data-reading]").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.wait_for_selector("[data-reading]", state="detached", timeout=60_000)


def fill_card(page, *, annotation, kind):
    """What the site could not know: the author's part of the card."""
    page.fill("textarea[name=annotation]", annotation)
    page.select_option("select[name=kind]", label=kind)
    page.check("input[name=licence] >> nth=0")
    page.check("input[name=origin][value=own]")
    page.check("input[name=pupils_works][value=none]")
    page.check("input[name=pupils_photos][value=none]")
    page.check("[data-consent=authorship] input")
    page.check("input[name=regulation]")


def save_card(page):
    """Press «Сохранить»: the check looks the card over again."""
    with page.expect_navigation():
        page.click(".save-bar button:has-text('Сохранить')")


def explain_findings(page, reason):
    """Write beside everything the pre-flight warns of why it stays."""
    for area in page.locator("#check textarea[name^=reason-]").all():
        area.fill(reason)


def send_work(page):
    """«Отправить в центр», or the next version of it; the room of the work opens, or what is still to be done."""
    with page.expect_navigation():
        page.click("#check button[value=send]")


def open_own_work(page, site):
    """Go to the only work of one's own, as from a bookmark of the cabinet."""
    page.goto(f"{site.url}/cabinet/submissions/")
    page.click("main .text .rows__title a")
    page.wait_for_url(re.compile(r"/cabinet/submissions/\d+/$"))


def answer_remarks(page, answers):
    """On the conclusion's page: say of each remark (its words → done or not, and how)."""
    for words, (kind, text) in answers.items():
        row = page.locator("main li", has_text=words)
        row.locator("label.choice", has_text=kind).click()
        row.locator("textarea").fill(text)
    page.click("button:has-text('Сохранить ответы')")
    page.wait_for_selector(f"text=Сохранено ответов: {len(answers)}")


def agree(page, site):
    """Read the conclusion that waits for an answer, and agree."""
    open_own_work(page, site)
    page.click("a:has-text('Прочитать и ответить')")
    page.check("label:has-text('Да') input[name=agrees]")
    page.click("button:has-text('Ответить')")
    page.wait_for_selector("text=Вы согласны с заключением")


def take_pdf(page):
    """Return the words of the conclusion's PDF, as soon as the worker has made it; `page` shows the conclusion."""
    link = page.locator("a.button:has-text('PDF')")
    for _try in range(120):
        if link.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    answer = page.request.get(link.evaluate("link => link.href"))
    assert answer.headers["content-type"] == "application/pdf"
    with closing(PdfDocument(answer.body())) as document:
        return "\n".join(leaf.get_textpage().get_text_bounded() for leaf in document)


def replace_file(page, file):
    """Take the judged file away and add the mended one."""
    page.click("#files button:has-text('Убрать')")
    page.wait_for_selector("#files .rows", state="detached")
    page.set_input_files("#id_files", file)
    page.wait_for_selector("#files .rows__title")
    wait_until_read(page)


# The centre ------------------------------------------------------------------------------------------------------------


def staff(open_page, site, name):
    """Open the admin as the demo's person with this name in the address."""
    page = open_page()
    sign_in(page, site, f"{name}@metodset.example")
    return page


def at_cabinet(open_page, site, name, section):
    """Open a room of the cabinet as the demo's person, by the sign-in that the address asks for."""
    from config.demo.people import PASSWORD as DEMO

    page = open_page()
    page.goto(f"{site.url}/cabinet/{section}/")
    page.fill("input[name=login]", f"{name}@metodset.example")
    page.fill("input[name=password]", DEMO)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{site.url}/cabinet/{section}/")
    return page


def take_from_queue(page, site, title):
    """The methodist finds the work in the queue, takes it and sends it to experts; the round's screen opens."""
    page.goto(f"{site.url}/admin/works/")
    page.click(f"td a:has-text('{title}')")
    page.click("button:has-text('Взять себе')")
    page.click("button:has-text('Отправить экспертам')")
    page.wait_for_url("**/admin/review/rounds/*/")


def invite(page, *names):
    """Invite the experts with these names from the list of who fits."""
    for name in names:
        page.click(f"section:has(#invite) tr:has-text('{name}') button")
        page.wait_for_selector(f"section[aria-labelledby=experts] >> text={name}")


def draft_conclusion(page, *, verdict, text):
    """From the round to its outcome: the composed text is there, the methodist makes it his own and hands it over."""
    page.click("a:has-text('Итоги круга')")
    page.check(f"#draft label:has-text('{verdict}') input")
    page.fill("#draft textarea[name=text]", text)
    page.fill("#draft textarea[name=summary]", text)
    page.click("button:has-text('Передать председателю')")
    page.wait_for_selector("text=Проект передан председателю")


def sign(page, site, title):
    """The chair reads the case and signs."""
    page.goto(f"{site.url}/cabinet/decisions/")
    page.click(f"main a:has-text('{title}')")
    page.check("label:has-text('подписываю') input")
    page.click("button:has-text('Подписать заключение')")
    page.wait_for_selector("text=Заключение подписано")


def publish(page, site, title):
    """The editor lets out what the chair has signed."""
    page.goto(f"{site.url}/admin/works/?show=open")
    page.click(f"td a:has-text('{title}')")
    page.click("button:has-text('Опубликовать')")
    page.wait_for_selector("text=Работа опубликована")


# An expert -------------------------------------------------------------------------------------------------------------


def accept(page, site, title):
    """Open the invitation and take the work."""
    page.goto(f"{site.url}/cabinet/reviews/")
    page.click(f"main a:has-text('{title}')")
    page.check("input[name=no_conflict]")
    page.click("button:has-text('Взять работу')")
    page.wait_for_selector("form[data-review]")


def judge(page, *, mark, text, recommendation, remarks=()):
    """Fill the sheet (one mark for every criterion, remarks with their force at the first page) and send it."""
    for criterion in page.locator("fieldset.criterion").all():
        criterion.locator(f"input[type=radio][value='{mark}']").check()
        criterion.locator("textarea").fill("Видно по тексту работы.")
    for number, (words, force) in enumerate(remarks):
        page.click("[data-remark-here] >> nth=0")
        page.fill(f"textarea[name=remark-{number}-text]", words)
        page.select_option(f"select[name=remark-{number}-force]", label=force)
    page.fill("textarea[name=text]", text)
    page.check(f"#recommendation label:has-text('{recommendation}') input")
    page.click("button:has-text('Проверить и отправить')")
    page.wait_for_selector("h1:has-text('Как увидит автор')")
    page.click("button:has-text('Отправить отзыв')")
    page.wait_for_selector("text=Отзыв у методиста")
