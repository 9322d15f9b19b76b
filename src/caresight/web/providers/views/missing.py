"""Which returns are missing: for the members of the groups that cover the homes."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caresight.vocabulary.periods import months_after
from caresight.web.directory.homes import known_homes
from caresight.web.groups.access import Access, access_of
from caresight.web.providers import missing, policies
from caresight.web.providers.calendar import latest_month
from caresight.web.providers.return_definition import return_form
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked
from caresight.web.ui.words import day

PER_PAGE = 50
_COLUMNS = "month due_on home_id home provider area_code area".split()


@require_safe
def missing_returns(request: HttpRequest) -> HttpResponse:
    access, page = access_of(request), page_asked(request.GET)
    month = _month(request, access)
    found = missing.missing_returns(access, month)
    last = latest_month(access.day)
    listed = return_form().definition.months_listed
    context = {
        "found": found,
        "month": f"{month:%Y-%m}",
        "month_name": f"{month:%B %Y}",
        "due": day(found.due.isoformat()),
        "is_over": access.day > found.due,
        "homes": known_homes(found.home_ids[(page - 1) * PER_PAGE : page * PER_PAGE]),
        "paging": Paging(page, PER_PAGE, len(found.home_ids), f"month={month:%Y-%m}"),
        "months": [
            (f"{one:%Y-%m}", f"{one:%B %Y}")
            for one in (months_after(last, -back) for back in range(listed))
        ],
    }
    return render(request, "providers/missing_returns.html", context)


@require_safe
def missing_returns_csv(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    month = _month(request, access)
    found = missing.missing_returns(access, month)
    rows = [
        [
            f"{month:%Y-%m}", found.due.isoformat(), home["home_id"], home["name"],
            home["provider_name"], home["area_code"], home["area_name"],
        ]
        for home in known_homes(found.home_ids)
    ]  # fmt: skip
    return csv_answer(_COLUMNS, rows, file_name=f"missing-returns-{month:%Y-%m}.csv")


def _month(request: HttpRequest, access: Access) -> date:
    text = request.GET.get("month", "")
    if re.fullmatch(r"20\d{2}-(0[1-9]|1[0-2])", text, re.ASCII):
        asked = date.fromisoformat(f"{text}-01")
        if policies.can_be_counted(asked, access.day):
            return asked
    return latest_month(access.day)
