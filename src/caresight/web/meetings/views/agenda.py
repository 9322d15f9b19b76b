"""One meeting, its agenda, and the homes on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import Access, access_of
from caresight.web.groups.queries import scope_of_groups
from caresight.web.meetings import operations, presenters, queries, rules
from caresight.web.meetings.forms import agenda as forms
from caresight.web.meetings.forms.making import form_with, home_field
from caresight.web.meetings.queries.agenda import known_facts, newest_release_id
from caresight.web.meetings.queries.minutes import changes_of, draw_of, places_of
from caresight.web.meetings.reading import note_reading
from caresight.web.meetings.views.asking import (
    form_page,
    one_of,
    require,
    require_lead,
    told,
)
from caresight.web.meetings.views.calendar import GET_AND_POST


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    held = one_of(queries.visible_meetings(access), pk)
    head = presenters.meeting_head(access, held, now)
    if not rules.may_read_papers(access, held):
        context = {"head": head, "outcomes": presenters.outcome_lines(access, held)}
        return render(request, "meetings/outcomes.html", context)
    note_reading(held, "read_agenda", actor=access.person, at=now)
    context = {
        "head": head,
        "changes": changes_of(held),
        "lines": presenters.agenda_lines(places_of(held)),
        "draw": presenters.draw_words(draw_of(held)),
        "parts": presenters.parts_of(held),
        "time": presenters.time_needed(held, places_of(held)),
    }
    return render(request, "meetings/agenda.html", context)


@require_POST
def propose_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)

    def act() -> str:
        draw = operations.propose_agenda(actor=access.person, at=timezone.now(), meeting=held)
        return presenters.proposed_words(len(draw.placed), len(draw.left_out))

    told(request, act)
    return redirect("meeting", pk)


@GET_AND_POST
def add_to_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)
    return _home_page(request, access, held.pk, is_lead=True)


@GET_AND_POST
def propose_home(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require(rules.may_propose_home(access, held))
    return _home_page(request, access, held.pk, is_lead=False)


def _home_page(request: HttpRequest, access: Access, pk: int, *, is_lead: bool) -> HttpResponse:
    held = one_of(queries.meetings_worked_in(access), pk)
    made = form_with(forms.AddHomeForm, home=home_field(scope_of_groups([held.group_id])))
    form = made(
        request.POST if request.method == "POST" else None,
        initial={"home": request.GET.get("home", "")},
    )
    write = operations.add_home if is_lead else operations.propose_home

    def act() -> str:
        home = known_facts(held.group, form.cleaned_data["home"]["home_id"])
        if home is None:
            raise Refusal("The group does not cover this home.")
        write(
            actor=access.person, at=timezone.now(), meeting=held, home=home,
            reason=form.cleaned_data["reason"], release_id=newest_release_id(),
        )  # fmt: skip
        if is_lead:
            return f"{home.home_name} is on the agenda."
        return f"{home.home_name} is proposed. The coordinator is told."

    title = "Put a home on the agenda" if is_lead else "Propose a home for the agenda"
    return form_page(
        request, form, title=title, button="Put it on" if is_lead else "Propose it",
        back=("meeting", pk), act=act,
    )  # fmt: skip


@GET_AND_POST
def answer_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    place = one_of(queries.places_worked_in(access), pk)
    require_lead(access, place.meeting.group_id)
    form = forms.AnswerProposalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        accepted = form.cleaned_data["answer"] == "yes"
        operations.answer_proposal(
            actor=access.person, at=timezone.now(), place=place, accepted=accepted,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return f"{place.home_name} {'is on the agenda' if accepted else 'was declined'}."

    return form_page(
        request, form, title=f"Answer the proposal: {place.home_name}", button="Answer",
        back=("meeting", place.meeting_id), act=act, said=place.put_reason,
        about=f"{place.put_by} proposes it:" if place.put_by else "",
    )  # fmt: skip


@GET_AND_POST
def remove_from_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    place = one_of(queries.places_worked_in(access), pk)
    require_lead(access, place.meeting.group_id)
    form = forms.RemoveHomeForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        operations.remove_home(
            actor=access.person, at=timezone.now(), place=place,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return f"{place.home_name} was taken off the agenda."

    return form_page(
        request, form, title=f"Take {place.home_name} off the agenda", button="Take it off",
        back=("meeting", place.meeting_id), act=act, danger=True,
        about="It stays visible below the agenda, with your reason.",
    )  # fmt: skip


@require_POST
def agenda_order(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)
    ids = [place.pk for place in queries.on_agenda(held)]
    try:
        order = forms.order_from(request.POST.dict(), ids)
    except ValueError as problem:
        messages.error(request, str(problem))
        return redirect("meeting", pk)

    def act() -> str:
        operations.arrange(actor=access.person, at=timezone.now(), meeting=held, order=order)
        return "The order and the minutes are kept."

    told(request, act)
    return redirect("meeting", pk)
