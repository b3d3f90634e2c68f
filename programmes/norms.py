"""Verbs of the normative base: wordings are prepared, come into force, give way; documents lose their force (B.6)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from programmes.models import Regulation, RegulationVersion
from programmes.norm_enums import REGULATION_MOVES, VERSION_MOVES, RegulationStatus, VersionState


class NormRefused(Exception):
    """The step cannot be taken; the text says why, in Russian."""


def add_version(*, regulation, by, starts_on=None, file=None, text="", changes=""):
    """Prepare a new wording of a Regulation and return it, a draft that only the staff see.

    `file` is a StoredFile, `text` HTML of the editor, `changes` tells what differs from the wording before. One draft at a
    time. Raises ActionRefused, NormRefused.
    """
    demand(by, "change", regulation)
    with transaction.atomic():
        Regulation.objects.select_for_update().get(pk=regulation.pk)
        _need_content(file, text)
        if regulation.versions.filter(state=VersionState.DRAFT).exists():
            raise NormRefused(_("Новая редакция уже готовится: измените её или удалите."))
        last = regulation.versions.aggregate(last=Max("number"))["last"] or 0
        version = RegulationVersion.objects.create(
            regulation=regulation, number=last + 1, starts_on=starts_on, file=file, text=text, changes=changes
        )
        _log(version, "add", by)
    return version


def change_version(*, version, by, starts_on=None, file=None, text="", changes=""):
    """Write a draft anew. Raises ActionRefused, NormRefused once it has been in force."""
    with transaction.atomic():
        version = _draft(version, by)
        _need_content(file, text)
        version.starts_on, version.file, version.text, version.changes = starts_on, file, text, changes
        version.save()
        _log(version, "change", by)
    return version


def drop_version(*, version, by):
    """Give a draft up. Raises ActionRefused, NormRefused once it has been in force."""
    with transaction.atomic():
        version = _draft(version, by)
        _log(version, "drop", by)
        version.delete()


def enforce_version(*, version, by):
    """Bring a draft into force, today or from its earlier date on; the wording before it becomes a past one.

    The document comes into force with it. From now on the wording never changes. Raises ActionRefused, NormRefused.
    """
    with transaction.atomic():
        version = _draft(version, by)
        today, regulation = timezone.localdate(), version.regulation
        version.starts_on = version.starts_on or today
        before = regulation.versions.filter(state=VersionState.CURRENT).first()
        if version.starts_on > today:
            raise NormRefused(_("Дата вступления в силу ещё не наступила."))
        if before and before.starts_on >= version.starts_on:
            raise NormRefused(_("Новая редакция должна вступать в силу позже прежней."))
        if before:
            before.ends_on = version.starts_on - timedelta(days=1)
            _move(before, VersionState.PAST)
        _move(version, VersionState.CURRENT)
        if regulation.status != RegulationStatus.IN_FORCE:
            regulation.status = RegulationStatus.IN_FORCE
            regulation.save(update_fields=["status"])
        _log(version, "enforce", by)
    return version


def set_regulation_status(*, regulation, status, by):
    """Say that a document is in force or has lost its force; return it. Raises ActionRefused, NormRefused.

    A document of others (a law) comes into force without a wording of its own; one of ours by `enforce_version`.
    """
    demand(by, "change", regulation)
    with transaction.atomic():
        current = Regulation.objects.select_for_update().get(pk=regulation.pk)
        if status not in REGULATION_MOVES[RegulationStatus(current.status)]:
            raise NormRefused(
                _("«%(now)s» нельзя сменить на «%(wanted)s».")
                % {"now": current.get_status_display(), "wanted": RegulationStatus(status).label}
            )
        current.status = status
        current.save(update_fields=["status"])
        log(instance=current, action="programmes.regulation.status", user=by, data={"status": status})
    return current


def _draft(version, by):
    demand(by, "change", version.regulation)
    version = RegulationVersion.objects.select_for_update(of=("self",)).select_related("regulation").get(pk=version.pk)
    if version.state != VersionState.DRAFT:
        raise NormRefused(_("Редакция вступала в силу и больше не меняется: добавьте новую."))
    return version


def _move(version, state):
    if state not in VERSION_MOVES[VersionState(version.state)]:
        raise NormRefused(
            _("«%(now)s» не станет состоянием «%(wanted)s».")
            % {"now": version.get_state_display(), "wanted": VersionState(state).label}
        )
    version.state = state
    version.save()


def _need_content(file, text):
    if file is None and not strip_tags(text).strip():
        raise NormRefused(_("Приложите файл или напишите текст: пустой редакции не бывает."))


def _log(version, verb, by):
    data = {"version": version.number, "file": version.file_id}
    log(instance=version.regulation, action=f"programmes.regulation.{verb}", user=by, data=data)
