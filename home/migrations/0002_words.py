"""The lists everybody uses (requirements, Annex 2) and who keeps them."""

from django.db import migrations

from accounts.enums import Role
from accounts.grants import full_rights, grant_permissions
from home.vocabularies import code_from

SUBJECTS = [
    "Метапредметное",
    "Русский язык",
    "Литература",
    "Литературное чтение",
    "Математика",
    "Информатика",
    "История",
    "Обществознание",
    "География",
    "Биология",
    "Физика",
    "Химия",
    "Окружающий мир",
    "Иностранный язык",
    "Технология",
    "Изобразительное искусство",
    "Музыка",
    "Физическая культура",
    "ОБЗР",
    "ОРКСЭ",
    "Дошкольное образование",
    "Воспитание",
    "Управление образованием",
]
LEVELS = [
    "Дошкольное образование",
    "Начальное общее",
    "Основное общее",
    "Среднее общее",
    "Дополнительное образование",
    "Профессиональное развитие педагогов",
]
AUDIENCES = [
    "Учитель начальных классов",
    "Учитель-предметник",
    "Воспитатель ДОО",
    "Педагог дополнительного образования",
    "Библиотекарь",
    "Классный руководитель",
    "Руководитель",
    "Методист",
    "Молодой педагог",
    "Педагог детей с ОВЗ",
    "Родители",
]


def fill(model, names):
    for order, name in enumerate(names, start=1):
        model.objects.get_or_create(name=name, defaults={"code": code_from(name), "sort_order": order * 10})


def seed(apps, schema_editor):
    fill(apps.get_model("home", "Subject"), SUBJECTS)
    fill(apps.get_model("home", "Level"), LEVELS)
    fill(apps.get_model("home", "Audience"), AUDIENCES)
    words = full_rights("home", "subject", "level", "audience")
    grant_permissions(
        apps,
        {
            Role.EDITOR: words,
            Role.ADMINISTRATOR: [
                *words,
                "home.sitesettings.change_sitesettings",
                "wagtailredirects.redirect.add_redirect",
                "wagtailredirects.redirect.change_redirect",
                "wagtailredirects.redirect.delete_redirect",
                "accounts.user.add_user",
                "accounts.user.change_user",
                "accounts.user.view_user",
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial"), ("accounts", "0002_groups")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
