"""What changed in passports, and values of indicators by organisations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0011_norms"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PassportVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="номер")),
                ("published_at", models.DateTimeField(verbose_name="опубликована")),
                ("state", models.JSONField()),
                ("changes", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "версия паспорта",
                "verbose_name_plural": "версии паспортов",
                "ordering": ["-number"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="measurement",
            name="programmes_measurement_once_a_day",
        ),
        migrations.AddField(
            model_name="indicator",
            name="combining",
            field=models.CharField(
                choices=[("mean", "среднее"), ("sum", "сумма")],
                default="mean",
                help_text="Если значения внесены отдельно по организациям: чем они вместе считаются на эту дату.",
                max_length=4,
                verbose_name="общее значение по организациям",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="organisation",
            field=models.CharField(
                blank=True,
                help_text="Пусто — значение всей программы. С названием — одной организации: из таких сайт выведет общее.",
                max_length=200,
                verbose_name="организация",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unit", "%"), _negated=True),
                    models.Q(("combining", "sum"), _negated=True),
                    _connector="OR",
                ),
                name="programmes_indicator_percent_is_no_sum",
                violation_error_message="Проценты организаций не складывают: выберите среднее.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.UniqueConstraint(
                fields=("indicator", "on", "organisation"),
                name="programmes_measurement_once_a_day",
                violation_error_message="На эту дату значение уже внесено: исправьте его.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation", ""), models.Q(("source", "manual"), ("value__isnull", False)), _connector="OR"
                ),
                name="programmes_measurement_of_organisation_is_a_number",
                violation_error_message="По организациям вносят только числа: наличие бывает общим.",
            ),
        ),
        migrations.AddField(
            model_name="passportversion",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="passport_versions",
                to="wagtailcore.page",
                verbose_name="страница",
            ),
        ),
        migrations.AddConstraint(
            model_name="passportversion",
            constraint=models.UniqueConstraint(
                fields=("page", "number"), name="programmes_passport_version_once_a_page"
            ),
        ),
        migrations.AddConstraint(
            model_name="passportversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="programmes_passport_version_number_from_one"
            ),
        ),
    ]
