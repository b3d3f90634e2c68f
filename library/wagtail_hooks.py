from wagtail import hooks

from library import modeladmin  # noqa: F401  registers the flat lists
from library.import_admin.menu import import_menu, import_urls


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("library.material.expert_status", "Смена статуса экспертизы", "Статус экспертизы изменён")
    actions.register_action("library.import.start", "Перенос архива", "Перенос архива начат")
    actions.register_action("library.import.undo", "Отмена переноса архива", "Перенос архива отменён")


hooks.register("register_admin_urls", import_urls)
hooks.register("register_admin_menu_item", import_menu)
