"""Kinds of materials (requirements, Annex 2), licences, and who keeps them."""

from django.db import migrations

from accounts.enums import Role
from accounts.grants import full_rights, grant_permissions

KINDS = {
    "development": "Методическая разработка",
    "guidelines": "Методические рекомендации",
    "scenario": "Сценарий, конспект",
    "programme": "Программа",
    "course": "Курс",
    "experience": "Описание опыта",
    "model": "Модель",
    "resource": "ЭОР",
    "cases": "Ситуационные задачи",
    "protocol": "Протокол",
    "council": "Рекомендации совета",
    "article": "Статья",
    "talk": "Доклад, презентация",
    "diagnostics": "Анкета, диагностика",
    "video": "Видеозапись",
    "pupil": "Работа обучающегося",
    "list": "Аннотированный список",
    "analysis": "Аналитическая справка",
    "portfolio": "Портфолио",
    "norm": "Нормативный документ",
}
LICENCES = [
    {
        "code": "cc-by-nc-4",
        "name": "CC BY-NC 4.0",
        "version": "4.0",
        "url": "https://creativecommons.org/licenses/by-nc/4.0/deed.ru",
        "text": "Можно копировать, менять и показывать на уроках с указанием автора. Продавать нельзя.",
    },
    {
        "code": "cc-by-4",
        "name": "CC BY 4.0",
        "version": "4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/deed.ru",
        "text": "Можно всё, если указан автор.",
    },
    {
        "code": "author",
        "name": "С разрешения автора",
        "version": "1",
        "url": "",
        "text": "Читать и использовать на своих уроках можно; для публикации и переработки спросите автора.",
    },
]


def seed(apps, schema_editor):
    kind_model, licence_model = apps.get_model("library", "MaterialKind"), apps.get_model("library", "Licence")
    for order, (code, name) in enumerate(KINDS.items(), start=1):
        kind_model.objects.get_or_create(code=code, defaults={"name": name, "sort_order": order * 10})
    for order, licence in enumerate(LICENCES, start=1):
        licence_model.objects.get_or_create(code=licence["code"], defaults={**licence, "sort_order": order * 10})
    words = full_rights("library", "materialkind", "licence")
    grant_permissions(apps, {Role.EDITOR: words, Role.ADMINISTRATOR: words})


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial"), ("accounts", "0002_groups")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
