from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from home import modeladmin  # noqa: F401  registers the flat lists


@hooks.register("before_serve_page", order=-1)
def refuse_who_is_not_of_the_group(page, request, serve_args, serve_kwargs):
    """Answer «403» to who has signed in and may not see the page: the sign-in, where Wagtail sends all, sends back for ever."""
    if request.user.is_authenticated and any(
        restriction.restriction_type == restriction.GROUPS and not restriction.accept_request(request)
        for restriction in page.get_view_restrictions()
    ):
        raise PermissionDenied


@hooks.register("insert_global_admin_css")
def our_admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
