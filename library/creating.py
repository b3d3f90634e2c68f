"""One verb that makes a material whole: for the import of the old archive and for the demo data."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published, published

from library.actions import set_expert_status
from library.enums import ExpertState, Language
from library.models import MaterialAuthor, MaterialFile, MaterialLink, MaterialPage


@transaction.atomic
def create_material(
    *,
    index,
    title,
    annotation="",
    kind=None,
    subjects=(),
    levels=(),
    audiences=(),
    authors=(),
    organisation="",
    programme=None,
    subproject=None,
    group=None,
    year=None,
    language=Language.RU,
    licence=None,
    keywords="",
    files=(),
    links=(),
    body=None,
    expert_state=ExpertState.NONE,
    publish=True,
    user=None,
    slug="",
    published_at=None,
):
    """Create a material under `index` (a MaterialIndexPage) in one transaction and return it as it is stored.

    `authors` are names or (name, user) pairs; `files` are (StoredFile, title) and `links` (title, URL) pairs, in their
    order; `keywords` are separated by commas; `published_at` (an aware datetime) is the first publication when it was
    earlier than now. Without `publish` the page is a draft. `user` is written down as the one who did it; whether he
    may is the caller's to ask: this is the door of administrators' commands, past the review (design §7).
    Raises ValidationError when the card is not valid or the slug is taken. Source: B.13, D8.
    """
    rows = {
        "subjects": list(subjects),
        "levels": list(levels),
        "audiences": list(audiences),
        "authors": _authors(authors),
        "files": [MaterialFile(file=file, title=name, sort_order=order) for order, (file, name) in enumerate(files)],
        "links": [MaterialLink(title=name, url=url, sort_order=order) for order, (name, url) in enumerate(links)],
    }
    page = MaterialPage(
        title=title,
        slug=slug,
        annotation=annotation,
        kind=kind,
        organisation=organisation,
        programme=programme,
        subproject=subproject,
        group=group,
        year=year,
        language=language,
        licence=licence,
        keywords=keywords,
        body=body or [],
        first_published_at=published_at,
        owner=user,
        live=False,
        locale_id=index.locale_id,
        **rows,
    )
    # Wagtail looks for references after every save of the page and of each of its rows; once is enough.
    with disable_reference_index_auto_update():
        revision = _save(page, rows, index, publish, user)
    ReferenceIndex.create_or_update_for_object(page)
    if publish:
        _tell_published(page, revision, user)
    if expert_state != ExpertState.NONE:
        set_expert_status(material=page, state=expert_state, by=user)
    return MaterialPage.objects.get(pk=page.pk)


def _save(page, rows, index, publish, user):
    """Write the page, live at once when it is to be published, and its first Revision; return that.

    Wagtail's own way (draft, revision, publication) saves the page three times, each time with all its rows, its entry
    in the admin's search and a change for everybody: three quarters of the cost of an import.
    """
    if publish:
        now = timezone.now()
        page.live, page.has_unpublished_changes, page.last_published_at = True, False, now
        page.is_from_archive = True
        page.first_published_at = page.first_published_at or now
    # Wagtail writes the creation down by itself, under the owner's name, and validates what is live.
    # A fresh parent: the tree's counters in the caller's object are wrong after another process or a rolled back call.
    Page.objects.select_for_update().get(pk=index.pk).add_child(instance=page)
    if not publish:
        page.full_clean()
    # Saved, the page forgets its rows and would read them again for the revision and once more for the references.
    for name, saved in rows.items():
        setattr(page, name, saved)
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=user,
        content=page.serializable_data(),
        object_str=str(page),
    )
    names = {"latest_revision": revision, "latest_revision_created_at": revision.created_at}
    if publish:
        names["live_revision"] = revision
    else:
        names["has_unpublished_changes"] = True
    # Not a save: this is the revision's bookkeeping, and nobody waits for it.
    Page.objects.filter(pk=page.pk).update(**names)
    for name, value in names.items():
        setattr(page, name, value)
    return revision


def _tell_published(page, revision, user):
    """Do what Wagtail does after a publication: its two signals and the entry in the log."""
    page_published.send(sender=MaterialPage, instance=page, revision=revision)
    published.send(sender=MaterialPage, instance=page, revision=revision)
    log(instance=page, action="wagtail.publish", user=user, revision=revision, content_changed=True)


def _authors(authors):
    pairs = [(author, None) if isinstance(author, str) else author for author in authors]
    return [MaterialAuthor(name=name, user=user, sort_order=order) for order, (name, user) in enumerate(pairs)]
