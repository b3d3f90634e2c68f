from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Библиотека"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from community.cabinet import Section, register_section
        from expertise.reviewable import register_reviewable

        # They register and connect themselves: places of files, rules, receivers, what reports and progress say.
        from library import (  # noqa: F401
            file_places,
            formulas,
            permissions,
            personal_data,
            progress_source,
            receivers,
            report_section,
        )
        from library.desk import arrivals  # noqa: F401
        from library.desk import permissions as desk_permissions  # noqa: F401
        from library.desk.reviewable import REVIEWABLE_WORK
        from library.models import MaterialPage, Shelf
        from library.participants import count_closed
        from library.submission_views import count_waiting

        register_reviewable(REVIEWABLE_WORK)
        register_section(Section("submissions", _("Мои работы"), "library:submissions", count_waiting))
        register_section(
            Section(
                "works",
                _("Мои публикации"),
                "library:cabinet_works",
                lambda user: MaterialPage.objects.shown().filter(authors__user=user).distinct().count(),
            )
        )
        register_section(
            Section(
                "shelves",
                _("Мои полки"),
                "library:cabinet_shelves",
                lambda user: Shelf.objects.filter(owner=user).count(),
            )
        )
        register_section(
            Section("closed", _("Для участников"), "library:closed_materials", lambda user: count_closed())
        )
