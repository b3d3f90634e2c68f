from django.urls import path

from community import check_views, consent_views, data_views, notice_views, people_views, views

app_name = "community"
urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("contact/problem/", views.problem, name="problem"),
    path("contact/sent/", views.contact_sent, name="contact_sent"),
    path("certificates/<str:code>/", check_views.certificate_check, name="certificate_check"),
    path("people/erased/", data_views.erased, name="erased"),
    path("people/<slug:code>/", people_views.person, name="person"),
    path("cabinet/", views.cabinet_profile, name="cabinet_profile"),
    path("cabinet/messages/", views.cabinet_messages, name="cabinet_messages"),
    path("cabinet/notices/", notice_views.notices, name="cabinet_notices"),
    path("cabinet/notices/read/", notice_views.notices_read, name="notices_read"),
    path("cabinet/notices/<int:pk>/", notice_views.notice_open, name="notice_open"),
    path("cabinet/settings/", notice_views.settings_room, name="cabinet_settings"),
    path("cabinet/settings/sign-out/", notice_views.sign_out_everywhere, name="sign_out_everywhere"),
    path("cabinet/consents/", consent_views.consents, name="cabinet_consents"),
    path("cabinet/consents/needed/", consent_views.consents_needed, name="consents_needed"),
    path("cabinet/consents/give/<int:pk>/", consent_views.consent_give, name="consent_give"),
    path("cabinet/consents/<int:pk>/revoke/", consent_views.consent_revoke, name="consent_revoke"),
    path("cabinet/data/", data_views.data_room, name="cabinet_data"),
    path("cabinet/data/export.zip", data_views.export, name="data_export"),
    path("cabinet/data/erase/", data_views.erasure_request, name="erasure_request"),
    path("cabinet/data/erase/<slug:token>/", data_views.erasure_confirm, name="erasure_confirm"),
]
