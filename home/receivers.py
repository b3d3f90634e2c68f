"""Changes of visibility and of words that happen outside a page's own save."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from home.changes import note_changes
from home.models import SiteSettings, Term, TermReading
from home.models.base import concerns_visitors
from home.signals import content_changed
from home.vocabularies import Vocabulary


@receiver(content_changed)
def note_change(page_ids, **kwargs):
    """Let every process know, in the transaction of the change."""
    note_changes(page_ids)


@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=SiteSettings)
def frame_changed(**kwargs):
    """The site's own name, address and settings stand on every page."""
    note_changes([])


@receiver(post_save, sender=Page)
def plain_page_saved(instance, update_fields, **kwargs):
    """Wagtail's bulk actions hold plain Page objects, which know nothing of BasePage."""
    if concerns_visitors(update_fields):
        content_changed.send(sender=Page, page_ids=[instance.pk])


@receiver(post_delete, sender=Page)
def page_deleted(instance, **kwargs):
    """Every page of a deleted subtree has its row here, whoever deletes it."""
    content_changed.send(sender=Page, page_ids=[instance.pk])


@receiver(post_page_move)
def page_moved(instance, **kwargs):
    """A new place may be closed, or open: it changes what of the whole subtree may be found."""
    _tell_subtree(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def restriction_changed(instance, **kwargs):
    """A closed or opened section changes what of its whole subtree may be found."""
    _tell_subtree(instance.page)


@receiver([post_save, post_delete], sender=Term)
@receiver([post_save, post_delete], sender=TermReading)
@receiver(m2m_changed, sender=Term.related.through)
def term_changed(**kwargs):
    """Terms are explained on any page, and search asks for their synonyms."""
    note_changes([])


@receiver([post_save, post_delete])
def vocabulary_changed(sender, instance, **kwargs):
    """A renamed or retired word shows at once in facets, and search looks again at the pages that say it."""
    if issubclass(sender, Vocabulary):
        content_changed.send(sender=sender, page_ids=[], word=instance)


def _tell_subtree(page):
    page_ids = list(page.get_descendants(inclusive=True).values_list("pk", flat=True))
    content_changed.send(sender=type(page), page_ids=page_ids)
