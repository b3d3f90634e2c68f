from django.urls import path

from files import views

app_name = "files"
urlpatterns = [path("files/<uuid:uuid>/<str:name>", views.file_deliver, name="file_deliver")]
