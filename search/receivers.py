"""Changes become outbox rows inside the sender's transaction: wiring, not rules (design §2)."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from files.signals import text_extracted
from home.changes import note_changes
from home.signals import content_changed
from programmes.models import ProgrammePage, SubprojectPage
from search import outbox
from search.documents import pages_naming, pages_showing
from search.models import RankingWeights


@receiver(content_changed)
def page_changed(page_ids, word=None, **kwargs):
    """Look again at the changed pages and at those that name them, or the renamed `word` of a flat list."""
    if changed := {*page_ids, *pages_naming(page_ids, word)}:
        outbox.add(changed)


@receiver(pre_delete, sender=ProgrammePage)
@receiver(pre_delete, sender=SubprojectPage)
def programme_goes(instance, **kwargs):
    """Look again at the materials that name it: after the deletion nobody knows which they were."""
    if naming := pages_naming([instance.pk]):
        outbox.add(naming)


@receiver(text_extracted)
def file_was_read(file, **kwargs):
    """Look again at every page that shows the file."""
    outbox.add(pages_showing(file))


@receiver([post_save, post_delete], sender=RankingWeights)
def weights_changed(**kwargs):
    """Every process orders hits by the new weights from its next answer on."""
    note_changes([])
