from django.urls import path

from expertise import desk_views as views
from expertise.outcome_urls import urlpatterns as outcome_patterns

app_name = "expertise"
urlpatterns = [
    path("cabinet/reviews/", views.review_list, name="review_list"),
    path("cabinet/reviews/<int:pk>/", views.review, name="review"),
    path("cabinet/reviews/<int:pk>/save/", views.review_save, name="review_save"),
    path("cabinet/reviews/<int:pk>/preview/", views.review_preview, name="review_preview"),
    path("cabinet/reviews/<int:pk>/pages/", views.review_pages, name="review_pages"),
    path("cabinet/reviews/<int:pk>/changes/", views.review_changes, name="review_changes"),
    # A personal link of an expert without an account (D9).
    path("review/<slug:key>/", views.guest_review, name="guest_review"),
    path("review/<slug:key>/save/", views.guest_review_save, name="guest_review_save"),
    path("review/<slug:key>/preview/", views.guest_review_preview, name="guest_review_preview"),
    path("review/<slug:key>/pages/", views.guest_review_pages, name="guest_review_pages"),
    path("review/<slug:key>/changes/", views.guest_review_changes, name="guest_review_changes"),
    *outcome_patterns,
]
