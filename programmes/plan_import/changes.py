"""What an import would do to a plan: shown first, done after, by the same reckoning (B.5)."""

import hashlib
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models import PlanItem, Stage
from programmes.plan_import.comparing import Difference, Finder, differences, is_touched
from programmes.plan_import.stages import StageHeading, same_stage
from programmes.plan_import.words import key_of

TERM_FIELDS = frozenset({"term", "starts_on", "due_on", "every_months"})
NO_STAGE = gettext_lazy("План мероприятий")


class Mode(TextChoices):
    """What becomes of the items that the plan has already."""

    APPEND = "append", gettext_lazy("Добавить новое: то, что уже есть в плане, не меняется")
    REPLACE = (
        "replace",
        gettext_lazy("Заменить нетронутое: запланированное станет как в таблице, а чего в ней нет, уйдёт"),
    )


class Kind(TextChoices):
    """What becomes of a row."""

    NEW = "new", gettext_lazy("новое")
    SAME = "same", gettext_lazy("уже есть")
    CHANGED = "changed", gettext_lazy("изменится")
    KEPT = "kept", gettext_lazy("останется как есть")
    REFUSED = "refused", gettext_lazy("не войдёт")


@dataclass
class Change:
    """A PlanRow, what becomes of it, the item it is about, the stage (a Stage, not saved when it is new), differences."""

    row: object
    kind: str
    stage: Stage | None = None
    item: PlanItem | None = None
    differences: list = field(default_factory=list)

    @property
    def mends_term(self):
        """The words or the dates of the term become others."""
        return any(difference.name in TERM_FIELDS for difference in self.differences)


@dataclass
class Changes:
    """All that an import would do.

    changes    one for each row of the table
    stages     new Stages, not saved
    removed    untouched items that are not in the table; only in the mode «replace»
    remaining  items that are not in the table and stay
    order      [(Stage, [item or Change of a new one, …])] where the order becomes another
    warnings   sentences about stages
    """

    mode: str
    changes: list = field(default_factory=list)
    stages: list = field(default_factory=list)
    removed: list = field(default_factory=list)
    remaining: list = field(default_factory=list)
    order: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    def of(self, *kinds):
        """Return the changes of these kinds."""
        return [change for change in self.changes if change.kind in kinds]

    @property
    def is_empty(self):
        """Nothing would become another."""
        return not (self.of(Kind.NEW, Kind.CHANGED) or self.removed or self.order)

    @property
    def stamp(self):
        """What was shown and what is done are the same when this is the same."""
        said = [self.mode, [stage.name for stage in self.stages], [item.pk for item in self.removed]]
        said += [(change.kind, change.item and change.item.pk, change.differences) for change in self.changes]
        said += [[getattr(entry, "pk", "") for entry in entries] for _stage, entries in self.order]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def reckon(*, programme, subproject, rows, columns, mode, default_stage=None):
    """Return the Changes that `rows` (PlanRows) would make in the plan of `programme` or of its `subproject`.

    `columns` are the fields the table speaks of; `default_stage` takes the rows under no stage, a new one where it is None.
    """
    stages = list(Stage.objects.filter(programme=programme, subproject=subproject).order_by("number"))
    items = PlanItem.objects.filter(stage__in=stages).order_by("stage__number", "sort_order", "pk")
    items = list(items.prefetch_related("proofs", "dates").select_related("stage"))
    changes, finder = Changes(mode), Finder(items)
    place = _Stages(programme, subproject, stages, changes.stages, default_stage)
    changes.changes = [
        Change(row, Kind.REFUSED) if row.refusal else Change(row, Kind.NEW, place.of(row)) for row in rows
    ]
    changes.warnings = place.warnings
    live = changes.of(Kind.NEW)
    for search in (finder.exact, finder.near):
        for change in live:
            change.item = change.item or search(change.row, change.stage if change.stage.pk else None)
    for change in live:
        if change.item:
            _judge(change, columns, mode)
    left = finder.left()
    if mode == Mode.REPLACE:
        changes.removed = [item for item in left if not is_touched(item)]
        changes.remaining = [item for item in left if is_touched(item)]
        changes.order = _new_order(live, items, changes.remaining)
    else:
        changes.remaining = left
    return changes


def _judge(change, columns, mode):
    # A row under no stage says nothing of the stage; neither does the default one.
    moved = change.row.stage is not None and change.item.stage_id != change.stage.pk
    change.differences = differences(change.row, change.item, columns)
    if moved:
        change.differences.append(Difference("stage", _("этап"), str(change.item.stage), str(change.stage)))
    else:
        change.stage = change.item.stage
    if not change.differences:
        change.kind = Kind.SAME
    elif mode == Mode.APPEND or is_touched(change.item):
        change.kind, change.stage = Kind.KEPT, change.item.stage
    else:
        change.kind = Kind.CHANGED


def _new_order(live, items, remaining):
    """Items stand as in the table; what is not in it stays after the one it stood after."""
    wanted = _by_stage((change.stage, change if change.kind == Kind.NEW else change.item) for change in live)
    for item in remaining:
        _stage, entries = wanted.setdefault(item.stage_id, (item.stage, []))
        before = [other for other in items if other.stage_id == item.stage_id]
        above = before[: before.index(item)]
        entries.insert(max((entries.index(other) + 1 for other in above if other in entries), default=0), item)
    staying = {entry.pk for _stage, entries in wanted.values() for entry in entries if isinstance(entry, PlanItem)}
    now = _by_stage((item.stage, item) for item in items if item.pk in staying)
    return [pair for key, pair in wanted.items() if pair[1] != now.get(key, (None, []))[1]]


def _by_stage(pairs):
    """Return {key of the stage: (stage, its entries)}; a new stage has no key of the database yet."""
    found = {}
    for stage, entry in pairs:
        found.setdefault(stage.pk or f"new {stage.number}", (stage, []))[1].append(entry)
    return found


class _Stages:
    """Finds the stage of a row, and makes up a new one where there is none."""

    def __init__(self, programme, subproject, stages, made, default):
        self._programme, self._subproject = programme, subproject
        self._stages, self._made, self._default = list(stages), made, default
        self._known = {}
        self.warnings = []

    def of(self, row):
        """Return the Stage of `row`."""
        if row.stage is None and self._default:
            return self._default
        heading = row.stage or StageHeading(None, str(NO_STAGE))
        if heading not in self._known:
            self._known[heading] = self._find(heading) or self._make(heading)
        return self._known[heading]

    def _find(self, heading):
        found = next((stage for stage in self._stages if same_stage(heading, stage)), None)
        by_name = next((stage for stage in self._stages if key_of(stage.name) == key_of(heading.name)), None)
        if found and found.pk and heading.number and not by_name and not _is_bare(heading):
            self.warnings.append(
                _("В таблице этап называется «%(table)s», а на сайте «%(site)s»: дела войдут в него.")
                % {"table": heading.label, "site": found}
            )
        return found or by_name

    def _make(self, heading):
        taken = {stage.number for stage in self._stages}
        number = heading.number if heading.number and heading.number not in taken else max(taken, default=0) + 1
        stage = Stage(
            programme=self._programme, subproject=self._subproject, number=number, name=heading.name, term=heading.term
        )
        self._stages.append(stage)
        self._made.append(stage)
        return stage


def _is_bare(heading):
    return heading.name == f"Этап {heading.number}"
