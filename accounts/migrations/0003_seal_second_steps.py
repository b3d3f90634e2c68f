"""Second steps that were set up before secrets were sealed."""

from django.db import migrations

from accounts.sealing import MARK, seal

SECRETS = ("secret", "seed")


def seal_all(apps, schema_editor):
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]).iterator():
        open_ones = [name for name in SECRETS if name in row.data and not row.data[name].startswith(MARK)]
        if open_ones:
            row.data |= {name: seal(row.data[name]) for name in open_ones}
            row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_groups"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_all, migrations.RunPython.noop, elidable=True)]
