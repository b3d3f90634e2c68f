from django.urls import path

from library import views

app_name = "library"
urlpatterns = [path("cabinet/materials/", views.closed_materials, name="closed_materials")]
