"""One verb that makes a material whole: for the import of the old archive and for the demo data."""

from django.db import transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

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
    page = MaterialPage(
        title=title,
        slug=slug,
        annotation=annotation,
        kind=kind,
        subjects=list(subjects),
        levels=list(levels),
        audiences=list(audiences),
        organisation=organisation,
        programme=programme,
        subproject=subproject,
        year=year,
        language=language,
        licence=licence,
        keywords=keywords,
        body=body or [],
        authors=_authors(authors),
        files=[MaterialFile(file=file, title=name, sort_order=order) for order, (file, name) in enumerate(files)],
        links=[MaterialLink(title=name, url=url, sort_order=order) for order, (name, url) in enumerate(links)],
        first_published_at=published_at,
        owner=user,
        live=False,
    )
    # Wagtail looks for references after every save of the page and of each of its rows; once is enough.
    with disable_reference_index_auto_update():
        _save(page, index, publish, user)
    material = MaterialPage.objects.get(pk=page.pk)
    ReferenceIndex.create_or_update_for_object(material)
    if expert_state != ExpertState.NONE:
        set_expert_status(material=material, state=expert_state, by=user)
    return material


def _save(page, index, publish, user):
    # Wagtail writes the creation down by itself, under the owner's name.
    # A fresh parent: the tree's counters in the caller's object are wrong after another process or a rolled back call.
    Page.objects.select_for_update().get(pk=index.pk).add_child(instance=page)
    # Publishing validates the card by itself.
    revision = page.save_revision(user=user, clean=not publish)
    if publish:
        revision.publish(user=user, skip_permission_checks=True)


def _authors(authors):
    pairs = [(author, None) if isinstance(author, str) else author for author in authors]
    return [MaterialAuthor(name=name, user=user, sort_order=order) for order, (name, user) in enumerate(pairs)]
