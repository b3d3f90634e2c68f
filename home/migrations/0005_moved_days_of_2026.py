"""The days off that the Government has moved in 2026 (decree no. 1466 of 24 September 2025)."""

from datetime import date

from django.db import migrations

MOVED = {date(2026, 1, 9): "перенос с 3 января", date(2026, 12, 31): "перенос с 4 января"}


def write(apps, schema_editor):
    days = apps.get_model("home", "CalendarDay")
    for day, name in MOVED.items():
        days.objects.get_or_create(date=day, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("home", "0004_working_calendar")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
