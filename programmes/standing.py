"""How an indicator stands against its target: said in words, derived at reading and never stored (B.27)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from programmes.enums import GOAL_BADGES, GoalState, Period, TargetKind
from programmes.figures import reading_label, target_label

# A yearly presence is a year old at most, with a month to write it down.
YEARLY = timedelta(days=396)


@dataclass(frozen=True)
class Standing:
    """An indicator's last reading (a number, a bool, None: unknown), its date, its state, and why where nothing is known."""

    reading: Decimal | bool | None
    on: date | None
    state: GoalState
    label: str
    value: str
    target: str
    percent: int | None = None
    reason: str = ""

    @property
    def tone(self):
        """The tone of the badge."""
        return GOAL_BADGES[self.state][0]

    @property
    def icon(self):
        """The sign of the badge."""
        return GOAL_BADGES[self.state][1]

    @property
    def is_reached(self):
        """Whether the target is reached."""
        return self.state == GoalState.REACHED

    @property
    def is_known(self):
        """Whether there is anything to judge by."""
        return self.state != GoalState.UNKNOWN


def standing_of(indicator, points, *, computed=None, is_over=False, day):
    """Return the Standing of `indicator` on `day`.

    points    [(date, reading)], the oldest first: at least the last one of every year
    computed  what the indicator's formula says (programmes.formulas.Computed); stronger than points
    is_over   the programme has ended: what is not reached is missed
    """
    on, reading = points[-1] if points else (None, None)
    earlier = [value for when, value in points if on and when.year < on.year]
    before = earlier[-1] if earlier else indicator.baseline
    reason = "" if points else _("Значений ещё не внесено.")
    if computed:
        if reading is None:
            reason = computed.reason
        if computed.value is not None:
            reason = ""
            on, reading = day, computed.value
            earlier = [value for when, value in points if when.year < day.year]
            before = earlier[-1] if earlier else indicator.baseline
    state, label = GoalState.UNKNOWN, GoalState.UNKNOWN.label
    if reading is not None:
        state, label, why = JUDGES[TargetKind(indicator.target_kind)](indicator, reading, before, on, is_over, day)
        reason = reason or why
    value, target = reading_label(reading, indicator), target_label(indicator)
    return Standing(reading, on, state, str(label), value, target, _percent(indicator, reading), reason)


def _judge_number(indicator, reading, before, on, is_over, day):
    if indicator.at_most is not None and reading > indicator.at_most:
        return GoalState.MISSED, _("выше допустимого"), ""
    if indicator.at_least is not None and reading < indicator.at_least:
        state = GoalState.MISSED if is_over else GoalState.ON_WAY
        return state, state.label, ""
    return GoalState.REACHED, GoalState.REACHED.label, ""


def _judge_growth(indicator, reading, before, on, is_over, day):
    if before is None:
        return GoalState.UNKNOWN, _("мало данных"), _("Рост виден, когда есть значения двух лет.")
    if reading > before:
        return GoalState.REACHED, _("растёт"), ""
    return GoalState.MISSED, _("снижается") if reading < before else _("без роста"), ""


def _judge_presence(indicator, reading, before, on, is_over, day):
    if reading and indicator.period == Period.YEAR and not is_over and day - on > YEARLY:
        return GoalState.UNKNOWN, GoalState.UNKNOWN.label, _("За последний год сведений нет.")
    if reading:
        return GoalState.REACHED, GoalState.REACHED.label, ""
    return (GoalState.MISSED, GoalState.MISSED.label, "") if is_over else (GoalState.ON_WAY, _("пока нет"), "")


JUDGES = {
    TargetKind.NUMBER: _judge_number,
    TargetKind.PERIODICITY: _judge_number,
    TargetKind.GROWTH: _judge_growth,
    TargetKind.PRESENCE: _judge_presence,
}


def _percent(indicator, reading):
    """How much of the lower bound is there, whole per cent, for a bar; None where a bar would mean nothing."""
    if reading is None or indicator.at_least is None or not indicator.at_least or indicator.is_presence:
        return None
    return min(100, int(100 * reading / indicator.at_least))
