from wagtail import hooks

from programmes import report_hooks  # noqa: F401  registers itself
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
