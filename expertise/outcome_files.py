"""The chair reads the files of the cases that wait for a decision or were decided; never of an own work."""

from expertise.deciding import has_part, is_chair
from expertise.decisions import current_edits
from expertise.enums import ConclusionState
from expertise.models import Conclusion, RoundFile
from files.permissions import person_place


@person_place
def case_of_the_chair(user, file):
    """Tell whether the chair `user` has a case with `file` before him: the judged version, or edits to compare."""
    if not is_chair(user):
        return False
    judged = RoundFile.objects.filter(file=file, round__conclusion__isnull=False).select_related(
        "round__page", "round__conclusion"
    )
    if any(_is_before_chair(row.round.conclusion) and not has_part(user, row.round.page) for row in judged):
        return True
    waiting = Conclusion.objects.waiting_for_edits().with_round()
    return any(_holds(row, file) and not has_part(user, row.round.page) for row in waiting)


def _is_before_chair(conclusion):
    return conclusion.state != ConclusionState.DRAFT or conclusion.offered_at is not None


def _holds(conclusion, file):
    found = current_edits(conclusion)
    return bool(found and found[1] and any(one.pk == file.pk for one, _title in found[1].files))
