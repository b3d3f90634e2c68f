from wagtail import hooks

from files.admin_api import NoDocuments
from files.admin_screen import stored_files
from files.viewsets import stored_file_chooser


@hooks.register("register_admin_viewset")
def register_viewset():
    return [stored_file_chooser, stored_files]


@hooks.register("construct_admin_api")
def name_the_address_of_documents(router):
    router.register_endpoint("documents", NoDocuments)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("files.file.strip", "Копия файла без сведений об авторе", "Сделана копия без сведений")
