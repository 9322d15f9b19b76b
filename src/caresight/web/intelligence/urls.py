"""Addresses of intelligence."""

from django.urls import URLPattern, path

from caresight.web.intelligence.views import details, importing, item, lists, reporting, sharing

urlpatterns: list[URLPattern] = [
    path("intelligence/", lists.intelligence, name="intelligence"),
    path("intelligence.csv", lists.intelligence_csv, name="intelligence_csv"),
    path("intelligence.json", lists.intelligence_json, name="intelligence_json"),
    path("intelligence/search/", lists.search, name="search"),
    path("intelligence/report/", reporting.report_item, name="report_item"),
    path("intelligence/import/", importing.import_items, name="import_items"),
    path("intelligence/import/template.xlsx", importing.import_template, name="import_template"),
    path("intelligence/import/<int:pk>/", importing.import_check, name="import_check"),
    path("intelligence/import/<int:pk>/take-in/", importing.import_take_in, name="import_take_in"),
    path("intelligence/import/<int:pk>/to-mend.csv", importing.import_bad, name="import_bad"),
    path("sent/", lists.my_items, name="my_items"),
    path("intelligence/<int:pk>/", item.item, name="item"),
    path("intelligence/<int:pk>/sent/", reporting.item_sent, name="item_sent"),
    path("intelligence/<int:pk>/edit/", reporting.item_edit, name="item_edit"),
    path("intelligence/<int:pk>/take-back/", reporting.item_withdraw, name="item_withdraw"),
    path("intelligence/<int:pk>/comment/", item.item_comment, name="item_comment"),
    path("intelligence/<int:pk>/decide/", item.dispose_item, name="dispose_item"),
    path("intelligence/<int:pk>/link/", item.item_link, name="item_link"),
    path("intelligence/<int:pk>/wording/", sharing.clear_wording, name="clear_wording"),
    path(
        "intelligence/<int:pk>/provider/", sharing.release_to_provider, name="release_to_provider"
    ),
    path(
        "intelligence/<int:pk>/provider/<int:release_pk>/take-back/",
        sharing.take_back_release,
        name="take_back_release",
    ),
    path("intelligence/<int:pk>/resident/", details.resident_details, name="resident_details"),
    path("intelligence/<int:pk>/resident/add/", details.add_details, name="add_details"),
]
