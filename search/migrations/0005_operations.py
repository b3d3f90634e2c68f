"""What operations keep: asked queries, checks of the index, the weights of the centre."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_engine_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexCheck",
            fields=[
                ("index", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("missing", models.PositiveIntegerField(default=0)),
                ("extra", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("whole", models.BooleanField(default=False)),
                ("error", models.CharField(blank=True, max_length=300)),
                ("checked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AskedQuery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("times", models.PositiveIntegerField(default=0)),
                ("nothing", models.PositiveIntegerField(default=0)),
                ("by_reserve", models.PositiveIntegerField(default=0)),
                ("slowest_ms", models.PositiveIntegerField(default=0)),
                ("milliseconds", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "words"), name="asked_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="RankingWeights",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.FloatField(
                        default=8.0,
                        help_text="За слова запроса в названии. Обычно самый большой вес из всех.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="слово в названии",
                    ),
                ),
                (
                    "summary",
                    models.FloatField(
                        default=4.0,
                        help_text="За слова запроса в аннотации: тем больше, чем чаще они в ней стоят.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="слово в аннотации",
                    ),
                ),
                (
                    "body",
                    models.FloatField(
                        default=3.0,
                        help_text="За слова запроса в карточке и в тексте файлов, с поправкой на длину текста.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="слово в тексте",
                    ),
                ),
                (
                    "all_in_title",
                    models.FloatField(
                        default=4.0,
                        help_text="Прибавка, когда в названии есть каждое слово запроса.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="все слова в названии",
                    ),
                ),
                (
                    "same_title",
                    models.FloatField(
                        default=4.0,
                        help_text="Прибавка, когда запрос и есть название: так находят известную работу.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="название целиком",
                    ),
                ),
                (
                    "in_a_row",
                    models.FloatField(
                        default=2.0,
                        help_text="Прибавка, когда слова стоят подряд, как в запросе: в названии больше всего.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="слова подряд",
                    ),
                ),
                (
                    "nearness",
                    models.FloatField(
                        default=2.0,
                        help_text="Прибавка, когда разные слова запроса стоят недалеко друг от друга.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="слова рядом",
                    ),
                ),
                (
                    "expert",
                    models.FloatField(
                        default=1.5,
                        help_text="Прибавка работам, которые рекомендовал экспертный совет.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="рекомендация экспертов",
                    ),
                ),
                (
                    "freshness",
                    models.FloatField(
                        default=0.5,
                        help_text="Прибавка новым страницам: через два года от неё остаётся половина.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="новизна",
                    ),
                ),
                (
                    "downloads",
                    models.FloatField(
                        default=0.5,
                        help_text="Прибавка тем, чьи файлы чаще скачивали за год; полная — за тысячу и больше.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="скачивания",
                    ),
                ),
            ],
            options={
                "verbose_name": "порядок результатов поиска",
                "verbose_name_plural": "порядок результатов поиска",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("title__range", (0, 20)),
                            ("summary__range", (0, 20)),
                            ("body__range", (0, 20)),
                            ("all_in_title__range", (0, 20)),
                            ("same_title__range", (0, 20)),
                            ("in_a_row__range", (0, 20)),
                            ("nearness__range", (0, 20)),
                            ("expert__range", (0, 20)),
                            ("freshness__range", (0, 20)),
                            ("downloads__range", (0, 20)),
                        ),
                        name="weights_in_range",
                    )
                ],
            },
        ),
    ]
