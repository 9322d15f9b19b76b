"""What is put together about a home, and how long things took: thin, the words are elsewhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import access_of
from caresight.web.joint import operations, queries
from caresight.web.joint.clock import clock_of_group
from caresight.web.joint.clock_page import (
    CSV_COLUMNS,
    FEWEST_FOR_A_MEDIAN,
    csv_rows,
    home_loops,
)
from caresight.web.joint.together_page import together_page
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.home_tabs import HomeTabs
from caresight.web.ui.paging import Paging

PER_PAGE = 50


@reads_a_release
def together(request: HttpRequest, release: Shown, home_id: str) -> HttpResponse:
    access = access_of(request)
    known = queries.known_of_home(access, release, home_id, at=timezone.now())
    if known is None:
        raise Http404("There is no such home.")
    page = together_page(known, release.summary)
    operations.read_together(
        actor=access.person,
        at=timezone.now(),
        home_id=home_id,
        refs=page.refs,
        release_id=release.release_id,
    )
    tabs = HomeTabs(said=len(known.items), actions=len(known.actions))
    context = {"page": page, "home": known.home["row"], "tabs": tabs}
    return render(request, "joint/together.html", context)


@require_safe
def clock(request: HttpRequest) -> HttpResponse:
    access, day = access_of(request), timezone.localdate()
    asked = queries.clock_wanted(access, request.GET)
    held = clock_of_group(asked.group, day=day)
    days, loops, page = held.days, held.loops, held.page
    operations.read_clock(
        actor=access.person,
        at=timezone.now(),
        group_ref=f"group:{asked.group.pk}",
        homes=len(days.homes),
    )
    start = (asked.page - 1) * PER_PAGE
    context = {
        "asked": asked,
        "page": page,
        "waits": page.waits[start : start + PER_PAGE],
        "paging": Paging(asked.page, PER_PAGE, len(page.waits), f"group={asked.group.pk}"),
        "of_home": home_loops((loop for loop in loops if loop.home_id == asked.home_id), day),
        "home_name": days.names.get(asked.home_id, ""),
        "fewest": FEWEST_FOR_A_MEDIAN,
    }
    return render(request, "joint/clock.html", context)


@require_safe
def clock_csv(request: HttpRequest) -> HttpResponse:
    access, day = access_of(request), timezone.localdate()
    asked = queries.clock_wanted(access, request.GET)
    held = clock_of_group(asked.group, day=day)
    operations.read_clock(
        actor=access.person,
        at=timezone.now(),
        group_ref=f"group:{asked.group.pk}",
        homes=len(held.days.homes),
    )
    return csv_answer(
        CSV_COLUMNS, csv_rows(held.days, held.loops, day), file_name="how-long-it-took.csv"
    )
