"""Addresses of packs."""

from django.urls import path

from caresight.web.packs import views

urlpatterns = [
    path("packs/", views.packs, name="packs"),
    path("packs/<int:pk>/", views.pack, name="pack"),
    path("packs/<int:pk>/pack.pdf", views.pack_file, {"ending": "pdf"}, name="pack_pdf"),
    path("packs/<int:pk>/pack.ods", views.pack_file, {"ending": "ods"}, name="pack_ods"),
    path("packs/<int:pk>/pack.xlsx", views.pack_file, {"ending": "xlsx"}, name="pack_xlsx"),
    path("packs/<int:pk>/rebuild/", views.rebuild_pack, name="rebuild_pack"),
    path("meetings/<int:pk>/pack/", views.freeze_pack, name="freeze_pack"),
    path("reviews/<int:pk>/pack/", views.freeze_review_pack, name="freeze_review_pack"),
    path("groups/<int:pk>/report/", views.report_up, name="report_up"),
]
