"""The site's own small addresses."""

from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Site

from home.readiness import faults
from home.view_settings import write_view


# Without a token, so that public pages carry no cookie: at worst a foreign page changes somebody's colours.
@csrf_exempt
@require_POST
def view_settings(request):
    """Remember how the visitor wants to see the site and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    write_view(response, {} if "reset" in request.POST else request.POST)
    return response


@require_GET
def robots(request):
    """robots.txt: everything public may be read, the inner rooms and endless lists of filters not."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /cabinet/", "Disallow: /accounts/", "Disallow: /search/"]
    # Archives, codes and forms beside a work: its page says all.
    lines += ["Disallow: /works/", "Disallow: /shelves/"]
    lines += [
        "Disallow: /*?*subject=",
        "Disallow: /*?*kind=",
        "",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_GET
def healthz(request):
    """The process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_GET
def readyz(request):
    """The process can serve: the database answers and the site has a home page; otherwise 503 and why.

    A helper that is away is named and no reason to take the site off: its work is done another way.
    """
    try:
        fault = "" if Site.objects.filter(is_default_site=True, root_page__live=True).exists() else "no site"
    except DatabaseError:
        fault = "no database"
    lines = [fault] if fault else ["ok", *(f"{name}: {wrong}" for name, wrong in faults().items())]
    return HttpResponse("\n".join(lines) + "\n", status=503 if fault else 200, content_type="text/plain; charset=utf-8")


def bad_request(request, exception=None):
    """An address or form that cannot be read."""
    return render(request, "400.html", status=400)


def server_error(request):
    """The last page: rendered without request, database or context."""
    return HttpResponse(get_template("500.html").render(), status=500)
