"""An address of every page, so that a test of all pages cannot forget one."""

from django.urls import URLPattern, URLResolver, get_resolver, reverse

HOME = "H00000000"
ARGUMENTS: dict[str, dict[str, str]] = {
    "try_job_again": {"pk": "00000000-0000-4000-8000-000000000000"},
    "home": {"home_id": HOME},
    "home_csv": {"home_id": HOME},
    "home_indicator": {"home_id": HOME, "code": "falls_with_harm"},
    "home_indicator_csv": {"home_id": HOME, "code": "falls_with_harm"},
    "indicator": {"code": "falls_with_harm"},
    "indicator_csv": {"code": "falls_with_harm"},
    **{f"area{file}": {"area_code": "X99000001"} for file in ("", "_csv", "_ods", "_xlsx")},
    **{
        f"area_measure{file}": {"code": "delayed_days_12_months"}
        for file in ("", "_csv", "_ods", "_xlsx")
    },
}
ONLY_POSTED = frozenset({"sign_out", "choose_release"})
QUERIES = {
    "compare": "?home=H00000000&home=H00000001&home=H00000007",
    "area_measure": "?area=X99000002",
    "compare_areas": "?area=X99000001&area=X99000005&area=E92000001",
}
FILES = ("_csv", "_ods", "_xlsx")


AREA_PAGES = ("overview", "places", "measures", "comparing", "standings")
EVIDENCE = (
    "directory", "dashboards", "publication", "accounts.views.door",
    *(f"local_areas.views.{name}" for name in AREA_PAGES),
)  # fmt: skip
"""Apps whose pages need nothing but a release; pages of casework have examples of their own."""


def all_patterns() -> list[URLPattern]:
    """Every address that the server answers."""
    found: list[URLPattern] = []

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            else:
                found.append(pattern)

    walk(get_resolver().url_patterns)
    return found


def names_of_pages() -> list[str]:
    """The name of every address that the server answers."""
    return [str(pattern.name) for pattern in all_patterns()]


def names_of_evidence_pages() -> list[str]:
    """Of those, the pages that need nothing but a release."""
    within = tuple(f"caresight.web.{app}" for app in EVIDENCE)
    return [
        str(pattern.name)
        for pattern in all_patterns()
        if pattern.callback.__module__.startswith(within)
    ]


def address_of(name: str) -> str:
    """An address of the page of this name."""
    return reverse(name, kwargs=ARGUMENTS.get(name)) + QUERIES.get(name, "")


def pages_to_read() -> list[str]:
    """Names of the pages that show something: not files, not forms."""
    return [
        name
        for name in names_of_evidence_pages()
        if not name.endswith(FILES) and name not in ONLY_POSTED | {"health", "robots"}
    ]
