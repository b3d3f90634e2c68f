from wagtail import hooks

from programmes import report_hooks  # noqa: F401  registers itself
from programmes.plan_admin.menu import board_button, board_urls, boards_item
from programmes.viewsets import PlanGroup


@hooks.register("register_admin_viewset")
def register_viewset():
    return PlanGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("programmes.item.status", "Смена состояния мероприятия", "Состояние мероприятия изменено")
    actions.register_action("programmes.item.move", "Перенос мероприятия", "Мероприятие перенесено")
    actions.register_action("programmes.item.proof", "Ссылка на сделанное", "К мероприятию добавлено, что сделано")
    actions.register_action("programmes.item.proof_off", "Снятие ссылки", "С мероприятия снята ссылка на сделанное")


@hooks.register("register_log_actions")
def register_plan_log_actions(actions):
    actions.register_action("programmes.plan.import", "Перенос плана из таблицы", "План перенесён из таблицы")
    actions.register_action("programmes.plan.reorder", "Порядок мероприятий", "Порядок мероприятий этапа изменён")
    actions.register_action("programmes.item.responsible", "Ответственные за мероприятие", "Ответственные изменены")
    actions.register_action(
        "programmes.item.stage", "Перенос мероприятия в этап", "Мероприятие перенесено в другой этап"
    )
    actions.register_action(
        "programmes.item.restore", "Возврат мероприятия", "Мероприятию возвращено прежнее состояние"
    )


hooks.register("register_admin_urls", board_urls)
hooks.register("register_admin_menu_item", boards_item)
hooks.register("register_page_header_buttons", board_button)
