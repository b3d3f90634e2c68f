"""The groups of accounts.enums, and the way into the admin for those who work there."""

from django.db import migrations

from accounts.enums import STAFF_ROLES, Role
from accounts.grants import grant_permissions


def make_groups(apps, schema_editor):
    grant_permissions(apps, {role: [] for role in Role})
    grant_permissions(apps, {role: ["wagtailadmin.admin.access_admin"] for role in STAFF_ROLES})


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
