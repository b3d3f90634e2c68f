from wagtail import hooks

from programmes.goal_viewsets import GoalGroup
from programmes.viewsets import PlanGroup


@hooks.register("register_admin_viewset")
def register_viewset():
    return PlanGroup()


@hooks.register("register_admin_viewset")
def register_goals():
    return GoalGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("programmes.item.status", "Смена состояния мероприятия", "Состояние мероприятия изменено")


@hooks.register("register_log_actions")
def register_goal_actions(actions):
    for name, label, message in (
        ("measurement.add", "Значение показателя внесено", "Внесено значение показателя"),
        ("measurement.correct", "Значение показателя исправлено", "Исправлено значение показателя"),
        ("measurement.withdraw", "Значение показателя снято", "Снято значение показателя"),
        ("risk.state", "Смена состояния риска", "Состояние риска изменено"),
        ("risk.measures", "Меры риска", "Меры риска изменены"),
        ("result.state", "Смена состояния результата", "Состояние результата изменено"),
        ("result.proof", "Подтверждение результата", "Результат подтверждён"),
    ):
        actions.register_action(f"programmes.{name}", label, message)
