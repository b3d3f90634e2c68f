from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("api/v1/search/", views.search_api, name="search_api"),
    path("api/v1/suggest/", views.suggest_api, name="suggest_api"),
]
