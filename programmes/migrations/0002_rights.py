"""Who keeps the plans (A.5)."""

from django.db import migrations

from accounts.enums import Role
from accounts.grants import full_rights, grant_permissions


def grant(apps, schema_editor):
    plan = full_rights("programmes", "stage", "planitem")
    grant_permissions(apps, dict.fromkeys((Role.PROGRAMME_LEADER, Role.EDITOR, Role.ADMINISTRATOR), plan))


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("accounts", "0002_groups")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
