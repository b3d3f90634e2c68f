"""The page of a sent version: what is published is what was judged (design §7)."""

import json

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.models import Audience, Level, Subject
from library.creating import create_material
from library.digests import body_of
from library.models import Licence, MaterialAuthor, MaterialFile, MaterialIndexPage, MaterialKind, MaterialLink
from library.submission_enums import OPEN_SUBMISSIONS, CoauthorState
from library.submission_errors import SubmissionRefused
from library.submission_moves import lock_submission
from programmes.models import ProgrammePage, SubprojectPage

KEYWORDS_LENGTH = 500


@transaction.atomic
def put_on_page(*, submission, version, by):
    """Make or bring up to date the unpublished MaterialPage of `submission` from `version`; return the page.

    Called by the verbs of the centre's side, which have asked who may. A page that is there gets a new revision, nothing is
    published here. Raises SubmissionRefused when the site has no library yet.
    """
    work = lock_submission(submission)
    fields, rows = _fields_of(version), _rows_of(work, version)
    page = work.page.specific if work.page_id else None
    if page is None:
        index = MaterialIndexPage.objects.first()
        if index is None:
            raise SubmissionRefused(str(_("На сайте ещё нет раздела «Библиотека».")))
        page = create_material(index=index, publish=False, user=by, **fields, **rows)
        work.page = page
        work.save(update_fields=["page"])
        submission.page = page
        return page
    page = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    for name, value in rows.items():
        setattr(page, name, _children(name, value))
    page.save_revision(user=by, log_action=False, changed=True)
    log(instance=page, action="library.submission.put_on_page", user=by, data={"version": version.number})
    return page


def refresh_authors(*, submission, by):
    """Write the names of those who have agreed onto the unpublished page of a work, if there is one; return the page or None."""
    if submission.page_id is None or submission.state not in OPEN_SUBMISSIONS:
        return None
    version = submission.versions.first()
    page = submission.page.specific.get_latest_revision_as_object()
    page.authors = _children("authors", _authors(submission, version))
    page.save_revision(user=by, log_action=False, changed=True)
    return page


def _fields_of(version):
    card = version.card
    words = ", ".join(part for part in (card.get("keywords"), card.get("norms")) if part)
    licence = card.get("licence") or {}
    return {
        "title": version.title,
        "annotation": card.get("annotation", ""),
        "kind": MaterialKind.objects.filter(code=card.get("kind")).first(),
        "organisation": card.get("organisation", ""),
        "programme": ProgrammePage.objects.filter(pk=card.get("programme")).first(),
        "subproject": SubprojectPage.objects.filter(pk=card.get("subproject")).first(),
        "year": card.get("year"),
        "language": card.get("language") or "ru",
        "licence": Licence.objects.filter(code=licence.get("code")).first(),
        "keywords": words[:KEYWORDS_LENGTH],
        "body": json.dumps(body_of(card.get("body", ""))),
        "subjects": _words(Subject, card.get("subjects")),
        "levels": _words(Level, card.get("levels")),
        "audiences": _words(Audience, card.get("audiences")),
    }


def _rows_of(work, version):
    return {
        "authors": _authors(work, version),
        "files": [(entry.file, entry.title) for entry in version.files.select_related("file")],
        "links": [(title, url) for title, url in version.card.get("links", [])],
    }


def _authors(work, version):
    """The author first, then those who have agreed by now, each under the name of their own choice."""
    own = [(version.card.get("author_name", ""), work.author)]
    agreed = work.coauthors.filter(state=CoauthorState.AGREED).select_related("user")
    return own + [(row.name, row.user) for row in agreed]


def _children(name, rows):
    model, fields = {
        "authors": (MaterialAuthor, ("name", "user")),
        "files": (MaterialFile, ("file", "title")),
        "links": (MaterialLink, ("title", "url")),
    }[name]
    return [model(sort_order=order, **dict(zip(fields, row, strict=True))) for order, row in enumerate(rows)]


def _words(model, codes):
    return list(model.objects.filter(code__in=codes or []))
