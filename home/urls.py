from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("settings/view/", views.view_settings, name="view_settings"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
