"""Search in Wagtail's admin: its state, the order of its hits, and what a term of the thesaurus would change."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search import operations_views, weights_views
from search.term_screen import TermPreviewView


class OperationsItem(MenuItem):
    def is_shown(self, request):
        """Only to those who look after the search."""
        return operations_views.may_see(request.user)


class WeightsItem(MenuItem):
    def is_shown(self, request):
        """Only to those who may change the order of hits."""
        return weights_views.may_change(request.user)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("search.index.rebuild", "Перестройка поиска", "Перестройка поискового индекса начата")
    actions.register_action("search.weights.change", "Порядок результатов поиска", "Изменён порядок результатов поиска")


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("reports/search/", operations_views.operations_page, name=operations_views.PAGE),
        path("reports/search/rebuild/", operations_views.rebuild_view, name="search_rebuild"),
        path("reports/search/check/", operations_views.check_view, name="search_check"),
        path("reports/search/again/<int:pk>/", operations_views.try_again_view, name="search_try_again"),
        path("terms/in-search/", TermPreviewView.as_view(), name="search_term_preview"),
        path("settings/search/weights/", weights_views.weights_page, name="search_weights"),
    ]


@hooks.register("register_reports_menu_item")
def register_operations_item():
    return OperationsItem(_("Поиск: состояние"), reverse(operations_views.PAGE), icon_name="search", order=140)


@hooks.register("register_settings_menu_item")
def register_weights_item():
    return WeightsItem(_("Порядок результатов поиска"), reverse("search_weights"), icon_name="order", order=150)
