"""Consents about single deeds, and the words of the author's own statement."""

import hashlib

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

AUTHORSHIP = """Я заявляю, что эта работа создана мной, а если у неё есть соавторы — мной вместе с теми, кого я назвал, и что я вправе её опубликовать.

Оператор персональных данных — центр, чьё название, адрес и почта указаны внизу каждой страницы этого сайта.

Чужие тексты, рисунки, музыка и снимки в ней использованы с согласия их авторов или в тех пределах, в которых закон разрешает цитирование, и у каждого назван автор и источник. Работа не нарушает ничьих прав, в ней нет тайн, которые мне доверили, и сведений о людях, которые они не разрешали публиковать.

Я разрешаю центру показать работу методистам, редакторам и экспертам, разместить её на этом сайте на условиях лицензии, которую я выбрал, подписать её моим именем в той форме, которую я указал, и хранить её версии. За верность этого заявления отвечаю я.

Заявление действует для одной работы. Пока она не опубликована, я могу его отозвать: тогда центр перестанет её рассматривать. После публикации, чтобы снять работу с сайта, я пишу центру."""


def seed(apps, schema_editor):
    text_model = apps.get_model("community", "ConsentText")
    digest = hashlib.sha256(AUTHORSHIP.encode()).hexdigest()
    text_model.objects.get_or_create(
        kind="authorship",
        version=1,
        defaults={"text": AUTHORSHIP, "sha256": digest, "valid_from": django.utils.timezone.now()},
    )


def forget(apps, schema_editor):
    apps.get_model("community", "DeedConsent").objects.all().delete()
    apps.get_model("community", "ConsentText").objects.filter(kind="authorship").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0006_consent_texts"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="consenttext",
            name="kind",
            field=models.CharField(
                choices=[
                    ("processing", "обработка персональных данных"),
                    ("publication", "публикация имени и сведений о себе"),
                    ("newsletter", "рассылка новостей центра"),
                    ("expert", "работа эксперта"),
                    ("pupils_works", "работы обучающихся"),
                    ("pupils_photos", "фотографии обучающихся"),
                    ("co_authorship", "соавторство"),
                    ("authorship", "авторство и право публикации"),
                ],
                max_length=16,
                verbose_name="на что согласие",
            ),
        ),
        migrations.CreateModel(
            name="DeedConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text_sha256", models.CharField(max_length=64, verbose_name="отпечаток текста (SHA-256)")),
                ("object_id", models.PositiveBigIntegerField()),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="дано")),
                ("address", models.GenericIPAddressField(blank=True, null=True, verbose_name="сетевой адрес")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="отозвано")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deed_consents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deed_consents",
                        to="community.consenttext",
                        verbose_name="текст",
                    ),
                ),
            ],
            options={
                "verbose_name": "согласие по делу",
                "verbose_name_plural": "согласия по делам",
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("content_type", "object_id", "text"),
                        name="community_deed_consent_held_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None), ("revoked_at__gte", models.F("given_at")), _connector="OR"
                        ),
                        name="community_deed_consent_revoked_after_given",
                    ),
                ],
            },
        ),
        migrations.RunPython(seed, forget),
    ]
