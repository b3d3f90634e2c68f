"""The lines in which a criterion says what each mark means: «0 — цели не названы»."""

import re

from django.utils.translation import gettext as _

LINE = re.compile(r"^(\d{1,2})\s*[—–-]\s*(\S.*)$")
MOST_LEVELS = 11
LONGEST_WORDS = 300


class LevelsRefused(ValueError):
    """The lines cannot be read; the text says which and why."""


def parse_levels(text):
    """Return [[mark, words], …], the lowest first, of lines «0 — слова». Raises LevelsRefused naming the line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    levels = []
    for number, line in enumerate(lines, start=1):
        found = LINE.match(line)
        if found is None:
            raise LevelsRefused(
                _("Строка %(number)d, «%(line)s»: начните её с оценки и тире, например «0 — цели не названы».")
                % {"number": number, "line": line[:60]}
            )
        mark, words = int(found[1]), found[2].strip()
        if len(words) > LONGEST_WORDS:
            raise LevelsRefused(
                _("Строка %(number)d длиннее %(most)d знаков: скажите короче.")
                % {"number": number, "most": LONGEST_WORDS}
            )
        if levels and mark <= levels[-1][0]:
            raise LevelsRefused(
                _("Строка %(number)d: оценка %(mark)d не больше предыдущей. Идите от худшего уровня к лучшему.")
                % {"number": number, "mark": mark}
            )
        levels.append([mark, words])
    if not 2 <= len(levels) <= MOST_LEVELS:
        raise LevelsRefused(_("Нужно от 2 до %d уровней, по одному в строке.") % MOST_LEVELS)
    return levels


def highest(levels):
    """Return the best mark of parsed levels."""
    return levels[-1][0]
