"""What the tables of the database's own engine really hold, and how they are damaged; whatever the database."""

from django.db import connection

from search.engines import sqlite

TABLES = list(sqlite.TABLES) if connection.vendor == "sqlite" else ["search_index"]


def content():
    """Return every word of every page in the index, with its place where the engine keeps places."""
    if connection.vendor != "sqlite":
        return rows("SELECT page_id, title::text, near::text, words::text FROM search_index ORDER BY page_id")
    found = []
    for table in TABLES:
        run(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_seen USING fts5vocab(main, {table}, instance)")
        found += rows(f"SELECT doc, col, offset, term FROM temp.{table}_seen ORDER BY 1, 2, 3")
        run(f"DROP TABLE temp.{table}_seen")
    return found


def page_ids():
    """Return the ids of the pages of which the index has words."""
    return {row[0] for row in content()}


def lose():
    """Drop the index's tables."""
    for table in TABLES:
        run(f"DROP TABLE {table}")


def put_stranger(page_id, word):
    """Put a page into the index that nobody knows."""
    if connection.vendor == "sqlite":
        run(f"INSERT INTO {sqlite.WORDS}(rowid, words) VALUES ({page_id}, '{word}')")
        run(f"INSERT INTO {sqlite.NEAR}(rowid, title, near) VALUES ({page_id}, '{word}', '{word}')")
    else:
        run(f"INSERT INTO search_index VALUES ({page_id}, '{word}', '{word}', '{word}')")


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
