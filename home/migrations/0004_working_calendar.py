"""Days on which the centre works or rests otherwise than the week says, and who keeps them."""

from django.db import migrations, models

from accounts.enums import Role
from accounts.grants import full_rights, grant_permissions


def grant(apps, schema_editor):
    days = full_rights("home", "calendarday")
    grant_permissions(apps, dict.fromkeys((Role.EDITOR, Role.METHODIST, Role.ADMINISTRATOR), days))


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_terms"),
        ("accounts", "0002_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(unique=True, verbose_name="день")),
                (
                    "is_working",
                    models.BooleanField(
                        default=False,
                        help_text="Отметьте, если суббота или праздник стали рабочими. Без отметки день выходной.",
                        verbose_name="рабочий",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Например: «перенос с 3 января».", max_length=160, verbose_name="почему"
                    ),
                ),
            ],
            options={
                "verbose_name": "день производственного календаря",
                "verbose_name_plural": "производственный календарь",
                "ordering": ["date"],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
