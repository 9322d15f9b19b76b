"""Pages of the overview and of its editions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from caresight.pipeline.overview import OverviewDocument, regions_of
from caresight.web.accounts.queries import roles_of
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown, opened
from caresight.web.editions import presenters, queries, rules
from caresight.web.editions.content import overview_of
from caresight.web.editions.map_page import map_page
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked
from caresight.web.ui.spreadsheets import Workbook
from caresight.web.ui.spreadsheets_ods import MEDIA_TYPE, ods_bytes

PER_PAGE = 50


@reads_a_release
def overview(request: HttpRequest, release: Shown) -> HttpResponse:
    told = _asked(request, release)
    lines, total = presenters.table(told)
    whole = opened(release.release_id).index
    context = {
        "told": told,
        "region": told["region"],
        "region_name": presenters.region_name(told["region"]),
        "regions": regions_of(whole),
        "map": map_page(
            whole.areas(),
            whole.boundaries(),
            region=told["region"],
            region_name=presenters.region_name(told["region"]),
            as_at=told["as_at"],
            asked=request.GET.get("map", ""),
        ),
        "lines": lines,
        "total": total,
        "trend": presenters.trend(told["region"]),
        "may_publish": rules.may_publish(roles_of(request)),
    }
    return render(request, "editions/overview.html", context)


@reads_a_release
def overview_csv(request: HttpRequest, release: Shown) -> HttpResponse:
    return csv_answer(
        presenters.file_columns(),
        presenters.rows([_asked(request, release)]),
        file_name=f"overview-{release.release_id}.csv",
    )


@reads_a_release
def overview_ods(request: HttpRequest, release: Shown) -> HttpResponse:
    told = _asked(request, release)
    made_at = parse_datetime(release.summary["made_at"]) or timezone.now()
    cover = [("As known at", told["as_at"]), ("Release", release.release_id)]
    book = presenters.workbook(
        [told], title="Overview of homes and beds", cover=cover, made_at=made_at
    )
    return _ods(book, f"overview-{release.release_id}.ods")


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    page, found = page_asked(request.GET), queries.all_editions()
    start, roles = (page - 1) * PER_PAGE, roles_of(request)
    context = {
        "editions": found[start : start + PER_PAGE],
        "paging": Paging(page, PER_PAGE, found.count()),
        "may_publish": rules.may_publish(roles),
        "may_keep": rules.may_keep_recipients(roles),
    }
    return render(request, "editions/editions.html", context)


@require_safe
def edition(request: HttpRequest, number: str) -> HttpResponse:
    found = queries.edition_numbered(number)
    if found is None:
        raise Http404("There is no such edition.")
    content = queries.content_kept(found)
    tables = [
        (presenters.region_name(one["region"]), one, *presenters.table(one))
        for one in content["overviews"]
    ]
    context = {
        "edition": found,
        "content": content,
        "tables": tables,
        "changes": presenters.change_lines(content["changes"]),
    }
    return render(request, "editions/edition.html", context)


@require_safe
def edition_csv(_request: HttpRequest, number: str) -> HttpResponse:
    found = queries.edition_numbered(number)
    if found is None:
        raise Http404("There is no such edition.")
    told = queries.content_kept(found)["overviews"]
    return csv_answer(
        presenters.file_columns(), presenters.rows(told), file_name=f"overview-edition-{number}.csv"
    )


@require_safe
def edition_ods(_request: HttpRequest, number: str) -> HttpResponse:
    found = queries.edition_numbered(number)
    if found is None:
        raise Http404("There is no such edition.")
    content = queries.content_kept(found)
    book = presenters.workbook(
        content["overviews"], title=f"Overview of homes and beds, edition {number}",
        cover=presenters.cover_of(content, number=number, note=found.note), made_at=found.at,
    )  # fmt: skip
    return _ods(book, f"overview-edition-{number}.ods")


def _asked(request: HttpRequest, release: Shown) -> OverviewDocument:
    region = request.GET.get("region", "")
    if region and region not in regions_of(opened(release.release_id).index):
        raise Http404("There is no such region in the release shown.")
    return overview_of(release.release_id, region)


def _ods(book: Workbook, name: str) -> HttpResponse:
    answer = HttpResponse(ods_bytes(book), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
