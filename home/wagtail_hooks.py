from wagtail import hooks

from home import modeladmin  # noqa: F401  registers the flat lists
from home.viewsets import terms


@hooks.register("register_admin_viewset")
def register_viewset():
    return terms
