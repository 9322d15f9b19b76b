"""Reading reviews: the list, and one review as the reader may see it."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caresight.web.audit.operations import record
from caresight.web.groups.access import Access, access_of
from caresight.web.reviews import presenters, queries, rules
from caresight.web.reviews.course_page import course_page, part_two_page
from caresight.web.reviews.review_page import review_page
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked
from caresight.web.ui.words import refs_in_short

PER_PAGE = 50
MOST_ROWS = 5_000


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    page = page_asked(request.GET)
    state = request.GET.get("state", "")
    found = queries.reviews_wanted(access, state=state)
    total = found.count()
    rows = queries.listed_reviews(access, found[(page - 1) * PER_PAGE : page * PER_PAGE])
    _note_read(access, "read_list", rows)
    context = {
        "lines": [presenters.review_line(row, access, timezone.now()) for row in rows],
        "works_in_a_group": bool(access.group_ids),
        "states": presenters.STATES,
        "state": state,
        "paging": Paging(page, PER_PAGE, total, f"state={state}" if state else ""),
    }
    return render(request, "reviews/list.html", context)


@require_safe
def reviews_csv(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    found = queries.reviews_for_file(access, state=request.GET.get("state", ""))
    rows = queries.listed_reviews(access, found[: MOST_ROWS + 1])
    _note_read(access, "take_list", rows[:MOST_ROWS])
    return csv_answer(
        presenters.CSV_COLUMNS,
        (presenters.csv_row(row) for row in rows),
        file_name="reviews.csv",
        most=MOST_ROWS,
    )


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.review_with(access, pk)
    if found is None:
        raise Http404("There is no such review.")
    standing = queries.standing_of(access, found)
    page: object
    if rules.may_see_whole(standing):
        template, page = "reviews/review.html", review_page(found, access, standing)
    elif rules.may_see_part_two(standing):
        template, page = "reviews/part_two.html", part_two_page(found, access)
    else:
        template, page = "reviews/course.html", course_page(found)
    record(
        actor=access.person,
        at=timezone.now(),
        operation="reviews.read",
        subject=f"review:{found.pk}",
        group_ref=f"group:{found.group_id}",
        detail={"as": template.removeprefix("reviews/").removesuffix(".html")},
    )
    return render(request, template, {"page": page})


def _note_read(access: Access, verb: str, rows: Sequence[queries.Listed]) -> None:
    if rows:
        refs = refs_in_short(row.review.pk for row in rows)
        record(
            actor=access.person,
            at=timezone.now(),
            operation=f"reviews.{verb}",
            detail={"reviews": refs, "count": len(rows)},
        )
