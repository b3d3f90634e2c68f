"""Changes of works and editions ask for PDFs and refresh what is remembered: wiring, not rules (design §2)."""

from functools import partial

from django.db import transaction
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from files.signals import pages_drawn, text_extracted
from home.changes import note_changes
from home.models.base import concerns_visitors
from home.signals import content_changed
from library.editions.compiling import ask_for
from library.editions.concerned import MANY, editions_with, is_edition
from library.models import JournalIssueItem, JournalIssuePage, MaterialFile, MaterialPage, SubmissionFile
from library.models.editions import EditionPage


@receiver(content_changed)
def editions_changed(sender, page_ids, **kwargs):
    """A changed edition is made anew, and so are those with a changed work in them."""
    # Most saves are of one page that says what it is; a closed section tells its whole subtree under its own name.
    kinds = (sender,) if len(page_ids) == 1 and sender is not Page else (EditionPage, MaterialPage)
    own = is_edition(page_ids) if any(issubclass(kind, EditionPage) for kind in kinds) else set()
    works = editions_with(page_ids) if any(issubclass(kind, MaterialPage) for kind in kinds) else set()
    ask_for(own)
    ask_for(works - own, at_once=False)


@receiver(text_extracted)
def file_was_read(file, **kwargs):
    """The text of a file stands in the editions with its work."""
    works = list(MaterialFile.objects.filter(file=file).values_list("page_id", flat=True))
    if works:
        ask_for(editions_with(works), at_once=False)
    for entry_id in SubmissionFile.objects.filter(file=file).values_list("pk", flat=True):
        transaction.on_commit(partial(_look, entry_id))


@receiver(pages_drawn)
def file_was_drawn(file, **kwargs):
    """The first page of a work's first file is its cover."""
    if works := list(MaterialFile.objects.filter(file=file).values_list("page_id", flat=True)):
        note_changes(works)


@receiver(pre_delete, sender=MaterialPage)
def material_goes(instance, **kwargs):
    """After the deletion nobody knows where the work stood."""
    ask_for(editions_with([instance.pk]), at_once=False)


@receiver([pre_save, pre_delete], sender=JournalIssuePage)
def issue_is_about_to_change(instance, update_fields=None, **kwargs):
    """A work says where it was published: what is remembered of those that leave the issue is read again."""
    if concerns_visitors(update_fields):
        _note_works([instance.pk])


@receiver(content_changed)
def issue_changed(sender, page_ids, **kwargs):
    """The same for those that have come, and when issues are closed or opened, which is told of plain pages."""
    if sender is Page or issubclass(sender, JournalIssuePage):
        _note_works(page_ids)


@receiver(page_published, sender=MaterialPage)
def material_published(instance, **kwargs):
    """Whichever button has published a teacher's work, what its publication brings with it happens."""
    from library.desk.editing import note_publication

    note_publication(page=instance)


def _look(entry_id):
    from library.tasks import look_at_file_task

    look_at_file_task.enqueue(entry_id)


def _note_works(issues):
    works = JournalIssueItem.objects.filter(material__isnull=False)
    if len(issues) <= MANY:
        works = works.filter(page__in=issues)
    if found := list(works.values_list("material_id", flat=True)):
        note_changes(found)
