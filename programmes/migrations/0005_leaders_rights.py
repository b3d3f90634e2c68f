"""Who leads: a group of people for each programme and subproject, in place of one right on all of them (A.5)."""

from django.db import migrations

from accounts.enums import Role
from accounts.grants import full_rights, grant_permissions

RIGHTS = ("add_page", "change_page", "publish_page")


def entrust_what_there_is(apps, schema_editor):
    """Give every page to whom it names responsible, as the site does with new ones."""
    group_model = apps.get_model("auth", "Group")
    leading_model = apps.get_model("programmes", "Leading")
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="wagtailcore", codename__in=RIGHTS
    )
    right_model = apps.get_model("wagtailcore", "GroupPagePermission")
    roles = {"ProgrammePage": Role.PROGRAMME_LEADER, "SubprojectPage": Role.SUBPROJECT_LEADER}
    for name, role in roles.items():
        for page in apps.get_model("programmes", name).objects.exclude(responsible=None):
            group = group_model.objects.create(name=f"Ведут: {page.title[:120]} ({page.pk})")
            group.user_set.add(page.responsible_id)
            group_model.objects.get(name=str(role)).user_set.add(page.responsible_id)
            leading_model.objects.create(page_id=page.pk, group=group)
            for permission in permissions:
                right_model.objects.create(group=group, page_id=page.pk, permission=permission)


def end_the_right_on_all(apps, schema_editor):
    """Take from the role what it had on the whole section."""
    sections = apps.get_model("programmes", "ProgrammeIndexPage").objects.values_list("pk", flat=True)
    apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(
        group__name=str(Role.PROGRAMME_LEADER), page_id__in=list(sections)
    ).delete()


def grant(apps, schema_editor):
    leading = "programmes.leading.change_leading"
    plan = full_rights("programmes", "stage", "planitem")
    groups = full_rights("programmes", "groupmember", "meeting", "planagreement")
    grant_permissions(
        apps,
        {
            Role.SUBPROJECT_LEADER: [*plan, *groups, leading],
            Role.PROGRAMME_LEADER: [*groups, leading],
            Role.EDITOR: [*groups, leading],
            Role.ADMINISTRATOR: [*groups, leading],
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_leaders_and_groups"),
        ("accounts", "0002_groups"),
    ]
    operations = [
        migrations.RunPython(entrust_what_there_is, migrations.RunPython.noop),
        migrations.RunPython(end_the_right_on_all, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
