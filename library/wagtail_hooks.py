from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from accounts.permissions import can
from library import modeladmin, reports  # noqa: F401  modeladmin registers the flat lists
from library.candidate_views import CandidatesView
from library.certificate_admin import CertificatesView
from library.desk import hooks as desk_hooks  # noqa: F401  the desk registers itself
from library.import_admin.menu import import_menu, import_urls
from library.models import MaterialCollectionPage, PublicationCertificate
from library.submission_timeline import AUTHOR_DEEDS


class UpkeepItem(MenuItem):
    def is_shown(self, request):
        """Only to those who may open it."""
        return reports.may_keep_order(request.user)


class CertificatesItem(MenuItem):
    def is_shown(self, request):
        """Only to those who see the register."""
        return bool(can(request.user, "list", PublicationCertificate))


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("library.material.expert_status", "Смена статуса экспертизы", "Статус экспертизы изменён")
    actions.register_action("library.material.replace_file", "Замена файла", "Файл заменён чистой копией")
    actions.register_action("library.import.start", "Перенос архива", "Перенос архива начат")
    actions.register_action("library.import.undo", "Отмена переноса архива", "Перенос архива отменён")
    actions.register_action(
        "library.collection.propose", "Работы предложены для отбора", "Работы предложены для отбора"
    )
    actions.register_action("library.collection.select", "Работа отобрана в сборник", "Работа отобрана в сборник")
    actions.register_action("library.collection.decline", "Работа не взята в сборник", "Работа не взята в сборник")
    actions.register_action("library.certificate.issue", "Свидетельство", "Выдано свидетельство о публикации")
    actions.register_action("library.certificate.revoke", "Отзыв свидетельства", "Свидетельство о публикации отозвано")
    for action, words in AUTHOR_DEEDS.items():
        actions.register_action(action, str(words), str(words))


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("reports/replenishment/", reports.replenishment_report, name="library_replenishment"),
        path("reports/upkeep/", reports.upkeep_report, name="library_upkeep"),
        path("reports/certificates/", CertificatesView.as_view(), name="library_certificates"),
    ]


@hooks.register("register_reports_menu_item")
def register_replenishment_item():
    return MenuItem(_("Пополнение архива"), reverse("library_replenishment"), icon_name="calendar-alt", order=100)


@hooks.register("register_reports_menu_item")
def register_upkeep_item():
    return UpkeepItem(_("Порядок в архиве"), reverse("library_upkeep"), icon_name="warning", order=110)


@hooks.register("register_reports_menu_item")
def register_certificates_item():
    label = _("Свидетельства о публикации")
    return CertificatesItem(label, reverse("library_certificates"), icon_name="doc-full", order=125)


hooks.register("register_admin_urls", import_urls)
hooks.register("register_admin_menu_item", import_menu)


@hooks.register("register_admin_urls")
def register_candidates():
    return [
        path("library/collections/<int:pk>/candidates/", CandidatesView.as_view(), name="library_candidates"),
    ]


@hooks.register("register_page_header_buttons")
def offer_candidates(page, user, view_name, next_url=None):
    if isinstance(page.specific, MaterialCollectionPage) and can(user, "select", page.specific):
        yield Button("Отбор работ", reverse("library_candidates", args=[page.pk]), icon_name="list-ul", priority=5)
