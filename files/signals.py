"""What files tell the apps above them (design §2)."""

from django.dispatch import Signal

# Sent inside the transaction that stores the text, with `file` (a StoredFile).
text_extracted = Signal()
# Sent inside the transaction that stores the pictures of pages, with `file` (a StoredFile).
pages_drawn = Signal()
