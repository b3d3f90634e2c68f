"""A programme on the sites of schools: a small page for an <iframe>, and the code that puts it there (F4-02).

The page may stand in anybody's frame, so it holds nothing of the visitor: no cookies, scripts or forms, links only.
"""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt

from home.querysets import is_shown
from home.view_settings import CHOICES
from programmes.enums import ItemStatus
from programmes.models import ProgrammePage
from programmes.part_pages import part
from programmes.plans import plan_of
from programmes.progress import told_of

SHOWN = 5
NOW = (ItemStatus.IN_PROGRESS, ItemStatus.CONTINUES, ItemStatus.PLANNED)
# The one page of the site that others may frame: everything else refuses (settings).
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


@part("embed")
def serve_embed(programme, request):
    """Serve the block of a programme; a subproject has none. Raises Http404."""
    if not isinstance(programme, ProgrammePage):
        raise Http404
    return _embedded(request, programme)


@xframe_options_exempt
def _embedded(request, programme):
    """Return the block of `programme` for foreign pages; `?scheme=dark` or `light` suits it to the page around."""
    plan = plan_of(programme)
    scheme = request.GET.get("scheme", "")
    context = {
        "programme": programme,
        "progress": plan["progress"],
        "now": _now(plan["stages"]),
        "entries": told_of(programme, SHOWN)[:SHOWN],
        "scheme": scheme if scheme in CHOICES["scheme"] else "auto",
    }
    response = render(request, "programmes/embed.html", context)
    response["Content-Security-Policy"] = POLICY
    return response


def embed_of(programme, request):
    """Return {"embed": {"url", "code", "rss_url", "atom_url"}} for the page of a programme; empty unless everybody sees it."""
    if not is_shown(programme):
        return {}
    url = request.build_absolute_uri(f"{programme.get_url(request)}embed/")
    code = format_html(
        '<iframe src="{}" title="{}" width="100%" height="560" loading="lazy"></iframe>', url, programme.title
    )
    feeds = {f"{kind}_url": reverse("programmes:feed_programme", args=[programme.pk, kind]) for kind in ("rss", "atom")}
    return {"embed": {"url": url, "code": str(code), **feeds}}


def _now(stages):
    """Return up to three plan items of the stage that goes on now."""
    items = [item for stage in stages if stage.state == "now" for item in stage.items.all() if item.status in NOW]
    return sorted(items, key=lambda item: NOW.index(item.status))[:3]
