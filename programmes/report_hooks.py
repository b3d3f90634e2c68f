"""Buttons, addresses and words of reports and of a stage's end in Wagtail's admin."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from accounts.permissions import can
from programmes.models import ProgrammePage, ProgrammeReportPage
from programmes.report_screens import PLACES, DraftReportView, RefreshReportView
from programmes.stage_screens import StageEndView, StagesView


@hooks.register("register_admin_urls")
def register_report_urls():
    return [
        path("programmes/<int:pk>/report/", DraftReportView.as_view(), name="programmes_report_draft"),
        path("programmes/reports/<int:pk>/refresh/", RefreshReportView.as_view(), name="programmes_report_refresh"),
        path("programmes/<int:pk>/stages/", StagesView.as_view(), name="programmes_stages"),
        path("programmes/stages/<int:pk>/end/", StageEndView.as_view(), name="programmes_stage_end"),
    ]


@hooks.register("register_page_header_buttons")
def offer_reports(page, user, view_name, next_url=None):
    page = page.specific
    if isinstance(page, PLACES) and can(user, "report", page):
        address = reverse("programmes_report_draft", args=[page.pk])
        yield Button("Составить отчёт", address, icon_name="doc-full-inverse", priority=6)
    if isinstance(page, ProgrammePage) and can(user, "report", page):
        yield Button("Завершение этапов", reverse("programmes_stages", args=[page.pk]), icon_name="tasks", priority=7)
    if isinstance(page, ProgrammeReportPage) and not page.live and can(user, "change", page):
        address = reverse("programmes_report_refresh", args=[page.pk])
        yield Button("Обновить данные", address, icon_name="rotate", priority=5)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("programmes.report.draft", "Черновик отчёта", "Черновик отчёта собран из данных сайта")
    actions.register_action("programmes.report.refresh", "Данные отчёта", "Данные отчёта прочитаны заново")
    actions.register_action("programmes.stage.close", "Завершение этапа", "Этап завершён")
    actions.register_action("programmes.stage.reopen", "Этап снова открыт", "Этап снова открыт")
