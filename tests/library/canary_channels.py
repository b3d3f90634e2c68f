"""The 22 ways of reliability 30–51, as far as the site has them."""

import html
import io
import json
import re
import zipfile
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from community.models import OutboxMail
from home.kiosk import is_kiosk
from home.models import SiteSettings
from search.engines import database_engine
from search.models import SearchDocument
from tests.library.canaries import COMMON, Channel
from tests.making import news, person

HEAD = re.compile(r"<head>.*?</head>|<script[^>]*ld\+json.*?</script>", re.DOTALL)


def get(client, address, **params):
    """Everything an address answers but the address itself: state, headers that may name a place, the whole body."""
    answer = client.get(address, params)
    asked = answer.wsgi_request.get_full_path()
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type") == "application/zip":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(part for name in archive.namelist() for part in (name.encode(), archive.read(name)))
    headers = " ".join(answer.get(name, "") for name in ("Location", "Content-Disposition", "Link", "Refresh"))
    # Forms that lead back and the way to the sign-in repeat what was asked.
    headers = re.sub(r"next=\S+", "", headers)
    return f"{answer.status_code} {headers} {body.decode(errors='replace').replace(html.escape(asked), '')}"


def every(client, addresses):
    return "\n".join(get(client, address) for address in addresses)


def hits(client, **params):
    """What the JSON door answers without repeating the question."""
    answer = json.loads(client.get("/api/v1/search/", params).content)
    return json.dumps([answer["total"], answer["hits"], answer["facets"]], ensure_ascii=False)


def search(client, world, works):
    asked = [COMMON, *(word for work in works for word in work.words.values())]
    return get(client, "/search/", q=COMMON) + "\n".join(hits(client, q=word) for word in asked)


def suggestions(client, world, works):
    """What is offered to who begins to type a word of a work; the beginning itself is not repeated."""
    begun = [COMMON[:-2], *(word[:-2] for work in works for word in work.words.values())]
    answers = (json.loads(client.get("/api/v1/suggest/", {"q": start}).content) for start in begun)
    return json.dumps([answer["suggestions"] for answer in answers], ensure_ascii=False)


def counters(client, world, works):
    listings = [get(client, "/library/"), get(client, "/library/", sort="title"), hits(client, q=COMMON)]
    by_value = [hits(client, organisation=f"Школа {work.words['школьник']}") for work in works]
    return "\n".join([*listings, *by_value, get(client, "/")])


def neighbours(client, world, works):
    return get(client, world.fresh(world.public).url)


def keywords(client, world, works):
    return "\n".join(hits(client, q=work.words["ключник"]) for work in works)


def feeds(client, world, works):
    return every(client, ["/feeds/news.rss", "/feeds/news.atom"])


def plant_news(client, world, work):
    news(world.sections["news"], f"Вышла работа: {work.words['заглавник']}")


def sitemap(client, world, works):
    return get(client, "/sitemap.xml") + get(client, "/robots.txt")


def heads(client, world, works):
    pages = every(client, ["/", "/library/", world.fresh(world.public).url, *(w.page.url for w in works)])
    return "\n".join(HEAD.findall(pages))


def files(client, world, works):
    guesses = [f"/documents/{number}/" for number in range(1, 20)]
    return every(client, [*guesses, *(work.file.url for work in works), *(f"{work.file.url}?open" for work in works)])


def media(client, world, works):
    names = ["", "images/", "original_images/", "documents/", "files/"]
    for work in works:
        names += [
            work.file.content.name,
            f"files/{work.file.content.name}",
            work.file.name,
            f"documents/{work.file.name}",
        ]
        names += [f"../files/{work.file.content.name}", f"..%2ffiles%2f{work.file.content.name}"]
    return every(client, [f"/media/{name}" for name in names])


def plant_media(client, world, work):
    default_storage.save(work.file.name, ContentFile(work.words["текстник"].encode()))


def renditions(client, world, works):
    """Every file the web server may give out by itself, its name and its bytes."""
    place = Path(settings.MEDIA_ROOT)
    made = [path for path in place.rglob("*") if path.is_file()]
    return "\n".join(f"{path.relative_to(place)} {path.read_bytes().decode(errors='replace')}" for path in made)


def gathered(client, world, works):
    """Whatever brings several works or one whole: archives, citations, codes, shelves, editions, feeds of journals."""
    beside = ("files.zip", "cite.bib", "cite.ris", "qr.svg", "thanks/", "shelve/")
    own = [f"/works/{work.page.pk}/{part}" for work in works for part in beside]
    return every(client, [*world.gathered, *own])


