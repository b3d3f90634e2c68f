"""`make pictures`: takes the pictures of docs/ anew, from a fresh site with the demo.

The site is started as `make run` starts it (bin/serve), over a data folder of its own that is deleted afterwards; a headless
Chromium signs in as the demo's people and takes what the tours below say. Where a picture needs more than the demo has, the
tour does it by the pages, as a person would. A picture is written over the old one under the same name in docs/images/,
with few enough colours to stay small. Words alone: `make pictures ONLY=chair` takes the tour of the chair.
"""

import argparse
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The same for all people of the demo (site/config/demo/people.py).
PASSWORD = "metodset-primer"
START_SECONDS = 900
MOST_BYTES = 120_000
COLOURS = 128
MARGIN = 12
# Width and height of the window; the admin's pages scroll inside themselves, so theirs is as high as a page.
PUBLIC, ADMIN = (1024, 720), (1280, 2400)
LESSON = "Урок-прогулка «Следы на снегу».txt"
LESSON_TEXT = """Урок-прогулка «Следы на снегу»
Методическая разработка. Окружающий мир, 2 класс. Начальное общее образование, ФГОС НОО.
Цель: научить детей читать следы на школьном дворе и чертить по ним карту.
Ход урока. Дети идут парами, зарисовывают следы и спорят, кто здесь прошёл.
Рефлексия. Что удивило? Вопросы: 8 912 000-00-00.
"""


# The site --------------------------------------------------------------------------------------------------------------


@contextmanager
def running_site():
    """Serve a fresh site with the demo and its worker; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        settings = {"METODSET_VAR": folder, "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1", "LOG_LEVEL": "WARNING"}
        # The demo's letters go nowhere; a group of its own, so that web and worker end with it.
        settings["EMAIL_URL"] = "dummymail://"
        process = subprocess.Popen(
            [ROOT / "bin" / "serve"],
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)


def wait_for(url, process):
    """Wait until `url` answers; raise RuntimeError when the site has ended or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the site did not start: see what bin/serve says")


# The camera ------------------------------------------------------------------------------------------------------------


class Tour:
    """A person of the demo walking through the site with a camera; `name` begins the names of the pictures."""

    def __init__(self, browser, site, name, person=None, size=PUBLIC):
        self.site, self.name = site, name
        # Our styles for the picture alone are let in; what floats over a page would hide a part of it.
        context = browser.new_context(
            locale="ru-RU", viewport=dict(zip(("width", "height"), size, strict=True)), bypass_csp=True
        )
        self.page = context.new_page()
        self.page.set_default_timeout(30_000)
        if person:
            self.sign_in(person)

    def sign_in(self, person):
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", f"{person}@metodset.example")
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/cabinet/**")

    def go(self, path):
        """Open an address of the site; raise RuntimeError for anything but a page."""
        answer = self.page.goto(self.site + path)
        if not answer.ok:
            raise RuntimeError(f"{path} answers {answer.status}")

    def follow(self, *words):
        """Follow links, each by its words."""
        for one in words:
            self.page.click(f"main a:has-text('{one}')")
            self.page.wait_for_load_state()

    def take(self, name, *selectors, height=720):
        """Write docs/images/<tour>-<name>.png of what the `selectors` hold together, at most `height` pixels of it.

        Without selectors it is the top of the page. Raises RuntimeError when the file is too large for a page of docs.
        """
        self.page.evaluate("document.fonts.ready")
        self.page.add_style_tag(content=".save-bar, .total { position: static !important }")
        size = self.page.viewport_size
        clip = self._frame(selectors) if selectors else {"x": 0, "y": 0, "width": size["width"], "height": height}
        clip["height"] = min(clip["height"], height)
        picture = Image.open(io.BytesIO(self.page.screenshot(clip=clip, full_page=True, animations="disabled")))
        path = IMAGES / f"{self.name}-{name}.png"
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size > MOST_BYTES:
            raise RuntimeError(f"{path.name} has {path.stat().st_size} bytes, {MOST_BYTES} are the most")
        print(f"{path.relative_to(ROOT)}: {picture.width} × {picture.height}, {path.stat().st_size // 1024} KB")

    def _frame(self, selectors):
        boxes = [self.page.locator(selector).first.bounding_box() for selector in selectors]
        # Around a whole screen of the admin there is nothing but its menu.
        margin = 0 if selectors == ("main",) else MARGIN
        left, top = (min(box[side] for box in boxes) - margin for side in ("x", "y"))
        right = max(box["x"] + box["width"] for box in boxes) + margin
        bottom = max(box["y"] + box["height"] for box in boxes) + margin
        left, top = max(left, 0), max(top + self.page.evaluate("scrollY"), 0)
        return {"x": left, "y": top, "width": right - left, "height": bottom + self.page.evaluate("scrollY") - top}


# The tours -------------------------------------------------------------------------------------------------------------


def search(browser, site):
    """What a visitor finds inside files."""
    tour = Tour(browser, site, "search")
    tour.go("/search/?q=портфолио")
    tour.take("hits")


def author(browser, site):
    """The card that fills itself, the check, the list of works, the remarks to answer."""
    tour = Tour(browser, site, "author", "teacher")
    tour.go("/cabinet/submissions/")
    tour.take("works", ".section .text > p", ".section .rows > li:nth-child(3)")
    tour.follow("Разместить работу")
    tour.page.set_input_files("#id_files", {"name": LESSON, "mimeType": "text/plain", "buffer": LESSON_TEXT.encode()})
    tour.page.wait_for_url("**/edit/")
    tour.page.wait_for_selector("[data-reading]", state="detached", timeout=120_000)
    tour.take("card", "#about", height=404)
    tour.take("check", "#check-title", "#check .rows")
    tour.go("/cabinet/submissions/")
    tour.follow("Школьный огород", "Ответить на замечания")
    tour.take("remarks", "#remarks h2", "#remarks li:nth-child(1)")


