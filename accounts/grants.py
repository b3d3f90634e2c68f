"""Model permissions for groups, given by data migrations (so an administrator's later change stays)."""


def grant_permissions(apps, grants):
    """Give groups permissions, making both where they are missing.

    `apps` is the migration's registry; `grants` maps a Role to strings "app_label.model.codename",
    for example {Role.EDITOR: ["home.subject.add_subject"]}. Works before post_migrate has made the permissions.
    """
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    type_model = apps.get_model("contenttypes", "ContentType")
    for role, names in grants.items():
        group, _created = group_model.objects.get_or_create(name=str(role))
        for name in names:
            app_label, model, codename = name.split(".")
            content_type, _created = type_model.objects.get_or_create(app_label=app_label, model=model)
            permission, _created = permission_model.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": codename}
            )
            group.permissions.add(permission)


def full_rights(app_label, *models):
    """Return "app.model.codename" strings to view, add, change and delete each of `models`."""
    return [f"{app_label}.{model}.{verb}_{model}" for model in models for verb in ("view", "add", "change", "delete")]
