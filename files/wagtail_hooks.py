from wagtail import hooks

from files.viewsets import stored_file_chooser


@hooks.register("register_admin_viewset")
def register_viewset():
    return stored_file_chooser
