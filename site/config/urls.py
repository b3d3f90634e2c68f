"""Every address of the site (design §5)."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap

from accounts.views import admin_login

handler400 = "home.views.bad_request"
handler500 = "home.views.server_error"

urlpatterns = [
    path("admin/login/", admin_login),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("allauth.urls")),
    path("", include("home.urls")),
    path("", include("files.urls")),
    path("", include("community.urls")),
    path("", include("expertise.urls")),
    path("", include("programmes.urls")),
    path("", include("library.urls")),
    path("", include("search.urls")),
    path("favicon.ico", RedirectView.as_view(url=staticfiles_storage.url("favicon.svg"))),
    path("sitemap.xml", sitemap, name="sitemap"),
    # Pictures of pages are public; a front server takes this address over where there is one (docs/operations.md).
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include(wagtail_urls)),
]
