"""What of each page is searched: the only place that knows the pages' fields."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import get_text_for_indexing

from files.extraction.cleaning import clean
from files.models import FileText, StoredFile
from home.models import Audience, ContentPage, Level, Subject
from home.querysets import BasePageQuerySet
from library.models import (
    JournalIssuePage,
    JournalPage,
    MaterialAuthor,
    MaterialCollectionPage,
    MaterialFile,
    MaterialKind,
    MaterialLink,
    MaterialPage,
)
from programmes.models import (
    GroupPage,
    NewsPage,
    ProgrammePage,
    ProgrammeReportPage,
    Regulation,
    RegulationIndexPage,
    RegulationVersion,
    SubprojectPage,
)
from programmes.norm_enums import VersionState
from programmes.passports import passport_words

# The flat lists whose words stand in a material's document, and where.
WORD_FIELDS = {MaterialKind: "kind", Subject: "subjects", Level: "levels", Audience: "audiences"}
# What is read of a material itself; its names, files and links stand in tables of their own.
MATERIAL_FIELDS = (
    *("pk", "title", "annotation", "keywords", "kind__name", "organisation", "body"),
    *("programme_id", "subproject_id", "group_id"),
)


@dataclass(frozen=True)
class Document:
    """The words of one public page; `files` are (file id, title) in order."""

    page_id: int
    type: str
    title: str
    summary: str
    card: str
    files: tuple[tuple[int, str], ...] = ()


def load_documents(page_ids):
    """Yield the Document of every page among `page_ids` that everybody may see."""
    shown = defaultdict(list)
    for page_id, type_id in _shown().filter(pk__in=page_ids).values_list("pk", "content_type"):
        shown[ContentType.objects.get_for_id(type_id).model_class()].append(page_id)
    yield from map(_cleaned, _materials(shown[MaterialPage]))
    for model, describe in DESCRIBED.items():
        if shown[model]:
            yield from map(_cleaned, map(describe, model.objects.filter(pk__in=shown[model])))


def searched_page_ids():
    """Return the ids of all public pages that belong in the index."""
    types = ContentType.objects.get_for_models(MaterialPage, *DESCRIBED).values()
    return set(_shown().filter(content_type__in=types).values_list("pk", flat=True))


def pages_showing(file):
    """Return the ids of pages that carry `file`: as a material's file or in their body."""
    page_ids = set(MaterialFile.objects.filter(file=file).values_list("page_id", flat=True))
    references = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    page_ids |= {int(pk) for pk in references.values_list("object_id", flat=True)}
    if RegulationVersion.objects.filter(file=file).exists():
        page_ids |= set(RegulationIndexPage.objects.values_list("pk", flat=True))
    return page_ids


def pages_naming(page_ids=(), word=None):
    """Return the ids of materials whose documents name the programmes, subprojects and groups among `page_ids`, or the `word`.

    `word` is a record of a flat list; of one that materials do not use there are none.
    """
    if word is not None:
        field = WORD_FIELDS.get(type(word))
        return set(MaterialPage.objects.filter(**{field: word}).values_list("pk", flat=True)) if field else set()
    # Few of a thousand pages are programmes: they are found first, so that no list of keys is too long for a query.
    parts = {
        pk for model in (ProgrammePage, SubprojectPage, GroupPage) for pk in model.objects.values_list("pk", flat=True)
    }
    named = parts.intersection(page_ids)
    if not named:
        return set()
    naming = MaterialPage.objects.filter(Q(programme__in=named) | Q(subproject__in=named) | Q(group__in=named))
    return set(naming.values_list("pk", flat=True))


def texts_of(file_ids):
    """Return {file id: text} of files that have been read."""
    return dict(FileText.objects.filter(pk__in=list(file_ids)).values_list("pk", "text"))


def _shown():
    return BasePageQuerySet(Page).shown().order_by()


def _cleaned(document):
    # What people paste has soft hyphens and stress marks inside words, as the text of files has before it is cleaned.
    return replace(
        document,
        title=clean(document.title),
        summary=clean(document.summary),
        card=clean(document.card),
        files=tuple((file_id, clean(title)) for file_id, title in document.files),
    )


def _materials(page_ids):
    """Yield the Documents of materials, from rows: a hundred thousand pages with all that hangs on them take minutes to make."""
    if not page_ids:
        return
    rows = MaterialPage.objects.filter(pk__in=page_ids).order_by().values_list(*MATERIAL_FIELDS, named=True)
    rows = list(rows)
    parts = {pk for row in rows for pk in (row.programme_id, row.subproject_id, row.group_id)}
    parts = dict(_shown().filter(pk__in=parts - {None}).values_list("pk", "title"))
    authors, links = (
        _by_page(model.objects.filter(page__in=page_ids).values_list("page_id", name))
        for model, name in ((MaterialAuthor, "name"), (MaterialLink, "title"))
    )
    subjects, levels, audiences = (
        _by_page(model.objects.filter(materialpage__in=page_ids).values_list("materialpage", "name"))
        for model in (Subject, Level, Audience)
    )
    entries = MaterialFile.objects.filter(page__in=page_ids, file__isnull=False).select_related("file")
    entries = entries.only("page_id", "title", "file__name")
    files = _by_page((entry.page_id, (entry.file_id, str(entry))) for entry in entries)
    for row in rows:
        words = [
            row.annotation,
            row.keywords,
            row.kind__name,
            ", ".join(authors[row.pk]),
            row.organisation,
            *(", ".join(names[row.pk]) for names in (subjects, levels, audiences)),
            *(parts.get(pk) for pk in (row.programme_id, row.subproject_id, row.group_id)),
        ]
        yield Document(
            row.pk,
            "material",
            row.title,
            _join(words),
            _join([_text_of(row.body), "\n".join(links[row.pk])]),
            (*files[row.pk], *_body_files(row.body)),
        )


