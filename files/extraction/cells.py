"""How the numbers of a spreadsheet look to a Russian reader."""

import re
from datetime import datetime, timedelta

# Formats of dates and times that every Excel knows without a description.
DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
MAX_DAYS = 2_958_465  # the end of the year 9999
# In a description of a format: text in quotes, colours and conditions in brackets, an escaped letter.
_NOT_CODES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def is_date_format(code: str) -> bool:
    """Does a format of the user's own ("dd.mm.yyyy") show a date or a time?"""
    return bool(re.search(r"[dmyhsДМГЧ]", _NOT_CODES.sub("", code), re.IGNORECASE)) and "General" not in code


def number_text(value: float) -> str:
    """A number without the noise of floating point, with a decimal comma: "0,3", "1200"."""
    return f"{value:.15g}".replace(".", ",")


def date_text(days: float, *, from_1904: bool = False) -> str:
    """A date that is kept as days since the epoch: "01.09.2026", "01.09.2026 10:30", "10:30" for less than a day."""
    if not 0 <= days <= MAX_DAYS:
        return number_text(days)
    moment = (EPOCH_1904 if from_1904 else EPOCH) + timedelta(seconds=round(days * 86_400))
    if days < 1:
        return moment.strftime("%H:%M")
    return moment.strftime("%d.%m.%Y" if days == int(days) else "%d.%m.%Y %H:%M")
