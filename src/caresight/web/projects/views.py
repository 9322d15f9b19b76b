"""Pages of digital projects: the register, a project and what it changed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caresight.pipeline.impact_columns import COLUMNS
from caresight.web.groups.access import access_of
from caresight.web.projects import presenters, queries, rules
from caresight.web.projects.definitions import indicator_title, kind_label
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked

PER_PAGE = 50


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    access, page = access_of(request), page_asked(request.GET)
    visible = queries.visible_projects(access)
    start = (page - 1) * PER_PAGE
    rows = list(visible[start : start + PER_PAGE])
    context = {
        "lines": presenters.project_lines(rows, queries.newest_found_of(rows)),
        "paging": Paging(page, PER_PAGE, visible.count()),
        "may_register": rules.may_register(access),
    }
    return render(request, "projects/projects.html", context)


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.visible_projects(access).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such project.")
    homes = queries.readable_homes(access, found)
    context = {
        "project": found,
        "kind": kind_label(found.kind),
        "measure": indicator_title(found.indicator),
        "unchanging": indicator_title(found.unchanging) if found.unchanging else "",
        "chosen": presenters.how_chosen(found),
        "page": presenters.impact_page(queries.newest_found(found)),
        "homes": homes,
        "elsewhere": found.homes.count() - len(homes),
        "may_change": rules.may_change(access, found.group_id, found.registered_by_id),
    }
    return render(request, "projects/project.html", context)


@require_safe
def project_csv(request: HttpRequest, pk: int) -> HttpResponse:
    one = queries.visible_projects(access_of(request)).filter(pk=pk).first()
    found = queries.newest_found(one) if one else None
    if one is None or found is None or found.document is None:
        raise Http404("There are no figures.")
    return csv_answer(
        COLUMNS,
        ([row[column] for column in COLUMNS] for row in found.document["months"]),
        file_name=f"{one.ref}.csv",
    )