def expert(browser, site):
    """The list of reviews, the sheet beside the work, a remark."""
    tour = Tour(browser, site, "expert", "expert2", size=(1280, 720))
    tour.go("/cabinet/reviews/")
    tour.take("list", ".section .text", height=420)
    tour.follow("Юный краевед")
    tour.page.check("fieldset.criterion >> nth=0 >> input[value='2']")
    tour.page.evaluate("scrollTo(0, 0)")
    tour.take("sheet", ".desk", height=720)
    tour.page.click("[data-remark-here] >> nth=0")
    tour.page.fill("textarea[name=remark-0-text]", "Не сказано, сколько детей в группе.")
    tour.page.locator("textarea[name=remark-0-text]").blur()
    tour.take("remark", "[data-remark]")


def methodist(browser, site):
    """The first screen, the queue, a work, a round, and its outcome."""
    tour = Tour(browser, site, "methodist", "metodist", size=ADMIN)
    tour.go("/admin/works/")
    tour.take("queue", "main", height=440)
    tour.follow("Как мы читаем вслух")
    tour.take("work", "main", height=620)
    tour.go("/admin/works/?show=open")
    tour.follow("Юный краевед", "Круг 1")
    tour.take("round", "main", height=640)
    tour.follow("Итоги круга")
    tour.take("draft", "#draft", height=560)


def chair(browser, site):
    """A draft handed over by the methodist, and what the chair reads beside it."""
    tour = Tour(browser, site, "chair", "metodist", size=ADMIN)
    tour.go("/admin/works/?show=open")
    tour.follow("Юный краевед", "Круг 1", "Итоги круга")
    tour.page.check("#draft label:text-is('рекомендовать') input")
    tour.page.fill("#draft textarea[name=early_reason]", "Второй эксперт заболел, мнение первого подробно.")
    tour.page.click("button:has-text('Передать председателю')")
    tour.page.wait_for_selector("text=Проект передан председателю")
    tour = Tour(browser, site, "chair", "chair")
    tour.go("/cabinet/decisions/")
    tour.take("decisions", ".section .text", height=520)
    tour.follow("Юный краевед")
    tour.take("decision", ".section .text .row", ".section .panel")


def editor(browser, site):
    """What waits for the editor, and a work before its publication."""
    tour = Tour(browser, site, "editor", "editor", size=ADMIN)
    tour.go("/admin/")
    tour.take("front", "main", height=460)
    tour.go("/admin/works/?show=open")
    tour.follow("дневник наблюдений")
    tour.take("work", "main", height=640)


# In this order: the chair's tour moves on what the expert and the methodist have shown.
TOURS = (search, author, expert, methodist, editor, chair)


def main():
    """Take all tours, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("only", nargs="*", help=f"some of: {', '.join(tour.__name__ for tour in TOURS)}")
    only = parser.parse_args().only
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        sys.exit("Chromium is not installed: bin/setup dev installs it.")
    IMAGES.mkdir(exist_ok=True)
    with running_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for tour in TOURS:
            if not only or tour.__name__ in only:
                tour(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
