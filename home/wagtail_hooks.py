from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import page_permission_policy

from home import modeladmin  # noqa: F401  registers the flat lists
from home.calendar_panel import missing_calendar_panels
from home.viewsets import terms


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


@hooks.register("construct_page_chooser_queryset")
def hide_drafts_of_strangers(pages, request):
    """Choose among what is on the site and what the person works on: titles of others' drafts are not theirs to read."""
    own = page_permission_policy.explorable_instances(request.user).values("pk")
    return pages.filter(Q(live=True) | Q(pk__in=own))


@hooks.register("construct_homepage_panels")
def warn_of_missing_calendar(request, panels):
    panels[:0] = missing_calendar_panels(request.user)


@hooks.register("register_admin_viewset")
def register_viewset():
    return terms
