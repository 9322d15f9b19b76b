"""The first page of a provider's person, one home, and its figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caresight.web.groups.access import access_of
from caresight.web.providers import calendars, correspondence, evidence, queries
from caresight.web.providers.presenters import figures, homes, noticed, returns
from caresight.web.providers.states import DIGITAL
from caresight.web.providers.views.opening import own
from caresight.web.replies.beside import replies_beside
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked

PER_PAGE = 50


@require_safe
def own_homes(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    rows, page = queries.homes_of(access), page_asked(request.GET)
    shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    ids = [row["home_id"] for row in shown]
    months = calendars.latest(access, shown)
    signals = evidence.signals_on(ids)
    waiting = homes.waiting_at(
        ids,
        unread=queries.unread_of(access, ids),
        due=queries.actions_due(access, ids),
        reviews=queries.reviews_of(access, ids),
        today=access.day,
    )
    lines = [
        homes.own_home_line(
            row,
            months.get(row["home_id"]),
            signals.get(row["home_id"], []),
            waiting[row["home_id"]],
        )
        for row in shown
    ]
    context = {
        "homes": lines,
        "headline": homes.headline(lines),
        "paging": Paging(page, PER_PAGE, len(rows)),
        "agency": access.person.agency,
        "sends_returns": any(row["register"] == queries.REGISTER for row in rows),
    }
    return render(request, "providers/own_homes.html", context)


@require_safe
def own_home(request: HttpRequest, home_id: str) -> HttpResponse:
    home = own(request, home_id)
    rows = evidence.figures(home.document)
    signals, now = evidence.signals_on([home_id]).get(home_id, []), timezone.now()
    replies = replies_beside(home.access, home_id, at=now)
    context = {
        "home": home.row,
        "address": home.document["address"],
        "calendar": returns.calendar_lines(calendars.whole(home.access, home.document))
        if home.sends_returns
        else [],
        "digital_return": returns.digital_standing(
            queries.return_of(home.access, home_id, None, DIGITAL)
        )
        if home.sends_digital_return
        else "",
        "noticed": noticed.noticed(signals, rows, replies),
        "track_record": home.document["track_record"],
        "domains": figures.domains(rows),
        **correspondence.at_home(home.access, home.row, at=now),
    }
    return render(request, "providers/own_home.html", context)


@require_safe
def own_home_csv(request: HttpRequest, home_id: str) -> HttpResponse:
    home = own(request, home_id)
    return csv_answer(
        figures.CSV_COLUMNS,
        figures.csv_rows(evidence.figures(home.document)),
        file_name=f"own-figures-{home.release.release_id}.csv",
    )


@require_safe
def own_figure(request: HttpRequest, home_id: str, code: str) -> HttpResponse:
    home = own(request, home_id)
    row = evidence.figure(home.document, code)
    if row is None:
        raise Http404("There is no such figure of this home.")
    series = evidence.series(home.document, home.release, code)
    signals = evidence.signals_on([home_id]).get(home_id, [])
    context = {
        "home": home.row,
        "page": figures.figure_page(row, series, home.row["name"]),
        "noticed": noticed.noticed([one for one in signals if one.indicator == code], [row]),
        "track_record": home.document["track_record"],
    }
    return render(request, "providers/own_figure.html", context)


@require_safe
def own_figure_csv(request: HttpRequest, home_id: str, code: str) -> HttpResponse:
    home = own(request, home_id)
    row = evidence.figure(home.document, code)
    series = evidence.series(home.document, home.release, code) if row else None
    if row is None or series is None:
        raise Http404("There is no such figure of this home.")
    return csv_answer(
        figures.SERIES_COLUMNS,
        figures.series_rows(series),
        file_name=f"own-{row['indicator'].replace('_', '-')}-{home.release.release_id}.csv",
    )
