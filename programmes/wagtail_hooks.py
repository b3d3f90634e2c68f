from wagtail import hooks

from programmes.norm_admin import regulations
from programmes.viewsets import PlanGroup


@hooks.register("register_admin_viewset")
def register_viewset():
    return [PlanGroup(), regulations]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("programmes.item.status", "Смена состояния мероприятия", "Состояние мероприятия изменено")
    actions.register_action("programmes.regulation.add", "Новая редакция", "Начата новая редакция документа")
    actions.register_action("programmes.regulation.change", "Правка черновика редакции", "Черновик редакции изменён")
    actions.register_action("programmes.regulation.drop", "Удаление черновика редакции", "Черновик редакции удалён")
    actions.register_action("programmes.regulation.enforce", "Ввод редакции в действие", "Редакция введена в действие")
    actions.register_action("programmes.regulation.status", "Смена состояния документа", "Состояние документа изменено")
