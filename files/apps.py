from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "files"
    verbose_name = "Файлы"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from files import permissions  # noqa: F401  registers its rules
        from files.blocks import FilesBlock
        from home.body import register_body_block

        register_body_block("files", FilesBlock())
