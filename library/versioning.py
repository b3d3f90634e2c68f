"""What is written down of every publication, and how it is told: «добавлен файл …, изменена аннотация»."""

import json
from hashlib import sha256

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from library.models import MaterialPage, MaterialVersion

WORDS = {
    "title": _("изменено название"),
    "annotation": _("изменена аннотация"),
    "kind": _("изменён вид"),
    "subjects": _("изменены предметы"),
    "levels": _("изменены уровни"),
    "audiences": _("изменено, кому работа"),
    "authors": _("изменён состав авторов"),
    "organisation": _("изменена организация"),
    "programme": _("изменена программа"),
    "group": _("изменена группа"),
    "year": _("изменён год"),
    "language": _("изменён язык"),
    "licence": _("изменена лицензия"),
    "keywords": _("изменены ключевые слова"),
    "body": _("изменено описание"),
    "links": _("изменены ссылки"),
    "order": _("изменён порядок файлов"),
}
SHOWN = 20


def record_first_version(material_id):
    """Write down what visitors see of the material now as version 1, unless that was done; a draft has no version.

    Called before the next state takes its place: until then the page itself is the record, so an import of thousands of
    works pays nothing for it.
    """
    # Locked: of two publications at once the second waits here and finds what the first has written.
    # The admin saves a new page as live a moment before it is published for the first time: nobody has seen that.
    seen = Page.objects.select_for_update().filter(pk=material_id, live=True, last_published_at__isnull=False)
    if seen.values_list("pk").first() and not _versions(material_id).exists():
        _write(material_id, number=1)


def record_next_version(material_id):
    """Write down what a publication has changed for visitors, if it was not the first one and changed anything.

    Called within the transaction of the publication, after `record_first_version`. Source: B.13 (versions), design §3.2.
    """
    last = _versions(material_id).first()
    if last is not None:
        _write(material_id, number=last.number + 1, before=last.state)


def versions_of(page):
    """Return [{"number", "date", "text"}] of a material, the newest first, in one query; [] for one published once.

    Names of files that have left the page since are not told: there may be a reason why they are gone.
    """
    shown = {str(entry) for entry in page.files.all()}
    versions = _versions(page.pk).only("number", "published_at", "changes")[:SHOWN]
    return [
        {"number": version.number, "date": version.published_at, "text": _told(version, shown)} for version in versions
    ]


def _versions(material_id):
    return MaterialVersion.objects.filter(material_id=material_id)


def _write(material_id, *, number, before=None):
    page = MaterialPage.objects.live().in_whole().filter(pk=material_id).first()
    if page is None:
        return
    state = _public_state(page)
    changes = _changes(before, state) if before is not None else []
    if before is None or changes:
        MaterialVersion.objects.create(
            material_id=material_id, number=number, published_at=page.last_published_at, state=state, changes=changes
        )


def _public_state(page):
    words = {
        name: sorted(word.code for word in getattr(page, name).all()) for name in ("subjects", "levels", "audiences")
    }
    return {
        "title": page.title,
        "annotation": page.annotation,
        "kind": page.kind_code,
        **words,
        "authors": [author.name for author in page.authors.all()],
        "organisation": page.organisation,
        "programme": [getattr(part, "pk", None) for part in (page.shown_programme, page.shown_subproject)],
        "group": getattr(page.shown_group, "pk", None),
        "year": page.year,
        "language": page.language,
        "licence": [page.licence.code, page.licence.version] if page.licence else [],
        "keywords": page.keywords_list,
        "body": _digest(page.body.get_prep_value()),
        "links": [[link.title, link.url] for link in page.links.all()],
        "files": [[str(entry), entry.file.sha256] for entry in page.files.all() if entry.file],
    }


def _digest(value):
    return sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def _changes(old, new):
    """Return what of the public facts differs; a state of an older release lacks newer facts, which is no change."""
    changes = [{"fact": fact} for fact in WORDS if fact in old and fact in new and old[fact] != new[fact]]
    return _file_changes(old.get("files", []), new["files"]) + changes


def _file_changes(old, new):
    old_titles, new_titles = dict(old), dict(new)
    old_hashes, new_hashes = set(old_titles.values()), set(new_titles.values())
    replaced = [
        title for title, sha in new if title in old_titles and old_titles[title] != sha and sha not in old_hashes
    ]
    added = [title for title, sha in new if title not in old_titles and sha not in old_hashes]
    removed = [title for title, sha in old if title not in new_titles and sha not in new_hashes]
    renamed = [title for title, sha in new if title not in old_titles and sha in old_hashes]
    changes = [
        {"fact": fact, "names": names}
        for fact, names in (("files_added", added), ("files_replaced", replaced), ("files_renamed", renamed))
        if names
    ]
    if removed:
        changes.append({"fact": "files_removed", "count": len(removed)})
    if not changes and old != new:
        changes.append({"fact": "order"})
    return changes


def _told(version, shown):
    if version.number == 1:
        return gettext("первая публикация")
    return ", ".join(_words_of(change, shown) for change in version.changes)


def _words_of(change, shown):
    fact = change["fact"]
    if fact in WORDS:
        return str(WORDS[fact])
    if fact == "files_removed":
        return ngettext("убран файл", "убраны файлы", change["count"])
    names = [name for name in change["names"] if name in shown]
    told = {
        "files_added": ngettext("добавлен файл", "добавлены файлы", len(change["names"])),
        "files_replaced": ngettext("заменён файл", "заменены файлы", len(change["names"])),
        "files_renamed": ngettext("переименован файл", "переименованы файлы", len(change["names"])),
    }[fact]
    return " ".join([told, ", ".join(f"«{name}»" for name in names)]).strip()
