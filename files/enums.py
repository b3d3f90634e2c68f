"""States of the reading of a file, with the words people see."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TextState(TextChoices):
    """What became of a file's text. The values are those of files.extraction.State."""

    WAITING = "waiting", _("ждёт чтения")
    DONE = "done", _("прочитан")
    NO_TEXT = "no_text", _("нет текста")
    ENCRYPTED = "encrypted", _("закрыт паролем")
    BROKEN = "broken", _("повреждён")
    TOO_LARGE = "too_large", _("слишком велик")
    TIMED_OUT = "timed_out", _("читается слишком долго")
    REFUSED = "refused", _("отклонён")


# States in which reading again may help; the others speak of the file itself.
RETRYABLE = frozenset({TextState.WAITING, TextState.TIMED_OUT})
# States after which it is worth drawing the pages; in the others the file does not open.
DRAWABLE = frozenset({TextState.DONE, TextState.NO_TEXT})


class PreviewState(TextChoices):
    """What came of drawing the first pages of a file."""

    DONE = "done", _("нарисован")
    FAILED = "failed", _("не получился")
