"""The state alone: what has no date or no part stands first on every database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0012_passport_versions_and_organisations"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="itemproof",
            options={
                "ordering": [models.OrderBy(models.F("on"), nulls_first=True), "pk"],
                "verbose_name": "что сделано по мероприятию",
                "verbose_name_plural": "что сделано по мероприятиям",
            },
        ),
        migrations.AlterModelOptions(
            name="resultproof",
            options={
                "ordering": [models.OrderBy(models.F("on"), nulls_first=True), "pk"],
                "verbose_name": "подтверждение результата",
                "verbose_name_plural": "подтверждения результатов",
            },
        ),
        migrations.AlterModelOptions(
            name="stage",
            options={
                "ordering": [
                    "programme",
                    models.OrderBy(models.F("subproject_id"), nulls_first=True),
                    models.OrderBy(models.F("group_id"), nulls_first=True),
                    "number",
                ],
                "verbose_name": "этап",
                "verbose_name_plural": "этапы",
            },
        ),
    ]
