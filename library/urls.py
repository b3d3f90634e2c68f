from django.urls import path

from library.feeds import JournalFeed


def feed_journal(request, pk, format):
    """A fresh feed object for every request: the format is its state."""
    return JournalFeed()(request, pk=pk, format=format)


app_name = "library"
urlpatterns = [path("feeds/journals/<int:pk>.<str:format>", feed_journal, name="feed_journal")]