def _by_page(pairs):
    found = defaultdict(list)
    for page_id, value in pairs:
        found[page_id].append(value)
    return found


def _news(page):
    return Document(page.pk, "news", page.title, page.lead, _text_of(page.body), _body_files(page.body))


def _programme(page):
    words = [page.summary, page.kind_label, page.territory]
    card = _join([page.goal, page.tasks, _text_of(page.body), passport_words(page), _life_words(page)])
    return Document(page.pk, "programme", page.title, _join(words), card, _body_files(page.body))


def _subproject(page):
    card = _join([page.goal, page.tasks, _text_of(page.body), passport_words(page), _life_words(page)])
    return Document(
        page.pk, "subproject", page.title, _join([page.summary, page.audience]), card, _body_files(page.body)
    )


def _group(page):
    words = [page.summary, page.kind_label, page.topic, page.curator]
    card = _join([page.functions, page.outputs, _text_of(page.body), _life_words(page)])
    return Document(page.pk, "group", page.title, _join(words), card, _body_files(page.body))


def _report(page):
    card = _join([_text_of(page.body), page.conclusions, page.corrections])
    return Document(page.pk, "report", page.title, _join([page.kind_label, page.authors]), card)


def _content(page):
    return Document(page.pk, "page", page.title, page.intro, _text_of(page.body), _body_files(page.body))


def _collection(page):
    # The names of its works are not among the words: a work that leaves the site would be found here for a while yet.
    sources = [
        _join([item.source, item.annotation]) for item in page.items.all() if not item.material_id and item.source
    ]
    return Document(
        page.pk,
        "collection",
        page.title,
        _join([page.annotation, page.kind_label, page.compiler, page.period]),
        _join([_text_of(page.body), *sources]),
        _body_files(page.body),
    )


def _journal(page):
    card = _join([page.council, _text_of(page.body), page.issn])
    return Document(page.pk, "journal", page.title, page.scope, card, _body_files(page.body))


def _issue(page):
    return Document(page.pk, "issue", page.title, "", _text_of(page.body), _body_files(page.body))


def _norms(page):
    # Every document with its wording in force: one that has been replaced is on its page, but not what people look for.
    current = RegulationVersion.objects.shown().filter(state=VersionState.CURRENT).select_related("file")
    versions = {version.regulation_id: version for version in current}
    words, files = [], []
    for document in Regulation.objects.shown().newest():
        version = versions.get(document.pk)
        words += [document.kind_label, document.details, document.title, document.issuer, document.summary]
        words += [document.audience, get_text_for_indexing(version.text) if version else ""]
        if version and version.file:
            files.append((version.file_id, document.title))
    return Document(page.pk, "page", page.title, page.intro, _join(words), tuple(files))


def _life_words(page):
    # The page's own: what belongs to a part of a programme is found on that part's page, if visitors may see it.
    own = {"subproject": None, "group": None} if isinstance(page, ProgrammePage) else {}
    stages = page.stages.filter(**own).prefetch_related("items")
    words = [
        _join([stage.name, stage.task, stage.conclusion, *(item.text for item in stage.items.all())])
        for stage in stages
    ]
    if not isinstance(page, GroupPage):
        own.pop("group", None)
        words += [f"{one.criterion}\n{one.text}" for one in page.indicators.filter(**own)]
        words += [one.text for goals in (page.risks, page.expectedresults) for one in goals.filter(**own)]
    return _join(words)


def _text_of(body):
    return _join(body.stream_block.get_searchable_content(body))


def _body_files(body):
    found = []
    for block in body:
        if block.block_type == "files":
            found += [(file.pk, file.title) for file in block.value["files"] if isinstance(file, StoredFile)]
    return tuple(found)


def _join(parts):
    return "\n".join(str(part) for part in parts if part)


# Pages besides materials, and what is said of each.
DESCRIBED = {
    NewsPage: _news,
    ProgrammePage: _programme,
    SubprojectPage: _subproject,
    GroupPage: _group,
    ProgrammeReportPage: _report,
    ContentPage: _content,
    MaterialCollectionPage: _collection,
    JournalPage: _journal,
    JournalIssuePage: _issue,
    RegulationIndexPage: _norms,
}
