"""The normative base, and who keeps it (A.5)."""

import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from accounts.enums import Role
from accounts.grants import full_rights, grant_permissions


def grant(apps, schema_editor):
    norms = full_rights("programmes", "regulation", "regulationversion")
    grant_permissions(apps, dict.fromkeys((Role.PROGRAMME_LEADER, Role.EDITOR, Role.ADMINISTRATOR), norms))


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0003_previews_and_downloads"),
        ("programmes", "0010_indicators_and_risks"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Regulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "закон"),
                            ("decree", "постановление"),
                            ("directive", "распоряжение"),
                            ("order", "приказ"),
                            ("draft_order", "проект приказа"),
                            ("concept", "концепция"),
                            ("programme", "программа или стратегия"),
                            ("regulation", "положение"),
                            ("procedure", "порядок"),
                            ("duties", "функциональные обязанности"),
                            ("work_plan", "план работы"),
                            ("local_act", "локальный акт"),
                            ("agreement", "договор или соглашение"),
                            ("protocol", "протокол"),
                        ],
                        default="regulation",
                        max_length=12,
                        verbose_name="вид",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="название")),
                ("slug", models.SlugField(editable=False, max_length=80, unique=True, verbose_name="адрес")),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="Как в документе: «273-ФЗ», «2765-р».",
                        max_length=60,
                        verbose_name="номер",
                    ),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="дата документа")),
                (
                    "date_text",
                    models.CharField(
                        blank=True,
                        help_text="Если точной даты нет: «2015 г.», «2013–2017».",
                        max_length=80,
                        verbose_name="дата словами",
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=250, verbose_name="кто издал")),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="Одна-две фразы для списка.", max_length=600, verbose_name="о чём"
                    ),
                ),
                ("audience", models.CharField(blank=True, max_length=250, verbose_name="кого касается")),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        help_text="Адрес документа на сайте того, кто его издал.",
                        max_length=500,
                        verbose_name="где опубликован",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "—"),
                            ("publication", "публикация авторских материалов"),
                            ("expertise", "экспертиза материалов"),
                            ("community", "участие в сетевом сообществе"),
                        ],
                        default="",
                        help_text="С действующей редакцией этого документа люди соглашаются, когда присылают работы.",
                        max_length=12,
                        verbose_name="на что ссылается сайт",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("project", "готовится"), ("in_force", "действует"), ("lost_force", "утратил силу")],
                        default="project",
                        editable=False,
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Карточка и редакции, вступившие в силу, видны всем. Черновики редакций видят только сотрудники.",
                        verbose_name="показывать на сайте",
                    ),
                ),
                (
                    "programmes",
                    models.ManyToManyField(
                        blank=True, related_name="regulations", to="programmes.programmepage", verbose_name="программы"
                    ),
                ),
            ],
            options={
                "verbose_name": "документ нормативной базы",
                "verbose_name_plural": "нормативная база",
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RegulationIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=600, verbose_name="вводка")),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        help_text="Кому приходят сообщения посетителей об этой странице и обо всём, что под ней.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ответственный",
                    ),
                ),
            ],
            options={
                "verbose_name": "раздел нормативной базы",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="RegulationVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="номер редакции")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "готовится"),
                            ("current", "действующая редакция"),
                            ("past", "прежняя редакция"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="действует с")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="действовала по")),
                ("text", wagtail.fields.RichTextField(blank=True, verbose_name="текст")),
                ("changes", models.TextField(blank=True, max_length=1000, verbose_name="что изменилось")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="regulation_versions",
                        to="files.storedfile",
                        verbose_name="файл",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="programmes.regulation",
                        verbose_name="документ",
                    ),
                ),
            ],
            options={
                "verbose_name": "редакция документа",
                "verbose_name_plural": "редакции документов",
                "ordering": ["regulation", "-number"],
            },
        ),
        migrations.AddConstraint(
            model_name="regulation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("purpose", ""), _negated=True),
                fields=("purpose",),
                name="programmes_regulation_one_for_purpose",
                violation_error_message="Для этой цели уже есть документ.",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulationversion",
            constraint=models.UniqueConstraint(
                fields=("regulation", "number"), name="programmes_regulation_version_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="regulationversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "current")),
                fields=("regulation",),
                name="programmes_regulation_one_current_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("starts_on__isnull", False), _connector="OR"),
                name="programmes_version_in_force_has_a_date",
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
