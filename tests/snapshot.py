"""What a builder writes into an empty site, kept once and put back for each test: a few rows instead of 750 queries."""

from dataclasses import dataclass, field

from django.db import connection, transaction


@dataclass
class Change:
    """Of one table: rows by their primary keys as they came or became, and the keys that went."""

    key: str
    columns: list
    new: dict = field(default_factory=dict)
    changed: dict = field(default_factory=dict)
    gone: list = field(default_factory=list)


def changes_of(build):
    """Return {table: Change} of what `build()` does to the database; the database is left as it was.

    But PostgreSQL's sequences, which no rollback turns back: they stand past the keys of the new rows for good.
    """
    with transaction.atomic():
        before = _rows()
        build()
        after = _rows()
        transaction.set_rollback(True)
    return {table: change for table in after if (change := _compare(before[table], after[table]))}


def put_back(changes):
    """Do again what `changes_of` has seen. Foreign keys are looked at when all is done (both databases defer them)."""
    with connection.cursor() as cursor:
        for table, change in changes.items():
            where = f'WHERE "{change.key}" = %s'
            cursor.executemany(f'DELETE FROM "{table}" {where}', [[key] for key in change.gone])
            names = ", ".join(f'"{name}"' for name in change.columns)
            marks = ", ".join(["%s"] * len(change.columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(change.new.values()))
            sets = ", ".join(f'"{name}" = %s' for name in change.columns)
            rows = [[*row, key] for key, row in change.changed.items()]
            cursor.executemany(f'UPDATE "{table}" SET {sets} {where}', rows)


def _rows():
    """Return {table: (key, columns, {key: row})} of all tables but the full-text ones, which follow theirs by triggers."""
    found = {}
    with connection.cursor() as cursor:
        for table, key in _keys(cursor).items():
            cursor.execute(f'SELECT "{key}", * FROM "{table}"')
            columns = [column[0] for column in cursor.description[1:]]
            found[table] = (key, columns, {row[0]: row[1:] for row in cursor.fetchall()})
    return found


def _keys(cursor):
    """Return {table: its primary key}. SQLite's full-text tables have none; their insides begin with their names."""
    tables = connection.introspection.table_names(cursor)
    keys = {table: connection.introspection.get_primary_key_column(cursor, table) for table in tables}
    insides = tuple(f"{table}_" for table, key in keys.items() if key is None)
    return {table: key for table, key in keys.items() if key and not table.startswith(insides)}


def _compare(before, after):
    key, columns, now = after
    then = before[2]
    change = Change(
        key,
        columns,
        new={at: row for at, row in now.items() if at not in then},
        changed={at: row for at, row in now.items() if at in then and then[at] != row},
        gone=[at for at in then if at not in now],
    )
    return change if change.new or change.changed or change.gone else None
