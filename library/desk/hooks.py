"""Addresses, menu and words of the desk in Wagtail's admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from accounts.permissions import can
from library.desk import guard_hooks  # noqa: F401  registers itself
from library.desk.archive_screen import SendToExpertsView
from library.desk.front_panel import WaitingWorks
from library.desk.public_screen import PublicReviewView, may_lay_before_public, public_round_of
from library.desk.screens import QueueView, WorkView
from library.guard import is_in_case
from library.models import MaterialPage, ReviewScheme, Submission


class QueueItem(MenuItem):
    def is_shown(self, request):
        """Only to those who work with it."""
        return bool(can(request.user, "queue", Submission))


@hooks.register("register_admin_urls")
def register_desk():
    return [
        path("works/", QueueView.as_view(), name="library_queue"),
        path("works/<int:pk>/", WorkView.as_view(), name="library_work"),
        path("library/<int:pk>/public-review/", PublicReviewView.as_view(), name="library_public_review"),
        path("library/<int:pk>/review/", SendToExpertsView.as_view(), name="library_send_to_experts"),
    ]


@hooks.register("register_review_menu_item")
def register_queue_item():
    return QueueItem(_("Работы на рассмотрении"), reverse("library_queue"), icon_name="tasks", order=5)


@hooks.register("construct_homepage_panels")
def show_waiting_works(request, panels):
    panels.append(WaitingWorks())


@hooks.register("register_page_header_buttons")
def offer_review(page, user, view_name, next_url=None):
    """«Отправить на экспертизу» at a published work that nobody judges now."""
    work = page.specific
    if isinstance(work, MaterialPage) and work.live and not is_in_case(work) and can(user, "review", work):
        address = reverse("library_send_to_experts", args=[work.pk])
        yield Button(_("Отправить на экспертизу"), address, icon_name="clipboard-list", priority=8)


@hooks.register("register_page_header_buttons")
def offer_public_review(page, user, view_name, next_url=None):
    """«Общественная экспертиза» at a published work: to its round while one goes on, else to a new one."""
    work = page.specific
    if isinstance(work, MaterialPage) and work.live and may_lay_before_public(user, work):
        going = public_round_of(work)
        address = (
            reverse("review_admin:round", args=[going.pk])
            if going
            else reverse("library_public_review", args=[work.pk])
        )
        yield Button(_("Общественная экспертиза"), address, icon_name="group", priority=9)


class ReviewSchemeViewSet(ModelViewSet):
    """How works of each kind come to the library; the rights are the administrators', Wagtail logs each change."""

    model = ReviewScheme
    name = "review_schemes"
    icon = "tasks"
    menu_label = _("Порядок рассмотрения")
    add_to_settings_menu = True
    list_display = ["kind", "needs_review", "rubric", "experts", "work_days"]
    list_filter = ["needs_review"]
    form_fields = [
        "kind",
        "needs_review",
        "rubric",
        "experts",
        "check_days",
        "answer_days",
        "work_days",
        "author_days",
        "edit_days",
    ]
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_schemes():
    return ReviewSchemeViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for code, label in {
        "draft": "Работа снова черновик",
        "submitted": "Работа отправлена",
        "checking": "Работу смотрит методист",
        "returned": "Работа возвращена автору",
        "in_review": "Работа на экспертизе",
        "decided": "Заключение о работе подписано",
        "confirming": "Исправленная версия у председателя",
        "editing": "Работа у редактора",
        "take_editing": "Редактор ведёт работу",
        "published": "Работа опубликована",
        "rejected": "Работа не принята",
        "withdrawn": "Работа отозвана",
        "refused": "Недопустимый переход работы",
    }.items():
        actions.register_action(f"library.submission.{code}", label, label)
