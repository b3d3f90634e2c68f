"""Works whose every text has a word of its own, and everything a visitor can look at (reliability 30–51)."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import unquote

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import ContentPage
from library.models import MaterialPage
from library.shelving import make_shelf, put_on_shelf, share_shelf
from search.indexing import catch_up
from tests.library.editions import collection, issue, journal
from tests.making import close, close_for, lock, material, person, put
from tests.search.searching import read

# A word that all works have: a question for it would find each of them.
COMMON = "лишайник"
COUNCIL = "Пилотные школы"
PLACES = ("заглавник", "телесник", "аннотник", "ключник", "текстник", "файлник", "авторник", "школьник", "ссылочник")


@dataclass
class Work:
    """A work, the words by which it is known anywhere, and where it stood once."""

    name: str
    words: dict
    page: object
    file: object
    old_url: str = ""

    @property
    def slug(self):
        return self.page.slug

    @property
    def canaries(self):
        """Every word that must not be seen; the address is one of them."""
        return {*self.words.values(), f"moved-{self.name}"}


@dataclass
class World:
    """The site with one public work and with those nobody may see."""

    sections: dict
    public: Work
    hidden: list = field(default_factory=list)
    # Addresses of a shared shelf, a collection and a journal with its issue, in which all works stood.
    gathered: list = field(default_factory=list)

    def fresh(self, work):
        return type(work.page).objects.get(pk=work.page.pk)


@dataclass(frozen=True)
class Channel:
    """One way by which a text can get out: `scan(client, world, works)` returns all it gives away of `works`.

    Where the way shows no public works by itself, `plant(client, world, work)` makes a leak of `work`.
    """

    number: int
    name: str
    scan: Callable
    plant: Callable | None = None


def found(text, work):
    """Return the canaries of `work` in `text`, whatever signs they are written with."""
    for _ in range(2):
        text = html.unescape(unquote(text))
    text = re.sub(r"</?mark>|\xad", "", text).casefold().replace("ё", "е")
    return {word for word in work.canaries if word in text}


def make_work(library, name, suffix, **card):
    """A published work with a canary in every place where a work has words."""
    words = {place: f"{place}{suffix}" for place in PLACES}
    file = read(f"{COMMON} и {words['текстник']} растут рядом.", f"{words['файлник']}.txt")
    page = material(
        library,
        f"{COMMON} {words['заглавник']}",
        slug=f"moved-{name}" if not card.get("publish", True) else f"once-{name}",
        annotation=f"{COMMON} {words['аннотник']}",
        keywords=f"{COMMON}, {words['ключник']}",
        organisation=f"Школа {words['школьник']}",
        authors=[words["авторник"]],
        links=[(words["ссылочник"], f"https://{name}.example/")],
        body=[{"type": "text", "value": f"<p>{COMMON} {words['телесник']}</p>"}],
        files=[(file, "")],
        **card,
    )
    return Work(name, words, page, file)


def make_page(parent, name, suffix):
    """A plain page with a file in its body."""
    words = {place: f"{place}{suffix}" for place in PLACES}
    file = read(f"{COMMON} и {words['текстник']}.", f"{words['файлник']}.txt")
    body = [
        {"type": "text", "value": f"<p>{COMMON} {words['телесник']}</p>"},
        {"type": "files", "value": {"title": "", "files": [file.pk]}},
    ]
    title = f"{COMMON} {words['заглавник']}"
    page = put(parent, ContentPage(title=title, slug=f"once-{name}", intro=words["аннотник"], body=body))
    return Work(name, words, page, file)


def make_world(sections):
    """The works were public once, everybody has seen them, and they have moved: then they were hidden."""
    library, home = sections["library"], sections["home"]
    section = put(home, ContentPage(title="Для своих", slug="inner"))
    council = put(home, ContentPage(title="Для совета", slug="council"))
    public = make_work(library, "open", "открыт")
    hidden = {
        name: make_work(library, name, suffix)
        for name, suffix in (
            ("withdrawn", "снят"),
            ("closed", "закрыт"),
            ("expired", "истек"),
            ("group", "групповой"),
            ("locked", "запертый"),
        )
    }
    hidden["child"] = make_page(section, "child", "вложен")
    hidden["grandchild"] = make_page(
        put(council, ContentPage(title="Рабочая папка", slug="desk")), "grandchild", "внучат"
    )
    for work in [public, *hidden.values()]:
        work.old_url = work.page.url
        work.page.slug = f"moved-{work.name}"
        work.page.save_revision().publish()
        work.page = type(work.page).objects.get(pk=work.page.pk)
    catch_up()
    gathered = _gather(
        sections, [work.page for work in (public, *hidden.values()) if isinstance(work.page, MaterialPage)]
    )
    visitor = Client()
    for address in ["/", "/library/", *(work.page.url for work in hidden.values())]:
        assert visitor.get(address).status_code == 200
    hidden["draft"] = make_work(library, "draft", "черновой", publish=False)
    hidden["future"] = make_work(library, "future", "завтрашн", publish=False)
    _hide(hidden, section)
    close_for(council, COUNCIL)
    catch_up()
    return World(sections, public, list(hidden.values()), gathered)


def _gather(sections, works):
    """Put all works on a shelf, into a collection and into an issue, as people did while the works were public."""
    owner = person()
    shelf = make_shelf(owner=owner, title="Полка")
    for work in works:
        put_on_shelf(shelf=shelf, by=owner, material=work)
    share_shelf(shelf=shelf, by=owner, is_shared=True)
    paper = journal(sections["journals"])
    editions = [collection(sections["collections"], works=works).url, issue(paper, works=works).url]
    address = reverse("library:shelf_public", args=[shelf.code])
    feeds = [reverse("library:feed_journal", args=[paper.pk, form]) for form in ("rss", "atom")]
    return [address, f"{address}files.zip", paper.url, *feeds, *editions, *(f"{url}zip/" for url in editions)]


def _hide(works, section):
    now = timezone.now()
    works["withdrawn"].page.unpublish()
    close(works["closed"].page)
    close_for(works["group"].page, COUNCIL)
    lock(works["locked"].page, "снегирь")
    close(section)
    # Its time is over, the clock has not come yet.
    page = works["expired"].page
    page.expire_at = now - timedelta(seconds=1)
    page.save()
    page = MaterialPage.objects.get(pk=works["future"].page.pk)
    page.go_live_at = now + timedelta(days=1)
    page.save_revision().publish()
    assert not MaterialPage.objects.get(pk=page.pk).live
    assert MaterialPage.objects.get(pk=works["expired"].page.pk).live
