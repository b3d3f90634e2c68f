from wagtail import hooks

from community.viewsets import MailGroup


@hooks.register("register_admin_viewset")
def register_viewset():
    return MailGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("community.message.in_progress", "Сообщение взято в работу", "Сообщение взято в работу")
    actions.register_action("community.message.answered", "Дан ответ", "Дан ответ")
    actions.register_action("community.message.closed", "Закрыто без ответа", "Закрыто без ответа")
