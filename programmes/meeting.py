"""Verbs of meetings of councils and groups (B.35)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from home.changes import note_changes
from home.said import demand_words
from programmes.group_enums import MEETING_MOVES, MeetingStatus
from programmes.models import Meeting


class MeetingRefused(Exception):
    """The meeting cannot become so; the text says why."""


# What may be written at any time, and what only of a meeting that was held.
DETAILS = ("on", "place", "agenda")
OUTCOME = ("decisions", "protocol_number", "protocol")


@transaction.atomic
def plan_meeting(*, group, on, by, place="", agenda=""):
    """Plan a meeting of `group` on the date `on`; return the Meeting. `agenda` is a question a line. Raises ActionRefused."""
    meeting = Meeting(group=group, on=on, place=place, agenda=agenda)
    demand(by, "change", meeting)
    return _keep(meeting, "plan", by)


@transaction.atomic
def hold_meeting(*, meeting, by, decisions="", protocol_number="", protocol=None):
    """Say that the meeting was held and what it decided (a decision a line); `protocol` is a StoredFile or None.

    Raises ActionRefused, MeetingRefused: its day is still ahead, or it was cancelled.
    """
    meeting = _moving(meeting, MeetingStatus.HELD, by)
    if meeting.on > timezone.localdate():
        raise MeetingRefused(_("Этот день ещё не наступил: заседание не могло пройти. Исправьте дату."))
    meeting.decisions, meeting.protocol_number, meeting.protocol = decisions, protocol_number, protocol
    return _keep(meeting, "hold", by)


@transaction.atomic
def cancel_meeting(*, meeting, reason, by):
    """Cancel a planned meeting and say why. Raises ActionRefused, MeetingRefused."""
    meeting = _moving(meeting, MeetingStatus.CANCELLED, by)
    meeting.reason = demand_words(reason, Meeting.reason, MeetingRefused, _("Напишите, почему заседание отменено."))
    return _keep(meeting, "cancel", by)


@transaction.atomic
def reopen_meeting(*, meeting, by):
    """Plan again what was held or cancelled by mistake. Raises ActionRefused, MeetingRefused: it has decided something."""
    meeting = _moving(meeting, MeetingStatus.PLANNED, by)
    if meeting.decisions or meeting.protocol_id:
        raise MeetingRefused(_("У заседания есть решения или протокол. Сначала уберите их."))
    meeting.reason = ""
    return _keep(meeting, "reopen", by)


@transaction.atomic
def correct_meeting(*, meeting, by, **fields):
    """Correct fields of DETAILS, of a held meeting also of OUTCOME. Raises ActionRefused, MeetingRefused."""
    demand(by, "change", meeting)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    known = DETAILS + OUTCOME if meeting.status == MeetingStatus.HELD else DETAILS
    changed = {name: value for name, value in fields.items() if getattr(meeting, name) != value}
    if not changed:
        return meeting
    if not set(changed) <= set(known):
        raise MeetingRefused(_("Решения и протокол бывают только у заседания, которое прошло."))
    for name, value in changed.items():
        setattr(meeting, name, value)
    if meeting.status == MeetingStatus.HELD and meeting.on > timezone.localdate():
        raise MeetingRefused(_("Заседание прошло: его дата не может быть в будущем."))
    return _keep(meeting, "correct", by, sorted(changed))


@transaction.atomic
def drop_meeting(*, meeting, by):
    """Delete a meeting that was entered by mistake; one that was held stays. Raises ActionRefused, MeetingRefused."""
    demand(by, "change", meeting)
    if meeting.status == MeetingStatus.HELD:
        raise MeetingRefused(_("Заседание прошло: его не удаляют. Ошибочное сначала верните в «назначено»."))
    log(instance=meeting, action="programmes.meeting.drop", user=by, deleted=True)
    meeting.delete()
    note_changes([meeting.group_id])


def _moving(meeting, status, by):
    demand(by, "change", meeting)
    current = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if status not in MEETING_MOVES[MeetingStatus(current.status)]:
        raise MeetingRefused(
            _("«%(now)s» нельзя сменить на «%(wanted)s».")
            % {"now": current.get_status_display(), "wanted": MeetingStatus(status).label}
        )
    current.status = status
    return current


def _keep(meeting, verb, by, fields=()):
    try:
        meeting.full_clean()
    except ValidationError as error:
        raise MeetingRefused(" ".join(error.messages)) from error
    meeting.save()
    log(instance=meeting, action=f"programmes.meeting.{verb}", user=by, data={"fields": list(fields)})
    note_changes([meeting.group_id])
    return meeting
