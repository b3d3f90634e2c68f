"""How a visitor wants to see the site (GOST R 52872, FX-09): colours, size, spacing, pictures. A cookie, no script needed."""

CHOICES = {
    "scheme": ("auto", "light", "dark", "contrast"),
    "size": ("m", "l", "xl"),
    "spacing": ("normal", "wide"),
    "images": ("on", "off"),
}
COOKIE = "view"
COOKIE_SECONDS = 365 * 24 * 3600
DEFAULT = {name: values[0] for name, values in CHOICES.items()}


def read_view(request):
    """Return {"scheme", "size", "spacing", "images"} from the cookie; whatever is unknown has its default."""
    parts = request.COOKIES.get(COOKIE, "").split("-")
    return {
        name: part if part in values else values[0]
        for (name, values), part in zip(CHOICES.items(), [*parts, "", "", "", ""], strict=False)
    }


def write_view(response, wanted):
    """Remember `wanted` (a mapping with any of the four names) for a year; the defaults need no cookie."""
    view = {name: wanted.get(name) if wanted.get(name) in values else values[0] for name, values in CHOICES.items()}
    if view == DEFAULT:
        response.delete_cookie(COOKIE)
    else:
        response.set_cookie(COOKIE, "-".join(view.values()), max_age=COOKIE_SECONDS, samesite="Lax")
