"""The workflow of teachers' works and who writes down the order of kinds (design §7, H37)."""

from django.db import migrations

from accounts.enums import Role
from accounts.grants import full_rights, grant_permissions

WORKFLOW = "Публикация работы"
# Model of the step and its name. Nobody hears of a step by Wagtail's own mails.
STEPS = [
    ("MethodistCheckTask", "Проверка методиста"),
    ("ExpertReviewTask", "Экспертиза"),
    ("EditorialCheckTask", "Редактор"),
]


def make_workflow(apps, schema_editor):
    types = apps.get_model("contenttypes", "ContentType")
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW)
    for order, (model, name) in enumerate(STEPS):
        content_type, _created = types.objects.get_or_create(app_label="library", model=model.lower())
        task = apps.get_model("library", model).objects.create(name=name, content_type=content_type)
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=order
        )
    grant_permissions(apps, {Role.ADMINISTRATOR: full_rights("library", "reviewscheme")})


def remove_workflow(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    for model, _name in STEPS:
        apps.get_model("library", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0009_workflow_of_works"),
        ("accounts", "0002_groups"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_workflow, remove_workflow)]
