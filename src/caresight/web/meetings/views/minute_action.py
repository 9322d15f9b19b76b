"""An action agreed at a meeting, about one home: it cites what the minute cites."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.forms import ActionForm
from caresight.web.actions.offers import Offer, agencies_for, measures_of, people_for
from caresight.web.directory.homes import known_home
from caresight.web.directory.releases import newest
from caresight.web.groups.access import access_of
from caresight.web.meetings import operations, queries
from caresight.web.meetings.queries import home as reads
from caresight.web.meetings.queries.evidence import chosen, citable
from caresight.web.meetings.views.asking import one_of, require_lead
from caresight.web.meetings.views.calendar import GET_AND_POST


@GET_AND_POST
def minute_action(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    place = one_of(queries.places_worked_in(access), pk)
    meeting = place.meeting
    require_lead(access, meeting.group_id)
    minute = reads.minute_of(place)
    held = minute.cites if minute else []
    offered = citable(access, meeting.group, place.home_id, held=held)
    home, release = known_home(place.home_id), newest()
    offer = Offer(
        home=home, groups=[meeting.group], evidence=list(offered.values()),
        people=people_for(access, [meeting.group], home), agencies=agencies_for(home),
        measures=measures_of(release), cited=chosen(offered, held), meeting_ref=meeting.ref,
    )  # fmt: skip
    form = ActionForm(
        request.POST if request.method == "POST" else None, groups=offer.groups,
        evidence=offer.evidence, people=offer.people, agencies=offer.agencies,
        measures=offer.measures, day=access.day, initial={"cites": offer.cited},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            action = operations.agree_action(
                actor=access.person, at=timezone.now(), place=place, **form.agreed()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{action.ref} has been agreed for {place.home_name}.")
            return redirect("home_minute", pk)
    context = {"form": form, "home": home, "parts": offer.parts(form["cites"])}
    status = 422 if form.errors else 200
    return render(request, "actions/open.html", context, status=status)
