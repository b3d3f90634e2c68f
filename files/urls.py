from django.urls import path

from files import text_views, views

app_name = "files"
urlpatterns = [
    path("files/<uuid:uuid>/<str:name>", views.file_deliver, name="file_deliver"),
    path("files/<uuid:uuid>/pages/<int:number>.webp", views.page_deliver, name="page_deliver"),
    path(
        "files/<uuid:uuid>/pages/<int:number>-small.webp",
        views.page_deliver,
        {"small": True},
        name="page_deliver_small",
    ),
    path("files/<uuid:uuid>/text/", text_views.file_text, name="file_text"),
]
