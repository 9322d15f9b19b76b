"""Minuting one home: what was said, which evidence was cited, the level, who disagreed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.queries import actions_of_meeting
from caresight.web.groups.access import Access, access_of
from caresight.web.intelligence.forms.screening import Screened, note_why_names_stay
from caresight.web.meetings import operations, presenters, queries
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.forms import minutes as forms
from caresight.web.meetings.forms.home import minute_form, spoken_in
from caresight.web.meetings.forms.making import form_with
from caresight.web.meetings.forms.words import choice_field
from caresight.web.meetings.policies import ChangedMeanwhile
from caresight.web.meetings.presenters.home_minute import home_page, parts_of
from caresight.web.meetings.presenters.minutes import line_for
from caresight.web.meetings.queries import home as reads
from caresight.web.meetings.queries.evidence import citable, replies
from caresight.web.meetings.reading import note_reading
from caresight.web.meetings.views.asking import form_page, one_of, require_lead
from caresight.web.meetings.views.calendar import GET_AND_POST


@GET_AND_POST
def home_minute(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    place = one_of(queries.places_worked_in(access), pk)
    meeting, posted = place.meeting, request.POST if request.method == "POST" else None
    if posted is not None:
        require_lead(access, meeting.group_id)
    ladder = definitions().ladder(meeting.group.ladder)
    minute, before = reads.minute_of(place), reads.level_before(place)
    offered = citable(access, meeting.group, place.home_id, held=minute.cites if minute else [])
    form = minute_form(place, posted, ladder=ladder, minute=minute, before=before, offered=offered)
    theirs = None
    if posted is not None and form.is_valid():
        try:
            operations.save_minute(
                actor=access.person, at=now, place=place, version=form.cleaned_data["version"],
                spoken=spoken_in(form, offered),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, ChangedMeanwhile):
                theirs = line_for(access, reads.place_minuted(place))
                form.replaces(minute.version if minute else 0)
        else:
            _note_names(form, access, pk, place.home_id, meeting.group_id)
            messages.success(request, f"The minute of {place.home_name} is saved.")
            return redirect("home_minute", pk)
    note_reading(meeting, "read_minute", actor=access.person, at=now, home_id=place.home_id)
    page = home_page(
        access, reads.place_minuted(place), ladder, before=before,
        past=reads.past_levels(access, place), replies=replies(meeting.group, place.home_id),
    )  # fmt: skip
    earlier, later = reads.neighbours(place)
    context = {
        "head": presenters.meeting_head(access, meeting, now),
        "page": page, "form": form, "theirs": theirs, "earlier": earlier, "later": later,
        "parts": parts_of(form["cites"], offered),
        "wordings": reads.earlier_wordings(access, place),
        "actions": actions_of_meeting(meeting.ref).filter(home_id=place.home_id),
    }  # fmt: skip
    return render(request, "meetings/home_minute.html", context, status=422 if form.errors else 200)


def _note_names(form: Screened, access: Access, pk: int, home_id: str, group: int) -> None:
    note_why_names_stay(
        form, actor=access.person, at=timezone.now(), subject=f"place:{pk}", home_id=home_id,
        group_ref=f"group:{group}",
    )  # fmt: skip


@GET_AND_POST
def disagree(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    place = one_of(queries.places_worked_in(access), pk)
    require_lead(access, place.meeting.group_id)
    agencies = {str(one.pk): one for one in reads.agencies_at(place)}
    field = choice_field("Which agency?", [(key, str(one)) for key, one in agencies.items()])
    form = form_with(forms.DisagreementForm, agency=field)(
        request.POST if request.method == "POST" else None
    )

    def act() -> str:
        given = form.cleaned_data
        operations.disagree(
            actor=access.person, at=timezone.now(), token=given["token"], place=place,
            agency=agencies[given["agency"]], words=given["words"],
        )  # fmt: skip
        return "The disagreement stands in the minutes."

    return form_page(
        request, form, title=f"Note a disagreement: {place.home_name}", button="Note it",
        back=("home_minute", pk), act=act,
        about="It stands beside what was agreed, in the words of the agency.",
    )  # fmt: skip
