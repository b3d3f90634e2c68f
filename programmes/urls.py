from django.urls import path

from programmes.feeds import NewsFeed, ProgrammeFeed
from programmes.indicator_pages import indicators_xlsx


def feed_news(request, format):
    """A fresh feed object for every request: the format is its state."""
    return NewsFeed()(request, format=format)


def feed_programme(request, pk, format):
    """The same for one programme."""
    return ProgrammeFeed()(request, pk=pk, format=format)


app_name = "programmes"
urlpatterns = [
    path("feeds/news.<str:format>", feed_news, name="feed_news"),
    path("feeds/programmes/<int:pk>.<str:format>", feed_programme, name="feed_programme"),
    path("programmes/<int:pk>/indicators.xlsx", indicators_xlsx, name="indicators_xlsx"),
]
