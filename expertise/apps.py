from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertiseConfig(AppConfig):
    name = "expertise"
    verbose_name = "Экспертиза"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from community.cabinet import Section, register_section

        # They register themselves: rules and who reads the files of a round.
        from expertise import outcome_files, outcome_rules, personal_data, profile_facts, round_rules  # noqa: F401
        from expertise.deciding import is_chair
        from expertise.decisions import count_waiting
        from expertise.models import ExpertAssignment
        from expertise.recognition_views import is_expert

        register_section(
            Section(
                "reviews",
                _("Мои экспертизы"),
                "expertise:review_list",
                lambda user: ExpertAssignment.objects.of_expert(user).pending().count(),
                order=30,
            )
        )
        register_section(Section("decisions", _("Решения"), "expertise:decisions", count_waiting, is_chair, order=31))
        register_section(
            Section("expert_work", _("Моя экспертная работа"), "expertise:expert_work", is_shown=is_expert, order=32)
        )
