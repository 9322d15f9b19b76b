"""The first page, a home and its charts, the indicators."""

from datetime import date
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from caresight.pipeline.release_index.documents import HomeDocument, IndicatorDocument
from caresight.pipeline.release_index.reading import ReleaseIndex
from caresight.web.dashboards import queries
from caresight.web.dashboards.attention import attention as attention_page
from caresight.web.dashboards.home_page import home_page
from caresight.web.dashboards.home_tabs import home_tabs
from caresight.web.dashboards.indicator_page import IndicatorPage, indicator_lines, indicator_page
from caresight.web.dashboards.series_page import CSV_COLUMNS, chart_panel, csv_rows, facts
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.directory.use_cases import served_by
from caresight.web.groups.access import access_of
from caresight.web.groups.presenters import budgets_in_words
from caresight.web.groups.queries import budgets
from caresight.web.replies.beside import replies_beside
from caresight.web.ui.csv_answer import csv_answer

_HOME_COLUMNS = (
    "home_id name area_name rank level_label points agencies points_a_month_ago why"
).split()
_INDICATOR_COLUMNS = (
    "indicator title domain agency period value unit numerator denominator lower upper "
    "expected comparator z variation assurance quality"
).split()
_POINT_COLUMNS = (
    "home_id name area_code value lower upper numerator denominator expected z quality"
).split()


@reads_a_release
def attention(request: HttpRequest, release: Shown) -> HttpResponse:
    rows, total = queries.homes_needing_attention(release)
    context = {
        "page": attention_page(release.summary, rows, total),
        "reads_nothing": release.scope.is_nothing,
        "group_budgets": budgets_in_words(budgets(access_of(request))),
        "doing_well": release.summary["doing_well"],
        "set_aside": release.summary["rows_set_aside"],
    }
    return render(request, "dashboards/attention.html", context)


@reads_a_release
def attention_csv(_request: HttpRequest, release: Shown) -> HttpResponse:
    rows = queries.all_homes_needing_attention(release)
    return csv_answer(
        _HOME_COLUMNS,
        ([dict(row)[name] for name in _HOME_COLUMNS] for row in rows),
        file_name=f"homes-that-need-attention-{release.release_id}.csv",
    )


@reads_a_release
def home(request: HttpRequest, release: Shown, home_id: str) -> HttpResponse:
    document = _known_home(release, home_id)
    access, as_at = access_of(request), date.fromisoformat(release.summary["as_at"])
    replies = replies_beside(
        access, home_id, at=timezone.now(), known_on=None if release.is_newest else as_at
    )
    context = {
        "page": home_page(document, release.summary, replies),
        "home": document["row"],
        "tabs": home_tabs(access, document["row"]),
    }
    return render(request, "dashboards/home.html", context)


@reads_a_release
def home_csv(_request: HttpRequest, release: Shown, home_id: str) -> HttpResponse:
    document = _known_home(release, home_id)
    return csv_answer(
        _INDICATOR_COLUMNS,
        ([dict(row)[name] for name in _INDICATOR_COLUMNS] for row in document["indicators"]),
        file_name=f"indicators-{home_id}-{release.release_id}.csv",
    )


@reads_a_release
def home_indicator(request: HttpRequest, release: Shown, home_id: str, code: str) -> HttpResponse:
    document = _known_home(release, home_id)
    row = queries.indicator_row(document, code)
    if row is None:
        raise Http404("This home has no such indicator.")
    series = queries.series_of(release, document, code)
    context = {
        "home": document["row"],
        "row": row,
        "facts": facts(row),
        "panel": chart_panel(series, document["row"]["name"]) if series else None,
    }
    return render(request, "dashboards/home_indicator.html", context)


@reads_a_release
def home_indicator_csv(
    _request: HttpRequest, release: Shown, home_id: str, code: str
) -> HttpResponse:
    series = queries.series_of(release, _known_home(release, home_id), code)
    if series is None:
        raise Http404("This home has no chart of this indicator.")
    name = f"{code.replace('_', '-')}-{home_id}-{release.release_id}.csv"
    return csv_answer(CSV_COLUMNS, csv_rows(series), file_name=name)


@reads_a_release
def indicators(request: HttpRequest, release: Shown) -> HttpResponse:
    documents = queries.indicator_documents(release)
    context = {
        "domains": indicator_lines(documents),
        "how_many": len(documents),
        "place": queries.place_of(release),
    }
    return render(request, "dashboards/indicators.html", context)


@reads_a_release
def indicator(request: HttpRequest, release: Shown, code: str) -> HttpResponse:
    page = _kept_indicator_page(release.index, queries.place_of(release), code)
    if page is None:
        raise Http404("There is no such indicator in the release shown.")
    context = {"page": page, "serves": served_by("indicators", code)}
    return render(request, "dashboards/indicator.html", context)


@reads_a_release
def indicator_csv(_request: HttpRequest, release: Shown, code: str) -> HttpResponse:
    document = _known_indicator(release, code)
    return csv_answer(
        _POINT_COLUMNS,
        (
            [dict(point)[name] for name in _POINT_COLUMNS]
            for point in document["points"]
            if point["home_id"]
        ),
        file_name=f"{code.replace('_', '-')}-{release.release_id}.csv",
    )


@lru_cache(maxsize=512)
def _kept_indicator_page(index: ReleaseIndex, place: str, code: str) -> IndicatorPage | None:
    # Fifteen thousand points take a third of a second to place; a release never changes,
    # so that it is done once, for each index: one that is narrowed names other homes.
    # Only what is shown is kept, not the points.
    document = index.indicator(code)
    if document is None:
        return None
    page = indicator_page(document, place=place)
    document["points"] = []
    return page


def _known_home(release: Shown, home_id: str) -> HomeDocument:
    document = queries.home_document(release, home_id)
    if document is None:
        raise Http404("There is no such home in the release shown.")
    return document


def _known_indicator(release: Shown, code: str) -> IndicatorDocument:
    document = queries.indicator_document(release, code)
    if document is None:
        raise Http404("There is no such indicator in the release shown.")
    return document
