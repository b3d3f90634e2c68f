"""Which column of a foreign table is which field of the card: a guess, and what a person made of it."""

from library.importing.columns import COLUMNS, OTHER_NAMES, REPORT_COLUMNS, REQUIRED, SKIPPED
from library.importing.errors import TableRefused
from library.importing.words import key_of


def guess_fields(header):
    """Return for each cell of `header` the field of the card it most likely names, SKIPPED where none; none twice."""
    fields = []
    for name in header:
        guess = _guess(key_of(name))
        fields.append(guess if guess and guess not in fields else SKIPPED)
    return fields


def check_fields(fields):
    """Raise TableRefused unless the chosen `fields` name each field once and all required ones."""
    for field in COLUMNS:
        if fields.count(field) > 1:
            raise TableRefused(f"Поле «{COLUMNS[field]}» выбрано для двух столбцов: оставьте один.")
    missing = [COLUMNS[field] for field in REQUIRED if field not in fields]
    if missing:
        raise TableRefused(f"Выберите столбец, в котором {missing[0]}: без него переносить нечего.")


def known_names(header):
    """Return how many cells of `header` look like names of columns."""
    return sum(_guess(key_of(name)) is not None for name in header)


def _guess(key):
    if not key or key in REPORT_COLUMNS:
        return None
    for field, name in COLUMNS.items():
        if key in (field, name):
            return field
    for field, name in COLUMNS.items():
        if key.startswith((name, *OTHER_NAMES.get(field, ()))):
            return field
    return None
