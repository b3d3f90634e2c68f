"""The way of a report: the leader of the programme, then the editor (D4.5)."""

from django.db import migrations

from accounts.enums import Role

WORKFLOW = "Отчёт программы"
# Model of the step, its name, who hears of it by mail.
STEPS = [
    ("ReportLeaderTask", "Согласует руководитель программы", (Role.PROGRAMME_LEADER,)),
    ("ReportEditorTask", "Утверждает редактор", (Role.EDITOR, Role.ADMINISTRATOR)),
]


def make_workflow(apps, schema_editor):
    types = apps.get_model("contenttypes", "ContentType")
    groups = apps.get_model("auth", "Group")
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW)
    for order, (model, name, roles) in enumerate(STEPS):
        content_type, _created = types.objects.get_or_create(app_label="programmes", model=model.lower())
        task = apps.get_model("programmes", model).objects.create(name=name, content_type=content_type)
        task.groups.set([groups.objects.get_or_create(name=str(role))[0] for role in roles])
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=order
        )


def remove_workflow(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    for model, _name, _roles in STEPS:
        apps.get_model("programmes", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_reports"),
        ("accounts", "0002_groups"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_workflow, remove_workflow)]
