"""Many items from a spreadsheet: the template, the check, the taking in, the rows to mend."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import Access, access_of
from caresight.web.intelligence import forms, operations, queries, rules
from caresight.web.intelligence.importing.columns import COLUMNS
from caresight.web.intelligence.importing.template import template_workbook
from caresight.web.intelligence.views.fetching import require
from caresight.web.ui.csv_answer import csv_answer

MOST_SHOWN = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def import_items(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    require(rules.may_report(access))
    posted = request.method == "POST"
    form = forms.ImportForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = operations.check_import(
                actor=access.person, at=timezone.now(), content=file.read(), file_name=file.name
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("import_check", made.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "columns": COLUMNS}
    return render(request, "intelligence/import_items.html", context, status=status)


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    require(rules.may_report(access_of(request)))
    answer = HttpResponse(template_workbook(), content_type=_XLSX)
    answer["Content-Disposition"] = 'attachment; filename="intelligence-items.xlsx"'
    return answer


@require_safe
def import_check(request: HttpRequest, pk: int) -> HttpResponse:
    _, held = _held(request, pk)
    context = {
        "held": held,
        "good": len(held.good),
        "named": sum(1 for row in held.good if row.get("may_identify")),
        "bad": len(held.bad),
        "shown": held.bad[:MOST_SHOWN],
    }
    return render(request, "intelligence/import_check.html", context)


@require_POST
def import_take_in(request: HttpRequest, pk: int) -> HttpResponse:
    access, held = _held(request, pk)
    require(rules.may_report(access))
    try:
        taken = operations.take_in(actor=access.person, at=timezone.now(), held=held)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{taken:,} item{'s are' if taken != 1 else ' is'} taken in.")
    return redirect("import_check", pk)


@require_safe
def import_bad(request: HttpRequest, pk: int) -> HttpResponse:
    _, held = _held(request, pk)
    width = len(held.headings)
    rows = (
        [
            *(row["cells"] + [""] * width)[:width],
            row["row"],
            " ".join(
                f"{fault['column']}: expected {fault['expected']}; came “{fault['came']}”. "
                f"{fault['what_to_do']}"
                for fault in row["faults"]
            ),
        ]
        for row in held.bad
    )
    columns = [*held.headings, "Row in the file", "What is wrong"]
    return csv_answer(columns, rows, file_name="items-to-mend.csv")


def _held(request: HttpRequest, pk: int) -> tuple[Access, Any]:
    access = access_of(request)
    held = queries.own_import(access, pk)
    if held is None:
        raise Http404("There is no such import of yours. It may have been deleted: send it again.")
    return access, held
