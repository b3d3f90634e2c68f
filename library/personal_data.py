"""What the library knows of a person, and how it forgets them (community.privacy)."""

import json

from django.contrib.contenttypes.models import ContentType
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from community.forgetting import GONE_NAME, without
from community.privacy import Told, erasure, personal_data
from home.signals import content_changed
from library.models import MaterialAuthor, MaterialPage, MaterialVersion, PublicationCertificate, Shelf, Thanks


@personal_data("works", _("Мои публикации"))
def works(user):
    """The person's works, published or not, by the names that stand on them."""
    authors = MaterialAuthor.objects.filter(user=user).select_related("page").order_by("page_id")
    return Told(
        [{"title": a.page.title, "name": a.name, "is_public": a.page.live, "address": a.page.url} for a in authors]
    )


@personal_data("shelves", _("Мои полки"))
def shelves(user):
    """Shelves with their works and notes."""
    own = Shelf.objects.filter(owner=user).prefetch_related("items__material")
    return Told(
        [
            {
                "title": shelf.title,
                "is_shared": shelf.is_shared,
                "works": [{"title": item.material.title, "note": item.note} for item in shelf.items.all()],
            }
            for shelf in own
        ]
    )


@personal_data("thanks", _("Отметки «пригодилось»"))
def thanks(user):
    """What was of use to the person."""
    return Told(list(Thanks.objects.filter(user=user).values("material__title", "created_at")))


@personal_data("certificates", _("Мои свидетельства о публикации"))
def publication_certificates(user):
    """What the centre has certified to the person."""
    return Told(
        [
            {
                "number": row.label,
                "name": row.person_name,
                "facts": row.facts,
                "issued_on": row.issued_on,
                "code": row.code,
                "revoked_at": row.revoked_at,
                "revoke_reason": row.revoke_reason,
            }
            for row in PublicationCertificate.objects.filter(person=user).order_by("pk")
        ]
    )


@erasure("library")
def forget_person(user, keep_authorship):
    """Shelves and thanks go; at works the name stays or gives way, in drafts and former versions too."""
    Shelf.objects.filter(owner=user).delete()
    certificates = PublicationCertificate.objects.filter(person=user)
    certificates.update(person=None, **({} if keep_authorship else {"person_name": GONE_NAME}))
    thanked = list(Thanks.objects.filter(user=user).values_list("material_id", flat=True))
    Thanks.objects.filter(user=user).delete()
    authors = MaterialAuthor.objects.filter(user=user)
    names = set(authors.values_list("name", flat=True))
    pages = set(authors.values_list("page_id", flat=True))
    authors.update(user=None, **({} if keep_authorship else {"name": GONE_NAME}))
    pages |= _forget_in_revisions(user, keep_authorship, names)
    if not keep_authorship:
        _forget_in_versions(pages, names)
    if pages or thanked:
        content_changed.send(sender=MaterialPage, page_ids=sorted(pages | set(thanked)))


def _forget_in_revisions(user, keep_authorship, names):
    """Take the person out of drafts and history; return the pages concerned and add the names found to `names`."""
    kind, pages = ContentType.objects.get_for_model(MaterialPage), set()
    said = Revision.objects.filter(content_type=kind).annotate(raw=Cast("content", TextField()))
    for revision in said.filter(raw__contains=f'"user": {user.pk}').iterator(chunk_size=100):
        own = [author for author in revision.content.get("authors", []) if author.get("user") == user.pk]
        if not own:
            continue
        for author in own:
            names.add(author["name"])
            author["user"] = None
            author["name"] = author["name"] if keep_authorship else GONE_NAME
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
        pages.add(int(revision.object_id))
    return pages


def _forget_in_versions(pages, names):
    for version in MaterialVersion.objects.filter(material__in=pages):
        state, changes = without(version.state, names), without(version.changes, names)
        if json.dumps([state, changes]) != json.dumps([version.state, version.changes]):
            MaterialVersion.objects.filter(pk=version.pk).update(state=state, changes=changes)
