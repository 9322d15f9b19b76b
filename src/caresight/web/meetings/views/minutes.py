"""The minutes as a whole: read, attendance, declarations, business, actions of the meeting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caresight.web.actions.queries import actions_of_group, actions_of_meeting
from caresight.web.actions.states import UNFINISHED
from caresight.web.groups.access import access_of
from caresight.web.groups.queries import scope_of_groups
from caresight.web.meetings import operations, policies, presenters, queries, rules
from caresight.web.meetings.forms import minutes as forms
from caresight.web.meetings.forms.making import form_with, home_field
from caresight.web.meetings.presenters.minutes import (
    attendance_words,
    correction_line,
    member_words,
    minute_lines,
    minuted_homes,
    note_line,
    stood_in_for,
)
from caresight.web.meetings.queries.home import earlier_business
from caresight.web.meetings.queries.minutes import (
    addenda_of,
    attendance_of,
    corrections_of,
    declarations_of,
    guests_led,
    members_at,
)
from caresight.web.meetings.reading import note_reading
from caresight.web.meetings.views.asking import done, form_page, one_of, require_lead, told
from caresight.web.meetings.views.calendar import GET_AND_POST

MOST_ACTIONS = 50


@require_safe
def meeting_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    held = one_of(queries.meetings_worked_in(access), pk)
    notes = list(addenda_of(held))
    lines = minute_lines(access, queries.on_agenda(held), notes)
    note_reading(held, "read_minutes", actor=access.person, at=now)
    corrections = [correction_line(one) for one in corrections_of(held)]
    waiting = sum(one.is_waiting for one in corrections)
    chairs = queries.is_chair(access, held.group_id)
    day = timezone.localdate(now)
    context = {
        "head": presenters.meeting_head(access, held, now),
        "meeting": held,
        "attendance": attendance_words(held, attendance_of(held)),
        "declarations": declarations_of(held),
        "homes": minuted_homes(lines),
        "notes": [note_line(one) for one in notes if one.place_id is None],
        "corrections": corrections,
        "waiting": waiting,
        "can_sign": rules.may_sign(access, held, is_chair=chairs)
        and policies.can_be_signed(held, waiting=waiting, day=day),
    }
    return render(request, "meetings/minutes.html", context)


@require_POST
def open_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)

    def act() -> str:
        operations.open_minutes(actor=access.person, at=timezone.now(), meeting=held)
        return "The minutes are open. Record who is there first."

    told(request, act)
    return redirect("meeting_minutes", pk)


@GET_AND_POST
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)
    members = [
        (place.person_id, member_words(place.person), stood_in_for(place))
        for place in members_at(held)
    ]
    noted = {
        f"person_{one.person_id}": one.presence
        for one in attendance_of(held)
        if one.person_id is not None
    }
    form = forms.attendance_form(members)(
        request.POST if request.method == "POST" else None, initial=noted
    )

    def act() -> str:
        operations.record_attendance(
            actor=access.person, at=timezone.now(), meeting=held, presence=form.presence()
        )
        return attendance_words(held, attendance_of(held)).quorum

    return form_page(
        request, form, title="Who is there?", button="Save", back=("meeting_minutes", pk), act=act,
    )  # fmt: skip


@GET_AND_POST
def add_guest(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)
    form = forms.GuestForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        given = form.cleaned_data
        guest = operations.add_guest(
            actor=access.person, at=timezone.now(), token=given["token"], meeting=held,
            name=given["name"], agency_name=given["agency_name"],
        )  # fmt: skip
        return f"{guest.name} is noted as a guest."

    return form_page(
        request, form, title="Note a guest", button="Note the guest",
        back=("meeting_minutes", pk), act=act,
        about="A guest needs no account, sees nothing here, and does not count for the quorum.",
    )  # fmt: skip


@require_POST
def remove_guest(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    guest = one_of(guests_led(access), pk)
    meeting_pk = guest.meeting_id

    def act() -> str:
        operations.remove_guest(actor=access.person, at=timezone.now(), guest=guest)
        return "The guest was taken out of the minutes."

    told(request, act)
    return redirect("meeting_minutes", meeting_pk)


@GET_AND_POST
def declare_interest(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)
    home = home_field(scope_of_groups([held.group_id]), label="In which home?", required=False)
    form = form_with(forms.DeclarationForm, home=home)(
        request.POST if request.method == "POST" else None
    )

    def act() -> str:
        given = form.cleaned_data
        row = given["home"]
        operations.declare_interest(
            actor=access.person, at=timezone.now(), token=given["token"], meeting=held,
            name=given["name"], home=(row["home_id"], row["name"]) if row else ("", ""),
            words=given["words"], handling=given["handling"],
        )  # fmt: skip
        return "The interest is noted."

    return form_page(
        request, form, title="Note a declaration of interest", button="Note it",
        back=("meeting_minutes", pk), act=act,
    )  # fmt: skip


@GET_AND_POST
def meeting_business(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    held = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, held.group_id)
    posted = request.POST if request.method == "POST" else None
    initial = {
        "version": held.version,
        "matters_arising": held.matters_arising,
        "general_business": held.general_business,
    }
    form = forms.BusinessForm(posted, initial=initial)
    is_stale = False

    def act() -> str:
        nonlocal is_stale
        given = form.cleaned_data
        is_stale = given["version"] != held.version
        operations.save_business(
            actor=access.person, at=timezone.now(), meeting=held, version=given["version"],
            matters_arising=given["matters_arising"], general_business=given["general_business"],
        )  # fmt: skip
        return "Saved."

    if posted is not None and form.is_valid() and done(request, form, act):
        return redirect("meeting_minutes", pk)
    if is_stale:
        form.replaces(held.version)
    # The page holds the words of the minutes, and how they read before.
    note_reading(held, "read_business", actor=access.person, at=timezone.now())
    context = {
        "head": presenters.meeting_head(access, held, timezone.now()),
        "form": form,
        "theirs": held if is_stale else None,
        "wordings": earlier_business(access, held),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/business.html", context, status=status)


@require_safe
def meeting_actions(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    held = one_of(queries.meetings_worked_in(access), pk)
    unfinished = actions_of_group(held.group).filter(state__in=UNFINISHED)
    opened = list(actions_of_meeting(held.ref)[:MOST_ACTIONS])
    earlier = list(unfinished.exclude(meeting_ref=held.ref).order_by("due_on", "pk")[:MOST_ACTIONS])
    if refs := [one.ref for one in (*opened, *earlier)]:
        note_reading(held, "read_actions", actor=access.person, at=now, refs=refs)
    context = {
        "head": presenters.meeting_head(access, held, now),
        "opened": opened,
        "earlier": earlier,
        "most": MOST_ACTIONS,
        "today": timezone.localdate(now),
        "unfinished": UNFINISHED,
    }
    return render(request, "meetings/actions.html", context)
