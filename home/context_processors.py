"""What the frame of every page shows: settings, menus, the visitor's view. Asked for only when a template uses it."""

from django.utils.functional import SimpleLazyObject

from home.frame import current_frame
from home.kiosk import kiosk_of
from home.menus import footer_of, menu_of
from home.view_settings import read_view


def frame(request):
    """Return `view`, `kiosk`, `site_settings`, `menu` and `footer_pages` for templates."""
    return {
        "view": read_view(request),
        "kiosk": kiosk_of(request),
        "site_settings": SimpleLazyObject(lambda: current_frame().settings),
        "menu": SimpleLazyObject(lambda: menu_of(request)),
        "footer_pages": SimpleLazyObject(lambda: footer_of(request)),
    }
