"""Who keeps the queue of messages and sees the outgoing mail (A.5)."""

from django.db import migrations

from accounts.enums import STAFF_ROLES, Role
from accounts.grants import grant_permissions

ANSWER = ["community.contactmessage.view_contactmessage", "community.contactmessage.change_contactmessage"]


def grant(apps, schema_editor):
    # Everybody on the staff may answer; whose messages they see is decided by community.permissions.
    grant_permissions(apps, dict.fromkeys(STAFF_ROLES, ANSWER))
    grant_permissions(apps, {Role.ADMINISTRATOR: ["community.outboxmail.view_outboxmail"]})


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial"), ("accounts", "0002_groups")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
