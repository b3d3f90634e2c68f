"""What the pages tell the apps above them: wiring, never rules (design §2)."""

from django.dispatch import Signal

# Sent inside the transaction of the change, with `page_ids` (a list of primary keys whose content, place, state or
# visibility may have changed). An empty list says: a vocabulary's words changed, and `word` is the one.
content_changed = Signal()
