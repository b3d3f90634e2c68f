from django.urls import path

from library.import_admin import card_views, views

urlpatterns = [
    path("", views.batch_list, name="batch_list"),
    path("new/", views.batch_open, name="batch_open"),
    path("check/", card_views.card_list, name="card_list"),
    path("check/<int:pk>/", card_views.card_check, name="card_check"),
    path("<int:pk>/", views.batch_show, name="batch_show"),
    path("<int:pk>/columns/", views.batch_columns, name="batch_columns"),
    path("<int:pk>/move/", views.batch_move, name="batch_move"),
    path("<int:pk>/undo/", views.batch_undo, name="batch_undo"),
    path("<int:pk>/refused.<str:ending>", views.batch_report, name="batch_report"),
    path("<int:pk>/accept/", card_views.cards_accept, name="cards_accept"),
]
