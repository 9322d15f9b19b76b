"""The rule by which a group meets, and the dates that it gives."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.meetings import policies
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import CalendarRule, Meeting
from caresight.web.meetings.recurrence import OnHoliday, Planned, Recurrence, next_dates
from caresight.web.meetings.states import MeetingState

PLANNED_AHEAD = 12


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
    held = (
        CalendarRule.objects.select_for_update(no_key=True).filter(group=group, kind=kind).first()
    )
    policies.check_version(held.version if held else 0, version)
    row = held or CalendarRule(group=group, kind=kind, version=0)
    row.ordinal, row.weekday = rule.ordinal, rule.weekday
    row.every_months, row.first_month = rule.every_months, rule.first_month.replace(day=1)
    row.skip_months = sorted(rule.skip_months)
    row.starts_at, row.minutes = rule.starts, rule.minutes
    row.on_holiday, row.place = rule.on_holiday.value, place.strip()
    row.version += 1
    _save(row)
    plan_ahead(actor=actor, at=at, rule=row)
    # Last: who has written to the trail holds up all others, and so waits for no meeting.
    record(
        actor=actor, at=at, operation="meetings.set_rule", subject=f"calendar_rule:{row.pk}",
        group_ref=f"group:{group.pk}", detail={"rule": rule.words},
    )  # fmt: skip
    return row


def _save(rule: CalendarRule) -> None:
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        # Two leads agree the first rule of a group at one time: there was no row to wait for.
        policies.check_version(rule.version, 0)
        raise


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
    cancelled, called or reported to stays as it is, and its month gets no second meeting.
    """
    # As it is now: somebody may have agreed another one since it was read.
    held_rule = CalendarRule.objects.select_for_update(of=("self",), no_key=True)
    rule = held_rule.select_related("group").get(pk=rule.pk)
    coming = next_dates(
        recurrence_of(rule),
        after=timezone.localdate(at),
        how_many=PLANNED_AHEAD,
        holidays=dict(definitions().holidays),
    )
    months = {one.month for one in coming}
    held = _by_month(rule, months, at)
    gone = _forget_untouched(held, months, at)
    new = [one for one in coming if one.month not in held]
    Meeting.objects.bulk_create(Meeting(**_fields(rule, one)) for one in new)
    for one in coming:
        meeting = held.get(one.month)
        if meeting is not None and meeting.starts_at > at and _is_untouched(meeting):
            Meeting.objects.filter(pk=meeting.pk).update(**_fields(rule, one))
    if new or gone:
        record(
            actor=actor, at=at, operation="meetings.plan_ahead",
            subject=f"calendar_rule:{rule.pk}", group_ref=f"group:{rule.group_id}",
            detail={"new": len(new), "gone": gone},
        )  # fmt: skip
    return len(new)


def _by_month(rule: CalendarRule, months: set[date], at: datetime) -> dict[date, Meeting]:
    """The meetings of a rule that are to come, or that its coming months have had already."""
    found = Meeting.objects.select_for_update(no_key=True).filter(
        Q(starts_at__gt=at) | Q(rule_month__in=months),
        group=rule.group, kind=rule.kind, rule_month__isnull=False,
    )  # fmt: skip
    return {one.rule_month: one for one in found.order_by("pk") if one.rule_month is not None}


def _forget_untouched(held: dict[date, Meeting], months: set[date], at: datetime) -> list[str]:
    """A coming date that the rule no longer gives was only ever the rule's; those that went."""
    gone = []
    for month, meeting in held.items():
        superseded = bool(months) and month <= max(months) and month not in months
        if superseded and meeting.starts_at > at and _is_untouched(meeting):
            gone.append(meeting.ref)
            meeting.delete()
    return gone


def _is_untouched(meeting: Meeting) -> bool:
    """Whether nobody has done anything for it: what an agency wrote would go with it."""
    return (
        meeting.state == MeetingState.PLANNED
        and not meeting.moved_by_hand
        and meeting.pack_id is None
        and not meeting.places.exists()
        and not meeting.reports.exists()
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
