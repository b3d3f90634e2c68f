"""The embedded engine's table. Other databases have engines of their own."""

from django.db import migrations

from search.engines.sqlite import SqliteEngine


def make_table(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        SqliteEngine().prepare()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
