"""What an area says it does: a note that is written, and one that is taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caresight.vocabulary.refusal import Refusal
from caresight.web.directory.releases import shown
from caresight.web.groups.access import access_of
from caresight.web.intelligence.forms.screening import note_why_names_stay
from caresight.web.local_areas import operations, queries, rules
from caresight.web.local_areas.forms import PracticeNoteForm
from caresight.web.local_areas.practice_page import measures_to_choose


@require_http_methods(["GET", "HEAD", "POST"])
def write_practice_note(request: HttpRequest, area_code: str) -> HttpResponse:
    access, release = access_of(request), shown(request)
    document = release.index.place(area_code) if release else None
    answered_for = queries.areas_written_for(access)
    if document is None or not rules.may_write(access, area_code, answered_for):
        raise Http404("There is no area with this code for which you may write.")
    now, offered = timezone.now(), measures_to_choose(document)
    form = PracticeNoteForm(
        request.POST if request.method == "POST" else None,
        initial={"measure": request.GET.get("measure", "")},
        measures=offered,
        today=timezone.localdate(now),
    )
    form.home_names = (document["area_name"],)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            note = operations.write_note(
                actor=access.person, at=now, token=said["token"],
                area=(area_code, document["area_name"]),
                measure=(said["measure"], dict(offered)[said["measure"]]),
                words=said["words"], since=said["since"], ask_role=said["ask_role"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            subject = f"practice_note:{note.pk}"
            note_why_names_stay(form, actor=access.person, at=now, subject=subject)
            messages.success(request, "Published: whoever reads figures of areas reads it.")
            return redirect("area", area_code)
    context = {"area": document, "form": form}
    status = 422 if form.errors else 200
    return render(request, "local_areas/practice_form.html", context, status=status)


@require_POST
def take_back_practice_note(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    note = queries.standing_notes().filter(pk=pk).first()
    answered_for = queries.areas_written_for(access)
    if note is None or not rules.may_take_back(
        access, area_code=note.area_code, agency_id=note.agency_id, answered_for=answered_for
    ):
        raise Http404("There is no such note.")
    operations.take_back_note(actor=access.person, at=timezone.now(), note=note)
    messages.success(request, "The note was taken back.")
    return redirect("area", note.area_code)
