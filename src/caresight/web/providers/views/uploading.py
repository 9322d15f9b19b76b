"""The spreadsheet of a provider's returns: the template out, the filled-in file in."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caresight.pipeline.release_index.documents import HomeRow
from caresight.sources.return_template import ROWS, write_template
from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import Access, access_of
from caresight.web.providers import queries, taking_in
from caresight.web.providers.calendar import latest_month
from caresight.web.providers.forms import ReturnUpload
from caresight.web.providers.return_definition import return_form
from caresight.web.ui.words import count, sentence

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def own_return_upload(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    form = ReturnUpload(request.POST or None, request.FILES or None)
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            taken = _taken(access, form)
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
        else:
            if taken.is_clean:
                messages.success(request, f"{count(len(taken.lines), 'return')} taken in.")
                return redirect("own_homes")
    context = {
        "form": form,
        "taken": taken,
        "month": f"{latest_month(access.day):%B %Y}",
    }
    return render(request, "providers/own_return_upload.html", context)


@require_safe
def own_return_template(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    month, homes = latest_month(access.day), _sending(access)[:ROWS]
    with tempfile.TemporaryDirectory(prefix="caresight-template-") as folder:
        path = Path(folder) / "return.xlsx"
        write_template(
            path,
            return_form().source,
            month=f"{month:%Y-%m}",
            homes=[(home["location_ids"].split(" ")[0], home["name"]) for home in homes],
        )
        answer = HttpResponse(path.read_bytes(), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="monthly-return-{month:%Y-%m}.xlsx"'
    return answer


def _taken(access: Access, form: ReturnUpload) -> taking_in.TakenIn:
    file = form.cleaned_data["file"]
    return taking_in.take_in(
        access,
        content=file.read(),
        file_name=file.name or "",
        homes=_sending(access),
        at=timezone.now(),
        submit_clean=form.cleaned_data["submit_clean"],
        token=form.cleaned_data["token"],
    )


def _sending(access: Access) -> list[HomeRow]:
    return [home for home in queries.homes_of(access) if home["register"] == queries.REGISTER]
