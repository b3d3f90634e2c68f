"""Which kinds need a review to begin with, and by which sheet (H11, H37); the centre changes it on its screen."""

from django.db import migrations

# Code of the kind → title of the sheet. All other kinds go from the methodist to the editor.
REVIEWED = {
    "development": "Методическая разработка",
    "guidelines": "Методическая разработка",
    "programme": "Программа, курс",
    "course": "Программа, курс",
    "model": "Модель: общественная экспертиза",
}


def seed(apps, schema_editor):
    kinds, rubrics = apps.get_model("library", "MaterialKind"), apps.get_model("expertise", "Rubric")
    schemes = apps.get_model("library", "ReviewScheme")
    for kind in kinds.objects.all():
        rubric = rubrics.objects.filter(title=REVIEWED.get(kind.code, "")).first()
        schemes.objects.get_or_create(kind=kind, defaults={"needs_review": rubric is not None, "rubric": rubric})


class Migration(migrations.Migration):
    dependencies = [("library", "0011_reminders_of_works"), ("expertise", "0003_conclusions_and_certificates")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
