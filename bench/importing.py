"""How fast an old archive comes in: `python -m bench.importing 500` on a data directory of its own.

Rows a second by the clock and by the processor, for rows with every usual column and one file each. The reading of the
files and the index are the worker's and are not counted.
"""

import csv
import os
import sys
import tempfile
import time
from pathlib import Path

from bench.project import environment, import_paths

COLUMNS = ["название", "файл", "аннотация", "вид", "предметы", "уровни", "кому", "авторы", "год", "ключевые слова"]
REST = ["Что это и кому поможет.", "Сценарий, конспект", "Физика; Химия", "Основное общее", "Методист"]


def write_archive(folder, size):
    """Write a table and its `size` files into `folder` (a Path); return the table's path."""
    path = folder / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(COLUMNS)
        for number in range(size):
            (folder / f"{number}.txt").write_text(f"Работа {number}. Снег скрипит под ногами. " * 50, encoding="utf-8")
            card = [f"Работа номер {number} о снеге", f"{number}.txt", *REST]
            writer.writerow([*card, "Иванова А. А. (пример)", "2014", "снег, лёд"])
    return path


def measure(size):
    """Import `size` rows into a new site; return rows a second (by the clock, by the processor), statements a row."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from config.sections import make_sections
    from library.importing.command import import_all
    from library.importing.table import read_table

    call_command("migrate", verbosity=0)
    make_sections()
    statements = 0

    def count(execute, *arguments):
        nonlocal statements
        statements += 1
        return execute(*arguments)

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        table = read_table(write_archive(folder, size))
        # Once in a process: Wagtail looks for its hooks at the first entry of the log.
        import_all(table=type(table)(table.header, table.fields, table.rows[:1]), **_given(folder, "first"))
        clock, processor = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(count):
            batch = import_all(table=table, **_given(folder, "all"))
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        assert batch.rows.counts()["imported"] == size - 1, batch.rows.counts()
    return size / clock, size / processor, statements / size


def _given(folder, source):
    return {"source": source, "folder": folder, "publish": True, "user": None}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as data:
        os.environ.update({name: environment(data)[name] for name in ("METODSET_VAR", "DEBUG", "LOG_LEVEL")})
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", environment(data)["DJANGO_SETTINGS_MODULE"])
        sys.path[:0] = import_paths()
        by_clock, by_processor, statements = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
    print(f"{by_clock:.1f} rows/s by the clock, {by_processor:.1f} by the processor, {statements:.0f} statements a row")
