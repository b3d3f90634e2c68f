"""Which consents a work needs, and which of them its author has given (152-FZ, D1.1)."""

from community.consents import current_texts
from community.enums import ConsentKind
from library.submission_enums import PupilsPart

PUPILS = (ConsentKind.PUPILS_WORKS, ConsentKind.PUPILS_PHOTOS)
WORK_CONSENTS = (ConsentKind.AUTHORSHIP, *PUPILS)


def needed_consents(work):
    """Return the kinds that a Submission cannot be sent without, in their order.

    Pupils' consents are asked for only where the author says that there is something of theirs in the work.
    """
    said = {ConsentKind.PUPILS_WORKS: work.pupils_works, ConsentKind.PUPILS_PHOTOS: work.pupils_photos}
    return (ConsentKind.AUTHORSHIP, *(kind for kind in PUPILS if said[kind] == PupilsPart.CONSENTED))


def consents_of_work(work):
    """Return [(ConsentText in force, whether it is agreed to in this wording)] of what the work needs; two queries."""
    held = set(work.consents.held().values_list("text_id", flat=True))
    return [(text, text.pk in held) for text in current_texts(needed_consents(work)).values()]
