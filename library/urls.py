from django.urls import path

from library import coauthor_views, draft_views, public_review_views, shelf_views, submission_views, views, work_views
from library.feeds import JournalFeed


def feed_journal(request, pk, format):
    """A fresh feed object for every request: the format is its state."""
    return JournalFeed()(request, pk=pk, format=format)


app_name = "library"
urlpatterns = [
    path("feeds/journals/<int:pk>.<str:format>", feed_journal, name="feed_journal"),
    path("works/<int:pk>/files.zip", work_views.work_files, name="work_files"),
    path("works/<int:pk>/qr.svg", work_views.work_qr, name="work_qr"),
    path("works/<int:pk>/cite.bib", work_views.work_bibtex, name="work_bibtex"),
    path("works/<int:pk>/cite.ris", work_views.work_ris, name="work_ris"),
    path("works/<int:pk>/thanks/", work_views.work_thanks, name="work_thanks"),
    path("works/<int:pk>/public-review/", public_review_views.work_public_review, name="work_public_review"),
    path("works/<int:pk>/shelve/", work_views.work_shelve, name="work_shelve"),
    path("shelves/<slug:code>/", shelf_views.shelf_public, name="shelf_public"),
    path("shelves/<slug:code>/files.zip", shelf_views.shelf_files, name="shelf_files"),
    path("cabinet/submissions/", submission_views.cabinet_submissions, name="submissions"),
    path("cabinet/submissions/new/", submission_views.submission_new, name="submission_new"),
    path("cabinet/submissions/<int:pk>/", submission_views.submission_room, name="submission_room"),
    path("cabinet/submissions/<int:pk>/edit/", draft_views.submission_edit, name="submission_edit"),
    path("cabinet/submissions/<int:pk>/reading/", draft_views.submission_reading, name="submission_reading"),
    path("cabinet/coauthorships/<int:pk>/", submission_views.coauthorship, name="coauthorship"),
    path("coauthors/<str:key>/", coauthor_views.coauthor_answer, name="coauthor_answer"),
    path("cabinet/materials/", views.closed_materials, name="closed_materials"),
    path("cabinet/works/", work_views.cabinet_works, name="cabinet_works"),
    path("cabinet/works/<int:pk>/certificate/", work_views.work_certificate, name="work_certificate"),
    path("cabinet/shelves/", shelf_views.cabinet_shelves, name="cabinet_shelves"),
    path("cabinet/shelves/<int:pk>/", shelf_views.cabinet_shelf, name="cabinet_shelf"),
    path("cabinet/shelves/items/<int:pk>/", shelf_views.cabinet_shelf_item, name="cabinet_shelf_item"),
]
