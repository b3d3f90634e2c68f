from django.urls import path

from programmes.plan_admin import board, import_views

urlpatterns = [
    path("", board.plan_index, name="index"),
    path("<int:pk>/", board.plan_board, name="board"),
    path("<int:pk>/act/", board.plan_act, name="act"),
    path("<int:pk>/add/<int:stage_pk>/", board.plan_add, name="add"),
    path("<int:pk>/move/<int:item_pk>/", board.plan_drag, name="drag"),
    path("<int:pk>/import/", import_views.plan_upload, name="upload"),
    path("<int:pk>/import/<int:upload_pk>/", import_views.plan_upload_check, name="upload_check"),
]
