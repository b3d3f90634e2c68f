from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Программы"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from community.cabinet import Section, register_section

        # They register and connect themselves: rules, receivers, parts of pages, sections of reports, sources of progress.
        from programmes import (  # noqa: F401
            embedding,
            file_places,
            indicator_pages,
            indicator_section,
            passport_history,
            passport_views,
            permissions,
            personal_data,
            plan_page,
            progress_page,
            progress_sources,
            receivers,
            report_groups,
            report_news,
            report_plan,
            report_rules,
        )
        from programmes.own_items import own_items

        register_section(
            Section(
                "plan_items",
                _("Мои дела в планах"),
                "programmes:cabinet_items",
                lambda user: own_items(user).count(),
                order=40,
            )
        )
