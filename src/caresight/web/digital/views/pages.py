"""The overview, uptake by area as a file, and how lists found their homes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caresight.pipeline.release_index.reading_digital import DigitalWish
from caresight.web.digital.presenters import matching, overview
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import text_asked

NHSMAIL = "nhsmail"
COLUMNS = (
    "as_at kind area_code area_name homes criterion yes no not_known share_of_known lower upper"
).split()


@reads_a_release
def digital(request: HttpRequest, release: Shown) -> HttpResponse:
    summary = release.index.digital_summary
    if summary is None:
        return render(request, "digital/nothing.html")
    labels = {one["code"]: one["label"] for one in summary["criteria"]}
    asked = text_asked(request.GET, "criterion", most=40)
    chosen = asked if asked in labels else NHSMAIL if NHSMAIL in labels else next(iter(labels))
    areas = release.index.digital_areas()
    kinds = overview.kinds_of(areas)
    by = text_asked(request.GET, "by", most=10)
    kind = by if by in kinds else overview.COUNCIL
    most = summary["ring_most"]
    falling, fall = release.index.digital_homes(
        DigitalWish(only_falling=True, order="falls"), per_page=most
    )
    waiting, waits = release.index.digital_homes(
        DigitalWish(held_back_by=overview.instead_of(chosen, summary)), per_page=most
    )
    context = {
        "summary": summary,
        "bands": overview.band_lines(areas[0], summary),
        "all": areas[0],
        "by_area": overview.bands_of_areas(areas, kind),
        "steps": [step["label"] for step in summary["steps"]][::-1],
        "criteria": labels.items(),
        "chosen": chosen,
        "chosen_label": labels[chosen],
        "kind": kind,
        "kinds": kinds.items(),
        "kind_words": kinds.get(kind, ""),
        "in_no_board": overview.in_no_board(areas) if kind == overview.BOARD else 0,
        "lines": overview.area_lines(areas, chosen, kind),
        "best": overview.best_sentence(areas, chosen, labels[chosen], kind),
        "ring": overview.ring_lines(falling, waiting, chosen, summary),
        "ring_total": fall + waits,
        "sources": overview.sources_sentence(summary),
        "reads_nothing": release.scope.is_nothing,
    }
    return render(request, "digital/overview.html", context)


@reads_a_release
def digital_csv(_request: HttpRequest, release: Shown) -> HttpResponse:
    summary = release.index.digital_summary
    as_at = summary["as_at"] if summary else ""
    return csv_answer(
        COLUMNS,
        (
            [
                as_at, area["kind"], area["code"], area["name"], area["homes"], one["criterion"],
                one["yes"], one["no"], one["not_known"], one["share"], one["lower"], one["upper"],
            ]
            for area in release.index.digital_areas()
            for one in area["uptake"]
        ),
        file_name=f"digital-uptake-{release.release_id}.csv",
    )  # fmt: skip


@reads_a_release
def digital_matching(request: HttpRequest, release: Shown) -> HttpResponse:
    summary = release.index.digital_summary
    if summary is None:
        return render(request, "digital/nothing.html")
    context = {
        "summary": summary,
        "lists": matching.match_lines(summary["matching"]),
        "unread": matching.unread_lines(summary),
    }
    return render(request, "digital/matching.html", context)
