from django.urls import path

from files import text_views, views

app_name = "files"
urlpatterns = [
    path("files/<uuid:uuid>/text/", text_views.file_text, name="file_text"),
    path("files/<uuid:uuid>/<str:name>", views.file_deliver, name="file_deliver"),
]
