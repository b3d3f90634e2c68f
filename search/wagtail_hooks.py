"""The thesaurus and search in Wagtail's admin: what a change of a term would change, before it is saved."""

from django.urls import path
from wagtail import hooks

from search.term_screen import TermPreviewView


@hooks.register("register_admin_urls")
def register_term_preview():
    return [path("terms/in-search/", TermPreviewView.as_view(), name="search_term_preview")]
