"""Fills the database of one data directory: `python -m bench.fill SIZE`, in the environment of `project.environment`."""

import hashlib
import json
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402  models need the line above
from django.db import transaction  # noqa: E402

from bench.corpus import Shelves, story, work  # noqa: E402
from bench.grammar import Choice  # noqa: E402
from bench.reviews import build_reviews  # noqa: E402
from bench.rows import insert_pages  # noqa: E402
from bench.structure import blocks, build_structure  # noqa: E402
from files.enums import TextState  # noqa: E402
from files.models import FileText, StoredFile  # noqa: E402
from home.actions import keep_statistics  # noqa: E402
from home.models import Audience, Level, Subject  # noqa: E402
from library.enums import ExpertState  # noqa: E402
from library.models import ExpertStatus, Licence, MaterialAuthor, MaterialFile, MaterialKind, MaterialPage  # noqa: E402
from programmes.enums import NewsKind  # noqa: E402
from programmes.models import NewsPage  # noqa: E402
from search.rebuilding import rebuild  # noqa: E402

NEWS = 300
CHUNK = 500
STATES = (None, None, ExpertState.RECOMMENDED, None, ExpertState.ARCHIVE, ExpertState.RECOMMENDED_AFTER)


def fill(size):
    """Make the site with `size` materials, each with one file, and index it; return the seconds of each step."""
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    migrated = time.monotonic()
    library, news, pairs = build_structure()
    shelves = _shelves(pairs)
    _write_news(news, [story(number, shelves) for number in range(NEWS)])
    licence = Licence.objects.first()
    for start in range(0, size, CHUNK):
        _write_works(library, [work(number, shelves) for number in range(start, min(start + CHUNK, size))], licence)
    written = time.monotonic()
    build_reviews()
    reviewed = time.monotonic()
    rebuild()
    keep_statistics()
    indexed = time.monotonic()
    return {
        "migrate": migrated - started,
        "rows": written - migrated,
        "reviews": reviewed - written,
        "index": indexed - reviewed,
    }


def _shelves(pairs):
    words = (MaterialKind, Subject, Level, Audience)
    return Shelves(*(Choice(list(model.objects.all())) for model in words), Choice(pairs))


@transaction.atomic
def _write_works(library, works, licence):
    pages = [_material(one, licence) for one in works]
    insert_pages(library, MaterialPage, pages)
    MaterialAuthor.objects.bulk_create(
        MaterialAuthor(page=page, name=one.author, sort_order=0) for page, one in zip(pages, works, strict=True)
    )
    for name, word_id in (("subjects", "subject_id"), ("levels", "level_id"), ("audiences", "audience_id")):
        through = getattr(MaterialPage, name).through
        through.objects.bulk_create(
            through(materialpage_id=page.pk, **{word_id: word.pk})
            for page, one in zip(pages, works, strict=True)
            for word in getattr(one, name)
        )
    files = StoredFile.objects.bulk_create(_stored(one) for one in works)
    FileText.objects.bulk_create(
        FileText(file=file, state=TextState.DONE, text=one.text, extracted_at=one.published_at)
        for file, one in zip(files, works, strict=True)
    )
    MaterialFile.objects.bulk_create(
        MaterialFile(page=page, file=file, sort_order=0) for page, file in zip(pages, files, strict=True)
    )
    judged = ((page, STATES[one.number % len(STATES)]) for page, one in zip(pages, works, strict=True))
    ExpertStatus.objects.bulk_create(ExpertStatus(material=page, state=state) for page, state in judged if state)


def _material(one, licence):
    programme, subproject = one.programme or (None, None)
    return MaterialPage(
        title=one.title,
        slug=f"work-{one.number}",
        first_published_at=one.published_at,
        annotation=one.annotation,
        keywords=one.keywords,
        body=blocks(one.description[0], one.description[1:]),
        kind=one.kind,
        organisation=one.organisation,
        year=one.year,
        licence=licence,
        programme=programme,
        subproject=subproject,
    )


def _stored(one):
    """Return the record of a work's file. Its bytes are not written: no measured page delivers them."""
    content = one.text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"Работа {one.number}.txt"
    return StoredFile(name=name, content=f"{sha256[:2]}/{sha256}", sha256=sha256, size=len(content), kind="txt")


@transaction.atomic
def _write_news(section, stories):
    pages = [
        NewsPage(
            title=one.title,
            slug=f"news-{position}",
            first_published_at=one.published_at,
            kind=NewsKind.NOTICE if position % 20 == 0 else NewsKind.NEWS,
            date=one.published_at.date(),
            lead=one.lead,
            body=[("text", f"<p>{text}</p>") for text in one.paragraphs],
        )
        for position, one in enumerate(stories)
    ]
    insert_pages(section, NewsPage, pages)
    about = [(page.pk, one.about) for page, one in zip(pages, stories, strict=True) if one.about]
    programmes, subprojects = NewsPage.programmes.through, NewsPage.subprojects.through
    programmes.objects.bulk_create(programmes(newspage_id=pk, programmepage=pair[0]) for pk, pair in about)
    subprojects.objects.bulk_create(
        subprojects(newspage_id=pk, subprojectpage=pair[1]) for pk, pair in about if pair[1]
    )


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
