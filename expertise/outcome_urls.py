"""Addresses of conclusions: the public check, the author's reading, the chair's room, the expert's certificates."""

from django.urls import path, re_path

from expertise import author_views, check_views, decision_views, paper_views, public_author_views, recognition_views
from expertise.decision_views import ACTS

urlpatterns = [
    path("conclusions/<str:code>/", check_views.conclusion_check, name="conclusion_check"),
    path("cabinet/conclusions/<int:pk>/", author_views.author_conclusion, name="author_conclusion"),
    path("cabinet/conclusions/<int:pk>/answer/", author_views.author_answer, name="author_answer"),
    path("cabinet/conclusions/<int:pk>/appeal/", author_views.author_appeal, name="author_appeal"),
    path("cabinet/conclusions/<int:pk>/remarks/", author_views.author_remarks, name="author_remarks"),
    path("cabinet/conclusions/<int:pk>/conclusion.pdf", paper_views.conclusion_pdf, name="conclusion_pdf"),
    path("cabinet/conclusions/<int:pk>/conclusion.docx", paper_views.conclusion_docx, name="conclusion_docx"),
    path("cabinet/public-reviews/<int:pk>/", public_author_views.public_review, name="public_review"),
    path("cabinet/decisions/", decision_views.decisions, name="decisions"),
    path("cabinet/decisions/<int:pk>/", decision_views.decision, name="decision"),
    re_path(
        rf"^cabinet/decisions/(?P<pk>\d{{1,10}})/(?P<act>{'|'.join(ACTS)})/$",
        decision_views.decision_act,
        name="decision_act",
    ),
    path("cabinet/expert-work/", recognition_views.expert_work, name="expert_work"),
    path("cabinet/expert-work/<int:year>/", recognition_views.take_certificate, name="take_certificate"),
]
