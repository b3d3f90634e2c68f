"""What the outcome of reviews adds to the admin: screens, menu, the words of the log."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.permissions import can
from expertise.models import Conclusion
from expertise.outcome_admin import OutcomeView
from expertise.register_views import RegisterView
from expertise.report_views import ReviewReportView

ACTIONS = (
    ("draft", "Проект заключения", "Проект заключения сохранён"),
    ("return", "Возврат проекта методисту", "Проект заключения возвращён методисту"),
    ("sign", "Подпись заключения", "Заключение подписано"),
    ("confirm", "Сверка правок", "Правки подтверждены"),
    ("refuse_edits", "Возврат правок автору", "Правки не приняты"),
    ("revoke", "Отзыв заключения", "Заключение отозвано"),
    ("answer", "Ответ автора", "Автор ответил на заключение"),
    ("appeal", "Апелляция", "Автор подал апелляцию"),
    ("decide_appeal", "Решение по апелляции", "Апелляция рассмотрена"),
)


class ForReaders(MenuItem):
    """An item that only those see who may open it."""

    def is_shown(self, request):
        """Only to those who see the centre's conclusions."""
        return bool(can(request.user, "list", Conclusion))


@hooks.register("register_log_actions")
def register_outcome_actions(actions):
    for code, label, message in ACTIONS:
        actions.register_action(f"expertise.conclusion.{code}", label, message)
    actions.register_action("expertise.certificate.issue", "Справка эксперта", "Выдана справка эксперта")


@hooks.register("register_admin_urls")
def register_outcome_urls():
    return [
        path("review/outcome/<int:pk>/", OutcomeView.as_view(), name="expertise_outcome"),
        path("review/conclusions/", RegisterView.as_view(), name="expertise_register"),
        path("reports/review/", ReviewReportView.as_view(), name="expertise_report"),
    ]


@hooks.register("register_reports_menu_item")
def register_conclusions_item():
    return ForReaders(_("Реестр заключений"), reverse("expertise_register"), icon_name="clipboard-list", order=120)


@hooks.register("register_reports_menu_item")
def register_report_item():
    return ForReaders(_("Экспертиза: сроки"), reverse("expertise_report"), icon_name="calendar-check", order=130)
