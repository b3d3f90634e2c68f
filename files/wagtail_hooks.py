from wagtail import hooks

from files.admin_api import NoDocuments
from files.viewsets import stored_file_chooser


@hooks.register("register_admin_viewset")
def register_viewset():
    return stored_file_chooser


@hooks.register("construct_admin_api")
def name_the_address_of_documents(router):
    router.register_endpoint("documents", NoDocuments)