def leftovers(client, world, works):
    """Kept pages, the page of what is not there, the way from an old address."""
    missing = ["/nowhere/", *(f"/library/{work.slug}x/" for work in works)]
    old = [work.old_url for work in works if work.old_url]
    return every(client, ["/", "/library/", *old, *missing])


def plant_redirect(client, world, work):
    # As one that an editor made by hand and forgot.
    Redirect.objects.create(old_path="/nowhere", redirect_link=f"/search/?q={work.words['заглавник']}")


def letters(client, world, works):
    """What a letter says when somebody writes about a page by its number."""
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"email": "centre@example.org"})
    said, form = [], {"name": "Имя", "email": "who@example.org", "message": "Вопрос о странице", "consent": "on"}
    for work in works:
        said.append(get(client, "/contact/", page=work.page.pk))
        # Each from another house: the form takes a few letters an hour from one.
        place = f"10.0.{len(work.name)}.{work.page.pk % 250}"
        answer = client.post("/contact/", {**form, "topic_page": work.page.pk}, REMOTE_ADDR=place)
        said.append(answer.content.decode())
    if not is_kiosk(answer.wsgi_request):
        assert OutboxMail.objects.filter(text__contains="Вопрос о странице").exists()
    said += [f"{letter.subject} {letter.text} {letter.html}" for letter in OutboxMail.objects.all()]
    return "\n".join([*said, *(f"{letter.subject} {letter.body}" for letter in mail.outbox)])


def previews(client, world, works):
    addresses = ["/", world.fresh(world.public).url]
    for work in works:
        pk = work.page.pk
        screens = ("edit/", "view_draft/", "history/", "usage/", "edit/preview/?mode=")
        addresses += [f"/admin/pages/{pk}/{screen}" for screen in screens]
        addresses += [f"/admin/api/main/pages/{pk}/", f"{work.page.url}?preview=1", f"{work.page.url}?mode=draft"]
    return every(client, addresses)


def plant_preview(client, world, work):
    client.force_login(person(is_superuser=True))


def index(client, world, works):
    """What search has kept of a work, and what its engine answers."""
    kept = "\n".join(f"{d.title} {d.summary} {d.card} {d.files}" for d in SearchDocument.objects.all())
    known = set(database_engine().page_ids())
    return kept + " ".join(f"moved-{work.name}" for work in works if work.page.pk in known)


def own_addresses(client, world, works):
    return every(client, [work.page.url for work in works])


def extracted(client, world, works):
    endings = ("text", "text/", "text.txt", "?text", "?page=1", "?raw", "1", "preview.webp", "consent")
    addresses = [f"/files/{work.file.uuid}/{ending}" for work in works for ending in endings]
    addresses += [
        f"{work.file.url}{ending}" for work in works for ending in ("?text", "?page=1", "?version=1", ".txt", "")
    ]
    return every(client, addresses)


def children(client, world, works):
    below = [work for work in works if work.name in ("child", "open")]
    return own_addresses(client, world, below) + every(client, [work.file.url for work in below])


CHANNELS = [
    Channel(30, "search", search),
    Channel(31, "suggestions", suggestions),
    Channel(32, "facets and counters", counters),
    Channel(33, "a public work and its neighbours", neighbours),
    Channel(34, "keyword links", keywords),
    Channel(36, "feeds", feeds, plant_news),
    Channel(37, "sitemap", sitemap),
    Channel(40, "heads of pages", heads),
    Channel(41, "addresses of files", files),
    Channel(42, "media", media, plant_media),
    Channel(43, "renditions", renditions, plant_media),
    Channel(44, "archives, citations, shelves, editions", gathered),
    Channel(45, "kept pages, missing pages, old addresses", leftovers),
    Channel(46, "letters", letters),
    Channel(47, "previews", previews, plant_preview),
    Channel(48, "what search keeps", index),
    Channel(49, "own addresses", own_addresses),
    Channel(50, "extracted text", extracted),
    Channel(51, "children of a closed section", children),
]
# Ways the site does not have: when one of these addresses answers, it needs a scanner above.
ABSENT = {
    35: ["/authors/", "/people/", "/organisations/"],
    38: ["/oai/", "/oai/?verb=ListRecords&metadataPrefix=oai_dc"],
    39: ["/api/v2/pages/", "/api/v2/documents/", "/api/v1/", "/api/schema/", "/openapi.json", "/oembed/"],
}
