"""Forms that give people a place in a group, and end it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups import forms, operations, policies, presenters, queries
from caresight.web.groups.access import access_of
from caresight.web.groups.kinds import Position
from caresight.web.groups.views.asked import form_page, form_view, group_to_staff


@form_view
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = group_to_staff(access, pk)
    if queries.was_made(found, request.POST.get("token", "")):
        return redirect("group", pk)
    people = list(queries.people_to_add(found, access.day))
    places = queries.places_held(found, access.day)
    form = forms.MemberForm(request.POST or None, initial=forms.first_day(access.day))
    form.offer(people=presenters.person_choices(people), members=presenters.place_choices(places))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = operations.add_membership(
                actor=access.person, at=timezone.now(), group=found, token=given["token"],
                person=next(one for one in people if one.pk == given["person"]),
                position=Position(given["position"]),
                from_on=given["from_on"], until_on=given["until_on"],
                stands_in_for=next((p for p in places if p.pk == given["stands_in_for"]), None),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made.person} was added to the group.")
            return redirect("group", pk)
    return form_page(request, form, f"Add a person to {found}", "Add the person", group=found)


@form_view
def end_membership(request: HttpRequest, pk: int, place_pk: int) -> HttpResponse:
    access = access_of(request)
    found = group_to_staff(access, pk)
    place = queries.place_of_group(found, place_pk)
    if place is None:
        raise Http404("There is no such place in this group.")
    form = forms.EndForm(request.POST or None, initial={"until_on": access.day.isoformat()})
    leaves_no_chair = policies.leaves_no_chair(place, access.day)
    if not leaves_no_chair:
        del form.fields["without_chair"]
    if request.method == "POST" and form.is_valid():
        try:
            operations.end_membership(
                actor=access.person, at=timezone.now(), membership=place,
                until_on=form.cleaned_data["until_on"], reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("until_on", str(refusal))
        else:
            messages.success(request, f"The membership of {place.person} ends.")
            return redirect("group", pk)
    context = {
        "group": found,
        "form": form,
        "place": presenters.place_line(place, access.day),
        "deputies": [str(deputy.person) for deputy in queries.deputies_of(place, access.day)],
        "leaves_no_chair": leaves_no_chair,
        "leads": pk in access.led_group_ids,
        "is_own": place.person_id == access.person.pk,
    }
    return render(request, "groups/end.html", context, status=422 if form.errors else 200)
