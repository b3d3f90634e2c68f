from django.urls import path

from expertise.review_admin import rubric_views, views

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/<int:pk>/", views.round_show, name="round"),
    path("rounds/<int:pk>/reviews/<int:assignment_pk>/", views.review_show, name="review"),
    path("rubrics/<int:pk>/preview/", rubric_views.rubric_preview, name="rubric_preview"),
]
