"""Geometry of small charts: numbers in, coordinates out; the template draws them as SVG with classes (no script, no library)."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

WIDTH, HEIGHT = 340, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 26, 30
STEPS = (1, 2, 2.5, 5, 10)
MOST_LINES = 5
# No label of the lower axis stands nearer to the next: their width in the chart's own units.
LABEL_WIDTH = 54
MOST_VALUES = 6


@dataclass(frozen=True)
class Mark:
    """A word, a dot or a bar at a place of the chart; coordinates are written for SVG, with a dot."""

    x: str
    y: str
    text: str = ""
    height: str = ""
    width: str = ""


@dataclass(frozen=True)
class Chart:
    """All that a chart's template draws. `line` is empty for bars; `targets` are dashed lines with their words."""

    lines: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    dots: tuple[Mark, ...]
    bars: tuple[Mark, ...]
    targets: tuple[Mark, ...]
    line: str

    # For the template: the frame of the drawing.
    width, height = WIDTH, HEIGHT
    left, right, bottom = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM


def draw(points, *, targets=(), write=str, as_bars=False, ceiling=None):
    """Return the Chart of `points` [(position, label, value)], positions growing, or None for fewer than two.

    targets  [(value, word)] of dashed lines
    write    makes the text of a number
    ceiling  what the upper edge never goes beyond (100 for per cent)
    """
    if len(points) < 2:
        return None
    values = [float(value) for _position, _label, value in points]
    step, most = _scale([*values, *(float(value) for value, _word in targets)], ceiling)

    def y(value):
        return HEIGHT - BOTTOM - float(value) / most * (HEIGHT - BOTTOM - TOP)

    places = _bar_places(len(points)) if as_bars else _places([position for position, _label, _value in points])
    crowded = len(points) > MOST_VALUES
    half = (WIDTH - LEFT - RIGHT) / len(points) * 0.35
    dots = tuple(
        Mark(_at(x), _at(y(value)), "" if crowded and number + 1 < len(points) else write(value))
        for number, (x, (_position, _label, value)) in enumerate(zip(places, points, strict=True))
    )
    return Chart(
        lines=tuple(Mark(_at(LEFT), _at(y(step * n)), write(_exact(step * n))) for n in range(round(most / step) + 1)),
        labels=_labels(places, [label for _position, label, _value in points]),
        dots=dots,
        bars=tuple(
            Mark(_at(x - half), _at(y(v)), height=_at(HEIGHT - BOTTOM - y(v)), width=_at(2 * half))
            for x, v in zip(places, values, strict=True)
        )
        if as_bars
        else (),
        targets=tuple(Mark(_at(LEFT), _at(y(value)), word) for value, word in targets),
        line="" if as_bars else " ".join(f"{dot.x},{dot.y}" for dot in dots),
    )


def _scale(values, ceiling):
    """Return the step and the upper edge of the scale: round numbers, whole ones for whole values, five lines at most."""
    highest = max(values) or 1
    power = 10 ** floor(log10(highest / MOST_LINES))
    step = next(power * step for step in STEPS if power * step * MOST_LINES >= highest)
    step = ceil(step) if all(value.is_integer() for value in values) else step
    most = step * ceil(highest / step)
    return step, min(most, ceiling) if ceiling and highest <= ceiling and ceiling % step == 0 else most


def _places(positions):
    first, last = positions[0], positions[-1]
    room = WIDTH - LEFT - RIGHT - 2 * BOTTOM
    return [LEFT + BOTTOM + room * (position - first) / ((last - first) or 1) for position in positions]


def _bar_places(number):
    room = (WIDTH - LEFT - RIGHT) / number
    return [LEFT + room * (place + 0.5) for place in range(number)]


def _labels(places, words):
    """The words under the axis, from the last one back, none upon another."""
    kept, edge = [], float("inf")
    for x, word in reversed(list(zip(places, words, strict=True))):
        if edge - x >= LABEL_WIDTH:
            kept.append(Mark(_at(x), _at(HEIGHT - BOTTOM + 16), word))
            edge = x
    return tuple(reversed(kept))


def _exact(number):
    return Decimal(str(round(number, 6)))


def _at(number):
    return f"{number:.1f}"
