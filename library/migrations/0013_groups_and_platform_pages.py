"""Works of groups, and what the pages of trial platforms say."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0012_review_schemes"),
        ("programmes", "0012_passport_versions_and_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="materialpage",
            name="group",
            field=models.ForeignKey(
                blank=True,
                help_text="Творческая или проблемная группа, совет: кто это собрал или сделал.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="materials",
                to="programmes.grouppage",
                verbose_name="группа",
            ),
        ),
        migrations.AddField(
            model_name="platform",
            name="base",
            field=models.CharField(
                blank=True,
                help_text="Полное название. Пусто — как называется сама.",
                max_length=250,
                verbose_name="базовая организация",
            ),
        ),
        migrations.AddField(
            model_name="platform",
            name="coordinator",
            field=models.CharField(
                blank=True,
                help_text="Имя (с согласия человека) или должность.",
                max_length=160,
                verbose_name="кто отвечает, для посетителей",
            ),
        ),
        migrations.AddField(
            model_name="platform",
            name="place",
            field=models.CharField(blank=True, help_text="Город, село, район.", max_length=160, verbose_name="где"),
        ),
        migrations.AddField(
            model_name="platform",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                help_text="Чья это площадка: паспорт программы ведёт на её страницу.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="platforms",
                to="programmes.programmepage",
                verbose_name="программа",
            ),
        ),
        migrations.AddField(
            model_name="platform",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="Одна-две фразы для списка и для начала страницы.",
                max_length=600,
                verbose_name="коротко",
            ),
        ),
        migrations.AddField(
            model_name="platform",
            name="teaches",
            field=models.TextField(
                blank=True,
                help_text="По одному на строке: темы стажировок, что можно увидеть.",
                verbose_name="чему здесь учат",
            ),
        ),
        migrations.AlterField(
            model_name="platform",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Ему приходят напоминания о пополнении. Если никто не назван, они приходят ответственному за библиотеку.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ответственный за пополнение",
            ),
        ),
    ]
