"""Changes of the calendar: the rule, the dates it gives, and one date that is different."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.meetings import policies
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import CalendarRule, Meeting, MeetingChange
from caresight.web.meetings.operations.holding import locked, trace
from caresight.web.meetings.recurrence import OnHoliday, Planned, Recurrence, next_dates
from caresight.web.meetings.states import MeetingState
from caresight.web.meetings.telling import tell_members, when

PLANNED_AHEAD = 12
LONGEST = timedelta(hours=8)


@transaction.atomic
def set_rule(
    *,
    actor: Person,
    at: datetime,
    group: Group,
    kind: str,
    rule: Recurrence,
    place: str,
    version: int,
) -> CalendarRule:
    """Agree when a group meets, and make the next dates; `version` is 0 for a first rule."""
    definitions().kind(kind)
    held = CalendarRule.objects.select_for_update().filter(group=group, kind=kind).first()
    policies.check_version(held.version if held else 0, version)
    row = held or CalendarRule(group=group, kind=kind, version=0)
    row.ordinal, row.weekday = rule.ordinal, rule.weekday
    row.every_months, row.first_month = rule.every_months, rule.first_month.replace(day=1)
    row.skip_months = sorted(rule.skip_months)
    row.starts_at, row.minutes = rule.starts, rule.minutes
    row.on_holiday, row.place = rule.on_holiday.value, place.strip()
    row.version += 1
    row.save()
    record(
        actor=actor, at=at, operation="meetings.set_rule", subject=f"calendar_rule:{row.pk}",
        group_ref=f"group:{group.pk}", detail={"rule": rule.words},
    )  # fmt: skip
    plan_ahead(actor=actor, at=at, rule=row)
    return row


def recurrence_of(rule: CalendarRule) -> Recurrence:
    """A kept rule as the dates are made from."""
    return Recurrence(
        ordinal=rule.ordinal,
        weekday=rule.weekday,
        starts=rule.starts_at,
        minutes=rule.minutes,
        first_month=rule.first_month,
        every_months=rule.every_months,
        skip_months=frozenset(rule.skip_months),
        on_holiday=OnHoliday(rule.on_holiday),
    )


@transaction.atomic
def plan_ahead(*, actor: object, at: datetime, rule: CalendarRule) -> int:
    """Make the next dates of a rule; say how many are new.

    Dates that nobody has touched follow a changed rule. One that was moved by hand,
    cancelled or called stays as it is, and its month gets no second meeting.
    """
    coming = next_dates(
        recurrence_of(rule),
        after=timezone.localdate(at),
        how_many=PLANNED_AHEAD,
        holidays=dict(definitions().holidays),
    )
    held = _by_month(rule)
    months = {one.month for one in coming}
    _forget_untouched(held, months, at)
    new = [one for one in coming if one.month not in held]
    Meeting.objects.bulk_create(Meeting(**_fields(rule, one)) for one in new)
    for one in coming:
        meeting = held.get(one.month)
        if meeting is not None and meeting.starts_at > at and _is_untouched(meeting):
            Meeting.objects.filter(pk=meeting.pk).update(**_fields(rule, one))
    if new:
        record(
            actor=actor, at=at, operation="meetings.plan_ahead",
            subject=f"calendar_rule:{rule.pk}", group_ref=f"group:{rule.group_id}",
            detail={"new": len(new)},
        )  # fmt: skip
    return len(new)


def _by_month(rule: CalendarRule) -> dict[date, Meeting]:
    found = Meeting.objects.select_for_update().filter(group=rule.group, kind=rule.kind)
    return {one.rule_month: one for one in found if one.rule_month is not None}


def _forget_untouched(held: dict[date, Meeting], months: set[date], at: datetime) -> None:
    """A coming date that the rule no longer gives was only ever the rule's."""
    for month, meeting in held.items():
        superseded = bool(months) and month <= max(months) and month not in months
        if superseded and meeting.starts_at > at and _is_untouched(meeting):
            meeting.delete()


def _is_untouched(meeting: Meeting) -> bool:
    return (
        meeting.state == MeetingState.PLANNED
        and not meeting.moved_by_hand
        and not meeting.places.exists()
    )


def _fields(rule: CalendarRule, planned: Planned) -> dict[str, Any]:
    return {
        "group": rule.group,
        "kind": rule.kind,
        "title": definitions().kind(rule.kind).title,
        "rule_month": planned.month,
        "starts_at": planned.starts_at,
        "ends_at": planned.ends_at,
        "place": rule.place,
    }


