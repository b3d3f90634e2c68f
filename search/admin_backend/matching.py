"""What FTS5 is asked for, and how wishes are joined: pure strings, no database."""

from typing import NamedTuple


class Match(NamedTuple):
    """The rows that an FTS5 ``expression`` finds or, ``inverted``, all the others. The empty expression finds none.

    FTS5 has no unary NOT: the inversion is kept beside the expression until it can be written as «this NOT that».
    """

    expression: str
    inverted: bool = False

    def __invert__(self):
        return Match(self.expression, not self.inverted)


NOTHING = Match("")
EVERYTHING = ~NOTHING


def quoted(words, prefix=False):
    """Return canonical words as one FTS5 phrase; with ``prefix`` the last may be unfinished.

    The only place where words meet FTS5. A canonical word is letters or digits, so it holds no quote.
    """
    return f'"{" ".join(words)}"' + "*" * prefix


def all_of(matches):
    """Return what every one of ``matches`` finds; EVERYTHING when there are none."""
    matches = list(matches)
    wanted = [match.expression for match in matches if not match.inverted]
    unwanted = [match.expression for match in matches if match.inverted and match.expression]
    if not wanted:
        return Match(_joined("OR", unwanted), inverted=True)
    if not all(wanted):
        return NOTHING
    expression = _joined("AND", wanted)
    return Match(f"({expression}) NOT ({_joined('OR', unwanted)})" if unwanted else expression)


def any_of(matches):
    """Return what at least one of ``matches`` finds; NOTHING when there are none."""
    return ~all_of(~match for match in matches)


def _joined(operator, expressions):
    return f" {operator} ".join(f"({expression})" for expression in expressions)
