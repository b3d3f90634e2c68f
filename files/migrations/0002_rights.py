"""Who brings files into pages: everybody who writes pages (A.5, config.sections)."""

from django.db import migrations

from accounts.enums import Role
from accounts.grants import grant_permissions

WRITERS = (
    Role.METHODIST,
    Role.MODERATOR,
    Role.EDITOR,
    Role.COUNCIL,
    Role.SUBPROJECT_LEADER,
    Role.PROGRAMME_LEADER,
    Role.ADMINISTRATOR,
)


def grant(apps, schema_editor):
    grant_permissions(apps, dict.fromkeys(WRITERS, ["files.storedfile.add_storedfile"]))


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("accounts", "0002_groups")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
