"""The list of meetings, and the calendar behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caresight.web.groups.access import access_of
from caresight.web.meetings import operations, presenters, queries
from caresight.web.meetings.definitions import DEFAULT_KIND, definitions
from caresight.web.meetings.forms import calendar as forms
from caresight.web.meetings.forms.making import form_with
from caresight.web.meetings.forms.words import choice_field
from caresight.web.meetings.operations.calendar_rule import recurrence_of
from caresight.web.meetings.queries.meetings import groups_seen, rule_of
from caresight.web.meetings.views.asking import done, form_page, one_of, require_lead, told

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    wanted = presenters.meetings_wanted(request.GET)
    found = queries.meetings_listed(access, now, past=wanted.past, group_id=wanted.group_id)
    total = found.count()
    rows = list(found[wanted.first : wanted.first + presenters.PER_PAGE])
    homes = queries.homes_on(rows)
    context = {
        "wanted": wanted,
        "groups": list(groups_seen(access)),
        "led": list(groups_seen(access).filter(pk__in=access.led_group_ids)),
        "lines": [presenters.meeting_line(access, one, homes.get(one.pk, 0)) for one in rows],
        "paging": presenters.paging(wanted.page, total, request.GET),
    }
    return render(request, "meetings/meetings.html", context)


@GET_AND_POST
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    group = one_of(groups_seen(access), pk)
    require_lead(access, group.pk)
    known = definitions()
    asked = request.POST.get("kind") or request.GET.get("kind") or DEFAULT_KIND
    kind = asked if asked in known.kinds else DEFAULT_KIND
    rule = rule_of(group, kind)
    initial = (
        forms.rule_initial(recurrence_of(rule), place=rule.place, version=rule.version)
        if rule
        else forms.first_rule(timezone.localdate(now))
    )
    form = forms.RuleForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        held = operations.set_rule(
            actor=access.person, at=now, group=group, kind=kind, rule=form.recurrence(),
            place=form.cleaned_data["place"], version=form.cleaned_data["version"],
        )  # fmt: skip
        return f"Agreed: {recurrence_of(held).words}"

    if request.method == "POST" and form.is_valid() and done(request, form, act):
        return redirect("meeting_calendar", group.pk)
    context = {
        "group": group,
        "form": form,
        "kind": kind,
        "kinds": list(known.kinds.values()),
        "rule_words": recurrence_of(rule).words if rule else "",
        "known_until": known.holidays_known_until,
        "lines": [
            presenters.meeting_line(access, one)
            for one in queries.coming_meetings(access, group, now)
        ],
    }
    return render(request, "meetings/calendar.html", context, status=422 if form.errors else 200)


@GET_AND_POST
def add_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    group = one_of(groups_seen(access), pk)
    require_lead(access, group.pk)
    kinds = [(one.code, one.title) for one in definitions().kinds.values()]
    made = form_with(forms.ExtraMeetingForm, kind=choice_field("Kind of meeting", kinds))
    form = made(request.POST if request.method == "POST" else None, initial={"kind": DEFAULT_KIND})

    def act() -> str:
        held = form.cleaned_data
        meeting = operations.add_meeting(
            actor=access.person, at=timezone.now(), token=held["token"], group=group,
            kind=held["kind"], starts_at=form.starts_at, minutes=held["minutes"],
            place=held["place"],
        )  # fmt: skip
        return f"The meeting is planned for {presenters.when(meeting)}."

    return form_page(
        request, form, title=f"Add a meeting of {group.name}", button="Add the meeting",
        back=("meeting_calendar", group.pk), act=act,
    )  # fmt: skip


@GET_AND_POST
def move_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    meeting = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, meeting.group_id)
    initial = forms.moved_from(meeting.starts_at, meeting.ends_at)
    form = forms.MoveForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        held = form.cleaned_data
        moved = operations.move_meeting(
            actor=access.person, at=timezone.now(), meeting=meeting, starts_at=form.starts_at,
            minutes=held["minutes"], reason=held["reason"],
        )  # fmt: skip
        return f"The meeting was moved to {presenters.when(moved)}. Its members are told."

    return form_page(
        request, form, title="Move the meeting", button="Move the meeting",
        back=("meeting", pk), act=act, about=f"It is planned for {presenters.when(meeting)}.",
    )  # fmt: skip


@GET_AND_POST
def cancel_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    meeting = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, meeting.group_id)
    form = forms.CancelForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        operations.cancel_meeting(
            actor=access.person, at=timezone.now(), meeting=meeting,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return "The meeting was cancelled. Its members are told."

    return form_page(
        request, form, title="Cancel the meeting", button="Cancel the meeting", danger=True,
        back=("meeting", pk), act=act, about=f"It is planned for {presenters.when(meeting)}.",
    )  # fmt: skip


@require_POST
def call_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    meeting = one_of(queries.meetings_worked_in(access), pk)
    require_lead(access, meeting.group_id)

    def act() -> str:
        operations.call_meeting(actor=access.person, at=timezone.now(), meeting=meeting)
        return "The meeting is called: its members are told, and asked for their reports."

    told(request, act)
    return redirect("meeting", pk)
