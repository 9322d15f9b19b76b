"""Minutes on their way to being signed: sent, corrected, answered, signed, noted under."""

from collections.abc import Mapping
from datetime import timedelta

from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from caresight.web.groups.access import access_of
from caresight.web.meetings import operations, queries, rules
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.forms import minutes as forms
from caresight.web.meetings.forms.making import form_with
from caresight.web.meetings.forms.words import choice_field
from caresight.web.meetings.queries.minutes import corrections_led
from caresight.web.meetings.reading import note_reading
from caresight.web.meetings.views.asking import form_page, one_of, require, require_lead, told
from caresight.web.meetings.views.calendar import GET_AND_POST

WHOLE = ("", "The minutes as a whole")


@GET_AND_POST
def send_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)
    days = definitions().kind(held.kind).corrections_within_days
    initial = {"due_on": timezone.localdate() + timedelta(days=days)}
    form = forms.SendMinutesForm(
        request.POST if request.method == "POST" else None, initial=initial
    )

    def act() -> str:
        operations.send_minutes(
            actor=access.person, at=timezone.now(), meeting=held,
            due_on=form.cleaned_data["due_on"],
        )  # fmt: skip
        return "The minutes are out for correction. The members are told."

    return form_page(
        request, form, title="Send the minutes for correction", button="Send the minutes",
        back=("meeting_minutes", pk), act=act,
        about="Homes without a minute are carried over to the next meeting.",
    )  # fmt: skip


@GET_AND_POST
def correct_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require(rules.may_correct(access, held))
    places = {str(one.pk): one for one in queries.on_agenda(held)}
    form = form_with(
        forms.CorrectionForm, place=_which_part({key: one.home_name for key, one in places.items()})
    )(request.POST if request.method == "POST" else None)

    def act() -> str:
        given = form.cleaned_data
        operations.correct(
            actor=access.person, at=timezone.now(), token=given["token"], meeting=held,
            place=places.get(given["place"]), words=given["words"],
        )  # fmt: skip
        return "Your correction was sent to the coordinator."

    return form_page(
        request, form, title="Ask for a correction", button="Send the correction",
        back=("meeting_minutes", pk), act=act,
    )  # fmt: skip


@GET_AND_POST
def answer_correction(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    correction = one_of(corrections_led(access), pk)
    form = forms.AnswerCorrectionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        note_reading(
            correction.meeting, "read_correction", actor=access.person, at=timezone.now(),
            refs=[f"correction:{correction.pk}"],
        )  # fmt: skip

    def act() -> str:
        accepted = form.cleaned_data["answer"] == "yes"
        operations.answer_correction(
            actor=access.person, at=timezone.now(), correction=correction, accepted=accepted,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return f"The correction was {'accepted' if accepted else 'declined'}."

    return form_page(
        request, form, title="Answer a correction", button="Answer",
        back=("meeting_minutes", correction.meeting_id), act=act, said=correction.words,
        about=f"{correction.by} asks for this correction:",
    )  # fmt: skip


@require_POST
def sign_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require(rules.may_sign(access, held, is_chair=queries.is_chair(access, held.group_id)))

    def act() -> str:
        operations.sign_minutes(actor=access.person, at=timezone.now(), meeting=held)
        return "The minutes are signed. From now on they can only be added to, by dated notes."

    told(request, act)
    return redirect("meeting_minutes", pk)


@GET_AND_POST
def add_addendum(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)
    places = {str(one.pk): one for one in queries.on_agenda(held)}
    form = form_with(
        forms.AddendumForm, place=_which_part({key: one.home_name for key, one in places.items()})
    )(request.POST if request.method == "POST" else None)

    def act() -> str:
        given = form.cleaned_data
        operations.add_addendum(
            actor=access.person, at=timezone.now(), token=given["token"], meeting=held,
            place=places.get(given["place"]), words=given["words"],
        )  # fmt: skip
        return "The note stands under the minutes, with today's date."

    return form_page(
        request, form, title="Add a note under the signed minutes", button="Add the note",
        back=("meeting_minutes", pk), act=act,
        about="What was signed stays as it is.",
    )  # fmt: skip


def _which_part(names: Mapping[str, str]) -> Field:
    return choice_field("Which part?", [WHOLE, *names.items()], required=False)
