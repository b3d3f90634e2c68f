"""Changes of visibility and of words that happen outside a page's own save."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction

from home.signals import content_changed
from home.vocabularies import Vocabulary


@receiver([post_save, post_delete], sender=PageViewRestriction)
def restriction_changed(instance, **kwargs):
    """A closed or opened section changes what of its whole subtree may be found."""
    page_ids = list(instance.page.get_descendants(inclusive=True).values_list("pk", flat=True))
    content_changed.send(sender=PageViewRestriction, page_ids=page_ids)


@receiver([post_save, post_delete])
def vocabulary_changed(sender, **kwargs):
    """A renamed or retired word shows at once in facets."""
    if issubclass(sender, Vocabulary):
        content_changed.send(sender=sender, page_ids=[])
