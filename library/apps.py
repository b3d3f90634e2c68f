from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Библиотека"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from expertise.reviewable import register_reviewable

        # They register and connect themselves: rooms, places of files, rules, receivers, what reports and progress say.
        from library import (  # noqa: F401
            cabinet_rooms,
            certificate_check,
            file_places,
            formulas,
            permissions,
            personal_data,
            progress_source,
            receivers,
            report_section,
            submission_privacy,
        )
        from library.desk import arrivals  # noqa: F401
        from library.desk import permissions as desk_permissions  # noqa: F401
        from library.desk.reviewable import REVIEWABLE_WORK

        register_reviewable(REVIEWABLE_WORK)
