"""Keeping what level a group agreed, and putting a home's decisions in the order of their days."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from caresight.surveillance.ladder import Ladder
from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.meetings import policies
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import AgreedLevel, HomeMinute
from caresight.web.meetings.states import Presence


@dataclass(frozen=True)
class Agreed:
    """A level as people agreed it."""

    level: str
    reason_kind: str
    reason: str = ""
    exit_criteria: str = ""
    review_on: date | None = None


def level_before(group: Group, home_id: str, *, on: date, but: int | None) -> AgreedLevel | None:
    """The level that a group had agreed for a home before a day's decision."""
    found = AgreedLevel.objects.filter(group=group, home_id=home_id, agreed_on__lte=on)
    if but is not None:
        found = found.exclude(pk=but)
    return found.order_by("-agreed_on", "-pk").first()


def keep_level(*, actor: Person, at: datetime, minute: HomeMinute, agreed: Agreed) -> AgreedLevel:
    """Keep the level that a minute states; said again, it replaces what the minute said."""
    place = minute.place
    meeting = place.meeting
    row = AgreedLevel.objects.filter(minute=minute).first() or AgreedLevel(minute=minute)
    row.meeting, row.why = meeting, place.why
    row.suggested_level, row.suggested_label = place.suggested_level, place.suggested_label
    row.suggested_step, row.release_id = place.suggested_step, place.release_id
    row.home_id, row.home_name, row.area_code = place.home_id, place.home_name, place.area_code
    there = meeting.attendance.filter(presence__in=(Presence.PRESENT, Presence.DEPUTY))
    row.agencies = sorted(set(there.values_list("agency_name", flat=True)) - {""})
    on = timezone.localdate(meeting.starts_at)
    ladder = definitions().ladder(meeting.group.ladder)
    return _keep(row, meeting.group, ladder, agreed, actor=actor, at=at, on=on)


@transaction.atomic
def agree_level_in_review(  # noqa: PLR0913 - a decision names all that it rests on
    *,
    actor: Person,
    at: datetime,
    group: Group,
    home_id: str,
    home_name: str,
    area_code: str,
    review_ref: str,
    ladder: str,
    agreed: Agreed,
) -> AgreedLevel:
    """Keep a level that a review agreed, outside the group's own meetings.

    The ladder is that of the review: the group may have taken up another one meanwhile.
    """
    on = timezone.localdate(at)
    row = AgreedLevel(
        home_id=home_id, home_name=home_name, area_code=area_code, review_ref=review_ref
    )
    steps = definitions().ladder(ladder)
    kept = _keep(row, group, steps, agreed, actor=actor, at=at, on=on)
    record(
        actor=actor, at=at, operation="meetings.agree_level", subject=f"review:{review_ref}",
        home_id=home_id, group_ref=f"group:{group.pk}",
        detail={"level": kept.level, "reason_kind": kept.reason_kind},
    )  # fmt: skip
    return kept


def forget_level(minute: HomeMinute) -> None:
    """Take back the level of a minute that no longer states one."""
    row = AgreedLevel.objects.filter(minute=minute).first()
    if row is not None:
        group, home_id = row.group, row.home_id
        hold_levels([group])
        row.delete()
        _order(group, home_id)


def hold_levels(groups: Iterable[Group]) -> None:
    """Let nobody else say which levels of these groups are current until the transaction ends.

    Asked for before the first line of the trail: who writes to it waits for nobody any more.
    """
    keys = [group.pk for group in groups]
    held = Group.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(held.order_by("pk").values_list("pk", flat=True))


def last_day_of_review(ladder: str, level: str, *, on: date) -> date | None:
    """The last day on which a ladder wants a level looked at again; None where it sets none."""
    steps = definitions().ladder(ladder)
    days = steps.levels[step_named(steps, level)].review_within_days
    return None if days is None else on + timedelta(days=days)


def _keep(
    row: AgreedLevel,
    group: Group,
    ladder: Ladder,
    agreed: Agreed,
    *,
    actor: Person,
    at: datetime,
    on: date,
) -> AgreedLevel:
    step = step_named(ladder, agreed.level)
    # Two levels of one home at a time follow each other: each knows of the one before.
    hold_levels([group])
    before = level_before(group, row.home_id, on=on, but=row.pk)
    policies.check_level_is_reasoned(
        step,
        suggested=row.suggested_step,
        before=before.step if before and before.ladder == ladder.code else None,
        kind=agreed.reason_kind,
        reason=agreed.reason,
    )
    policies.check_review_day(ladder, step, review_on=agreed.review_on, held_on=on)
    level = ladder.levels[step]
    row.group, row.ladder, row.ladder_version = group, ladder.code, ladder.version
    row.level, row.level_label, row.step = level.code, level.label, step
    row.top_step, row.dwell_months = len(ladder.levels) - 1, level.dwell_months
    row.reason_kind, row.reason = agreed.reason_kind, agreed.reason.strip()
    row.exit_criteria, row.review_on = agreed.exit_criteria.strip(), agreed.review_on
    row.agreed_on = row.since_on = on
    row.is_current = False  # _order says which one is, when all of them are known
    row.recorded_by, row.recorded_at = actor, at
    row.save()
    _order(group, row.home_id)
    row.refresh_from_db()
    return row


def step_named(ladder: Ladder, code: str) -> int:
    """The step of a level; refuses one that the ladder has not."""
    codes = [level.code for level in ladder.levels]
    if code not in codes:
        raise Refusal(
            "The ladder in force has no such level.", expected=", ".join(codes), came=code
        )
    return codes.index(code)


def _order(group: Group, home_id: str) -> None:
    """Say anew of all decisions on a home which is current, and since when each level holds."""
    rows = list(
        AgreedLevel.objects.select_for_update(no_key=True)
        .filter(group=group, home_id=home_id)
        .order_by("agreed_on", "pk")
    )
    before: AgreedLevel | None = None
    for row in rows:
        stays = before is not None and (before.ladder, before.level) == (row.ladder, row.level)
        row.since_on = before.since_on if before is not None and stays else row.agreed_on
        row.dwell_until = months_on(row.since_on, row.dwell_months) if row.dwell_months else None
        row.is_current = False
        before = row
    fields = ["since_on", "dwell_until", "is_current"]
    # The old current one first: two at once are refused by the database.
    AgreedLevel.objects.bulk_update(rows, fields)
    if before is not None:
        AgreedLevel.objects.filter(pk=before.pk).update(is_current=True)


def months_on(day: date, months: int) -> date:
    """So many months after a day; the last day of a month that is too short."""
    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
