from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from home import modeladmin  # noqa: F401  registers the flat lists


@hooks.register("insert_global_admin_css")
def our_admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
