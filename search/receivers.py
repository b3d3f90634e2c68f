"""Changes become outbox rows inside the sender's transaction: wiring, not rules (design §2)."""

from django.dispatch import receiver

from files.signals import text_extracted
from home.signals import content_changed
from search import outbox
from search.documents import pages_showing


@receiver(content_changed)
def page_changed(page_ids, **kwargs):
    """Look again at the changed pages. Renamed words of flat lists change no document's own words: see outbox.add_all."""
    if page_ids:
        outbox.add(page_ids)


@receiver(text_extracted)
def file_was_read(file, **kwargs):
    """Look again at every page that shows the file."""
    outbox.add(pages_showing(file))
