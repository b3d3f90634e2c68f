"""What a builder writes into an empty site, kept once and put back for each test: a few rows instead of 750 queries."""

from dataclasses import dataclass, field

from django.db import connection, transaction


@dataclass
class Change:
    """Of one table: rows by their rowid as they came or became, and the rowids that went."""

    columns: list
    new: dict = field(default_factory=dict)
    changed: dict = field(default_factory=dict)
    gone: list = field(default_factory=list)


def changes_of(build):
    """Return {table: Change} of what `build()` does to the SQLite database; the database is left as it was."""
    with transaction.atomic():
        before = _rows()
        build()
        after = _rows()
        transaction.set_rollback(True)
    return {table: change for table in after if (change := _compare(before[table], after[table]))}


def put_back(changes):
    """Do again what `changes_of` has seen."""
    with connection.cursor() as cursor:
        for table, change in changes.items():
            cursor.executemany(f'DELETE FROM "{table}" WHERE rowid = %s', [[rowid] for rowid in change.gone])
            names = ", ".join(f'"{name}"' for name in ["rowid", *change.columns])
            marks = ", ".join(["%s"] * (len(change.columns) + 1))
            rows = [[rowid, *row] for rowid, row in change.new.items()]
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
            sets = ", ".join(f'"{name}" = %s' for name in change.columns)
            rows = [[*row, rowid] for rowid, row in change.changed.items()]
            cursor.executemany(f'UPDATE "{table}" SET {sets} WHERE rowid = %s', rows)


def _rows():
    """Return {table: (columns, {rowid: row})} of all tables but the full-text ones, which follow theirs by triggers."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%%'", [])
        tables = dict(cursor.fetchall())
        virtual = tuple(f"{name}_" for name, sql in tables.items() if sql.upper().startswith("CREATE VIRTUAL"))
        for table, sql in tables.items():
            if sql.upper().startswith("CREATE VIRTUAL") or table.startswith(virtual) or "WITHOUT ROWID" in sql.upper():
                continue
            cursor.execute(f'SELECT rowid, * FROM "{table}"')
            found[table] = (
                [column[0] for column in cursor.description[1:]],
                {row[0]: row[1:] for row in cursor.fetchall()},
            )
    return found


def _compare(before, after):
    columns, now = after
    _columns, then = before
    change = Change(
        columns,
        new={rowid: row for rowid, row in now.items() if rowid not in then},
        changed={rowid: row for rowid, row in now.items() if rowid in then and then[rowid] != row},
        gone=[rowid for rowid in then if rowid not in now],
    )
    return change if change.new or change.changed or change.gone else None
