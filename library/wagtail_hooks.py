from wagtail import hooks

from library import modeladmin  # noqa: F401  registers the flat lists


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("library.material.expert_status", "Смена статуса экспертизы", "Статус экспертизы изменён")
    actions.register_action("library.material.replace_file", "Замена файла", "Файл заменён чистой копией")
