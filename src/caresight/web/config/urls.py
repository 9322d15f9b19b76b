"""Every address, gathered from the apps."""

from django.urls import URLPattern, URLResolver, include, path

from caresight.web.config import views

CASEWORK = (
    "groups", "notices", "residents", "intelligence", "replies", "actions", "meetings",
    "reviews", "packs", "joint", "providers", "learning", "projects", "editions",
    "governance", "digital",
)  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("caresight.web.accounts.urls")),
    # Before the homes themselves: homes/compare/ is no home.
    path("", include("caresight.web.directory.urls")),
    *(path("", include(f"caresight.web.{app}.urls")) for app in CASEWORK),
    path("", include("caresight.web.dashboards.urls")),
    path("", include("caresight.web.local_areas.urls")),
    path("", include("caresight.web.publication.urls")),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:pk>/again/", views.try_job_again, name="try_job_again"),
]

handler400 = "caresight.web.config.errors.bad_request"
handler403 = "caresight.web.config.errors.not_allowed"
handler404 = "caresight.web.config.errors.not_found"
handler500 = "caresight.web.config.errors.fault"
