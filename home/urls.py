from django.urls import path

from home import kiosk_views, views
from home.glossary import glossary

app_name = "home"
urlpatterns = [
    path("settings/view/", views.view_settings, name="view_settings"),
    path("kiosk/", kiosk_views.kiosk, name="kiosk"),
    path("kiosk/start/", kiosk_views.kiosk_start, name="kiosk_start"),
    path("kiosk/again/", kiosk_views.kiosk_again, name="kiosk_again"),
    path("kiosk/stop/", kiosk_views.kiosk_stop, name="kiosk_stop"),
    path("glossary/", glossary, name="glossary"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
