"""News as lists: about a programme, for home, for feeds."""

from django.apps import apps
from django.urls import reverse

from home.menus import section_url
from home.middleware import current_request


def news_model():
    return apps.get_model("programmes", "NewsPage")


def news_about(*, programme=None, subproject=None, limit=4):
    """Return {"news", "news_url", "feed_url"} about a programme or a subproject for its page."""
    about = {"programmes": programme} if programme else {"subprojects": subproject}
    news = list(news_model().objects.shown().filter(**about).newest().for_brief_rows()[:limit])
    index = section_url(current_request.get(), "newsindexpage")
    name, page = ("programme", programme) if programme else ("subproject", subproject)
    return {
        "news": news,
        "news_url": f"{index}?{name}={page.pk}" if index else "",
        "feed_url": reverse("programmes:feed_programme", args=[page.pk, "rss"]) if programme else "",
    }
