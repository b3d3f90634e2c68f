"""The address that Wagtail's admin writes into each of its pages, with or without documents (read on Wagtail 7.4:
`wagtail_config` reverses it and fails without `wagtail.documents`, which design §8 leaves out)."""

from django.http import Http404
from django.urls import path

from files.models import StoredFile


def listing(request):
    """Answer «404»: editors choose files by our own chooser, nothing asks here."""
    raise Http404


class NoDocuments:
    """An endpoint of Wagtail's admin API that has an address and nothing behind it."""

    model = StoredFile

    @staticmethod
    def get_urlpatterns():
        """Return the one address that Wagtail names."""
        return [path("", listing, name="listing")]
