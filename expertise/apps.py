from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertiseConfig(AppConfig):
    name = "expertise"
    verbose_name = "Экспертиза"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from community.cabinet import Section, register_section

        # It registers itself: rules and who reads the files of a round.
        from expertise import round_rules  # noqa: F401
        from expertise.models import ExpertAssignment

        register_section(
            Section(
                "reviews",
                _("Мои экспертизы"),
                "expertise:review_list",
                lambda user: ExpertAssignment.objects.of_expert(user).pending().count(),
            )
        )
