"""The embedded engine's first table stood here; 0004 makes those that came after it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = []
