"""The tables of the database's own engine; that of the first embedded one goes, and the worker fills the new ones."""

from django.db import migrations


def make_tables(apps, schema_editor):
    from search.engines import database_engine

    schema_editor.execute("DROP TABLE IF EXISTS search_fts")
    database_engine().prepare()


class Migration(migrations.Migration):
    dependencies = [("search", "0003_numbered_words")]
    operations = [migrations.RunPython(make_tables, migrations.RunPython.noop)]
