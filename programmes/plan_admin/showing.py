"""What a preview of an import says, in words."""

import datetime
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.templatetags.face_tags import plural_ru
from programmes.enums import ItemStatus
from programmes.plan_import.changes import Kind, Mode

TONES = {Kind.NEW: "ok", Kind.CHANGED: "wait", Kind.REFUSED: "no", Kind.SAME: "none", Kind.KEPT: "none"}


@dataclass(frozen=True)
class ShownRow:
    """One row of the table as it was understood, and what becomes of it."""

    place: str
    stage: str
    number: str
    text: str
    direction: str
    term: str
    dates: str
    responsible: str
    more: str
    kind: str
    tone: str
    reason: str
    notes: list
    differences: list


@dataclass(frozen=True)
class Shown:
    """The whole preview: rows, new stages, items that go, stay or change places; `summary` and `done` in one sentence."""

    rows: list
    stamp: str
    is_empty: bool
    summary: list
    done: str
    stages: list = field(default_factory=list)
    removed: list = field(default_factory=list)
    remaining: int = 0
    reordered: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


def shown_changes(changes):
    """Return the Shown of Changes (programmes.plan_import.changes)."""
    new, mended = len(changes.of(Kind.NEW)), len(changes.of(Kind.CHANGED))
    done = [
        plural_ru(new, "мероприятие добавлено,мероприятия добавлены,мероприятий добавлено"),
        plural_ru(mended, "изменено,изменены,изменено") if mended else "",
        plural_ru(len(changes.removed), "удалено,удалены,удалено") if changes.removed else "",
    ]
    return Shown(
        rows=[_row(change) for change in changes.changes],
        stamp=changes.stamp,
        is_empty=changes.is_empty,
        summary=[(kind.label, len(changes.of(kind)), TONES[kind]) for kind in Kind if changes.of(kind)],
        done=_("В план перенесено: %s.") % ", ".join(filter(None, done)),
        stages=[str(stage) for stage in changes.stages],
        removed=changes.removed,
        remaining=len(changes.remaining),
        reordered=[str(stage) for stage, _entries in changes.order if changes.mode == Mode.REPLACE and stage.pk],
        warnings=changes.warnings,
    )


def _row(change):
    row, values = change.row, change.row.values
    more = [values["place"], values["product"]]
    if row.status != ItemStatus.PLANNED:
        more.append(ItemStatus(row.status).label)
    return ShownRow(
        place=row.place,
        stage=str(change.stage or ""),
        number=values["number"],
        text=values["text"],
        direction=values["direction"],
        term=values["term"],
        dates=_dates(row),
        responsible=values["responsible"],
        more="; ".join(str(one) for one in more if one),
        kind=Kind(change.kind).label,
        tone=TONES[change.kind],
        reason=row.refusal,
        notes=row.notes,
        differences=[(one.label, _value(one.now), _value(one.then)) for one in change.differences],
    )


def _dates(row):
    spans = row.dates or [(row.values["starts_on"], row.values["due_on"])]
    said = [_span(start, end) for start, end in spans if start or end]
    if every := row.values["every_months"]:
        said.append(_("раз в %s мес.") % every)
    return ", ".join(said)


def _span(start, end):
    if start == end:
        return _value(start)
    return " ".join(filter(None, [start and _("с %s") % _value(start), end and _("по %s") % _value(end)]))


def _value(value):
    if isinstance(value, datetime.date):
        return date_format(value, "d.m.Y")
    return "—" if value in (None, "") else str(value)
