"""What the index is asked for, and how wishes are joined: pure strings, no database."""

from typing import NamedTuple


class Signs(NamedTuple):
    """How one index writes «both», «either» and «this without that»."""

    both: str
    either: str
    without: str


FTS5 = Signs(" AND ", " OR ", " NOT ")
TSQUERY = Signs(" & ", " | ", " & !")


class Match(NamedTuple):
    """The rows that an ``expression`` finds or, ``inverted``, all the others. The empty expression finds none.

    FTS5 has no unary NOT: the inversion is kept beside the expression until it can be written as «this NOT that».
    """

    expression: str
    inverted: bool = False

    def __invert__(self):
        return Match(self.expression, not self.inverted)


NOTHING = Match("")
EVERYTHING = ~NOTHING


def all_of(matches, signs=FTS5):
    """Return what every one of ``matches`` finds; EVERYTHING when there are none."""
    matches = list(matches)
    wanted = [match.expression for match in matches if not match.inverted]
    unwanted = [match.expression for match in matches if match.inverted and match.expression]
    if not wanted:
        return Match(_joined(signs.either, unwanted), inverted=True)
    if not all(wanted):
        return NOTHING
    expression = _joined(signs.both, wanted)
    return Match(f"({expression}){signs.without}({_joined(signs.either, unwanted)})" if unwanted else expression)


def any_of(matches, signs=FTS5):
    """Return what at least one of ``matches`` finds; NOTHING when there are none."""
    return ~all_of((~match for match in matches), signs)


def _joined(sign, expressions):
    return sign.join(f"({expression})" for expression in expressions)
