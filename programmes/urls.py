from django.urls import path

from programmes import plan_views
from programmes.feeds import NewsFeed, ProgrammeFeed
from programmes.plan_files import plan_export


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
    path("plans/<int:pk>/plan.<str:ending>", plan_export, name="plan_export"),
    path("feeds/programmes/<int:pk>/plan.ics", plan_views.plan_ical, name="plan_ical"),
    path("feeds/groups/<int:pk>/plan.ics", plan_views.group_ical, name="group_ical"),
    path("cabinet/plan/", plan_views.cabinet_items, name="cabinet_items"),
    path("cabinet/plan/<int:pk>/", plan_views.item_change, name="item_change"),
    path("cabinet/plan/proofs/<int:pk>/remove/", plan_views.proof_remove, name="proof_remove"),
]
