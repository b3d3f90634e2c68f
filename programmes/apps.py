from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Программы"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # They register and connect themselves: rules, receivers, parts of pages, sections of reports, sources of progress.
        from programmes import (  # noqa: F401
            permissions,
            progress_page,
            progress_sources,
            receivers,
            report_news,
            report_plan,
            report_rules,
        )
