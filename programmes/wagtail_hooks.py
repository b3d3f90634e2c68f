from wagtail import hooks

from programmes import report_hooks  # noqa: F401  registers itself
from programmes.goal_viewsets import GoalGroup
from programmes.group_screens import GroupsGroup
from programmes.leaders_screen import LeadersViewSet
from programmes.norm_admin import regulations
from programmes.plan_admin.menu import board_button, board_urls, boards_item
from programmes.viewsets import PlanGroup

GROUP_ACTIONS = (
    ("programmes.member.add", "Новый член группы", "Добавлен член группы"),
    ("programmes.member.change", "Правка члена группы", "Изменены сведения о члене группы"),
    ("programmes.member.drop", "Удаление члена группы", "Удалён член группы"),
    ("programmes.meeting.plan", "Назначение заседания", "Назначено заседание"),
    ("programmes.meeting.hold", "Заседание прошло", "Отмечено, что заседание прошло"),
    ("programmes.meeting.cancel", "Отмена заседания", "Заседание отменено"),
    ("programmes.meeting.reopen", "Возврат заседания", "Заседание возвращено в «назначено»"),
    ("programmes.meeting.correct", "Правка заседания", "Изменены сведения о заседании"),
    ("programmes.meeting.drop", "Удаление заседания", "Заседание удалено"),
    ("programmes.plan.agree", "Согласование плана группы", "План группы согласован"),
)


@hooks.register("register_admin_viewset")
def register_viewset():
    return [PlanGroup(), GroupsGroup(), LeadersViewSet(), regulations]


@hooks.register("register_admin_viewset")
def register_goals():
    return GoalGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("programmes.leader.appoint", "Назначение руководителя", "Назначен руководитель")
    actions.register_action("programmes.leader.dismiss", "Освобождение руководителя", "Руководитель освобождён")
    for code, label, message in GROUP_ACTIONS:
        actions.register_action(code, label, message)
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


@hooks.register("register_log_actions")
def register_norm_actions(actions):
    actions.register_action("programmes.regulation.add", "Новая редакция", "Начата новая редакция документа")
    actions.register_action("programmes.regulation.change", "Правка черновика редакции", "Черновик редакции изменён")
    actions.register_action("programmes.regulation.drop", "Удаление черновика редакции", "Черновик редакции удалён")
    actions.register_action("programmes.regulation.enforce", "Ввод редакции в действие", "Редакция введена в действие")
    actions.register_action("programmes.regulation.status", "Смена состояния документа", "Состояние документа изменено")