@transaction.atomic
def add_meeting(
    *,
    actor: Person,
    at: datetime,
    token: UUID,
    group: Group,
    kind: str,
    starts_at: datetime,
    minutes: int,
    place: str,
) -> Meeting:
    """Plan one meeting outside the rule; the same form sent twice makes one."""

    def make() -> Meeting:
        _check_time(starts_at, minutes, at)
        ends_at = starts_at + timedelta(minutes=minutes)
        made = Meeting.objects.create(
            token=token, group=group, kind=kind, title=definitions().kind(kind).title,
            starts_at=starts_at, ends_at=ends_at, place=place.strip(),
        )  # fmt: skip
        trace(made, "add_meeting", actor=actor, at=at)
        return made

    meeting = once(Meeting, token, make)
    if meeting.group_id != group.pk:
        raise Refusal(
            "This form was sent already, for something else.", what_to_do="Open the page again."
        )
    return meeting


@transaction.atomic
def move_meeting(
    *, actor: Person, at: datetime, meeting: Meeting, starts_at: datetime, minutes: int, reason: str
) -> Meeting:
    """Move one meeting; its month keeps it, so that the rule makes no second one."""
    held = locked(meeting)
    policies.check_can_be_arranged(held)
    policies.check_reason(reason)
    _check_time(starts_at, minutes, at)
    ends_at = starts_at + timedelta(minutes=minutes)
    if (held.starts_at, held.ends_at) == (starts_at, ends_at):
        return held
    MeetingChange.objects.create(
        meeting=held, at=at, by=actor, moved_from=held.starts_at, moved_to=starts_at,
        reason=reason.strip(),
    )  # fmt: skip
    _shift_reports_due(held, starts_at)
    held.starts_at, held.ends_at, held.moved_by_hand = starts_at, ends_at, True
    held.save()
    trace(held, "move_meeting", actor=actor, at=at, reason=reason)
    tell_members(
        held, f"The meeting was moved to {when(starts_at)}.",
        at=at, once=f"moved:{starts_at.isoformat()}:{held.changes.count()}",
    )  # fmt: skip
    return held


@transaction.atomic
def cancel_meeting(*, actor: Person, at: datetime, meeting: Meeting, reason: str) -> Meeting:
    """Cancel one meeting; it stays in the calendar, with its reason."""
    held = locked(meeting)
    policies.check_can_be_arranged(held)
    policies.check_reason(reason)
    MeetingChange.objects.create(
        meeting=held, at=at, by=actor, moved_from=held.starts_at, reason=reason.strip()
    )
    held.state = MeetingState.CANCELLED
    held.save(update_fields=["state"])
    trace(held, "cancel_meeting", actor=actor, at=at, reason=reason)
    tell_members(
        held, f"The meeting of {when(held.starts_at)} was cancelled.", at=at, once="cancelled"
    )
    return held


@transaction.atomic
def call_meeting(*, actor: Person, at: datetime, meeting: Meeting) -> Meeting:
    """Tell the members that the agenda stands, and by when their reports are asked for."""
    held = locked(meeting)
    policies.check_can_be_called(held)
    kind = definitions().kind(held.kind)
    due = timezone.localdate(held.starts_at) - timedelta(days=kind.reports_due_days_before)
    held.state, held.called_at = MeetingState.CALLED, at
    held.reports_due_on = max(due, timezone.localdate(at))
    held.save()
    trace(held, "call_meeting", actor=actor, at=at)
    by = f"{held.reports_due_on.day} {held.reports_due_on:%B %Y}"
    tell_members(
        held,
        f"The group meets on {when(held.starts_at)}. Reports are asked for by {by}.",
        at=at,
        once="called",
    )
    return held


def _shift_reports_due(meeting: Meeting, starts_at: datetime) -> None:
    if meeting.reports_due_on is not None:
        days = timezone.localdate(starts_at) - timezone.localdate(meeting.starts_at)
        meeting.reports_due_on += days


def _check_time(starts_at: datetime, minutes: int, at: datetime) -> None:
    if timezone.localdate(starts_at) < timezone.localdate(at):
        raise Refusal("A meeting cannot be planned in the past.", what_to_do="Choose a later day.")
    if not timedelta(minutes=15) <= timedelta(minutes=minutes) <= LONGEST:
        raise Refusal("A meeting lasts between 15 minutes and 8 hours.")
