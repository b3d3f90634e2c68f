from django.urls import path

from community import views

app_name = "community"
urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("contact/problem/", views.problem, name="problem"),
    path("contact/sent/", views.contact_sent, name="contact_sent"),
    path("cabinet/", views.cabinet_profile, name="cabinet_profile"),
    path("cabinet/messages/", views.cabinet_messages, name="cabinet_messages"),
]
