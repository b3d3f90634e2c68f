"""Which editions a change touches."""

from library.models.collections import CollectionItem, MaterialCollectionPage
from library.models.editions import CompiledEdition
from library.models.journals import JournalIssueItem, JournalIssuePage
from library.models.material import MaterialPage

# More pages at once (a section was closed): every edition is looked at, no list of keys is too long for a query.
MANY = 500
EDITION_PAGES = (MaterialCollectionPage, JournalIssuePage)


def is_edition(page_ids):
    """Return those of `page_ids` that are editions."""
    if len(page_ids) > MANY:
        return set()
    return {pk for model in EDITION_PAGES for pk in model.objects.filter(pk__in=page_ids).values_list("pk", flat=True)}


def editions_with(page_ids):
    """Return the ids of editions in which any of the pages `page_ids` is a work; filters may find any material."""
    if len(page_ids) > MANY:
        return set(CompiledEdition.objects.values_list("pk", flat=True))
    rows = [model.objects.filter(material__in=page_ids) for model in (CollectionItem, JournalIssueItem)]
    found = {pk for row in rows for pk in row.values_list("page_id", flat=True)}
    filtered = set(MaterialCollectionPage.objects.exclude(filter="").values_list("pk", flat=True))
    if filtered - found and MaterialPage.objects.filter(pk__in=page_ids).exists():
        found |= filtered
    return found
