from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from accounts.permissions import can
from library import modeladmin  # noqa: F401  registers the flat lists
from library.candidate_views import CandidatesView
from library.models import MaterialCollectionPage


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("library.material.expert_status", "Смена статуса экспертизы", "Статус экспертизы изменён")
    actions.register_action(
        "library.collection.propose", "Работы предложены для отбора", "Работы предложены для отбора"
    )
    actions.register_action("library.collection.select", "Работа отобрана в сборник", "Работа отобрана в сборник")
    actions.register_action("library.collection.decline", "Работа не взята в сборник", "Работа не взята в сборник")


@hooks.register("register_admin_urls")
def register_candidates():
    return [
        path("library/collections/<int:pk>/candidates/", CandidatesView.as_view(), name="library_candidates"),
    ]


@hooks.register("register_page_header_buttons")
def offer_candidates(page, user, view_name, next_url=None):
    if isinstance(page.specific, MaterialCollectionPage) and can(user, "select", page.specific):
        yield Button("Отбор работ", reverse("library_candidates", args=[page.pk]), icon_name="list-ul", priority=5)
