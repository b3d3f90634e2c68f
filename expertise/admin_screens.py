"""What the screens of conclusions in the admin share: who comes in, and where they stand."""

from django.core.exceptions import PermissionDenied
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.permissions import can
from expertise.models import Conclusion


class ReadersScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen for those who see the centre's conclusions."""

    def dispatch(self, request, *args, **kwargs):
        """Only they come in."""
        if not can(request.user, "list", Conclusion):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        """From the first screen to here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]
