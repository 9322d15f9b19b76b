"""The calendar of a group: dates from its rule, and what people change by hand."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.meetings import operations
from caresight.web.meetings.models import Meeting
from caresight.web.meetings.policies import ChangedMeanwhile
from caresight.web.meetings.recurrence import Recurrence
from caresight.web.notices.models import Notice
from tests.web.meetings.held import KIND, MEETS_ON, NOW, call, open_up, plan, put_on, report

RULE = Recurrence(ordinal=2, weekday=3, starts=time(14), minutes=120, first_month=date(2026, 12, 1))
REASON = "The hall is closed on that day"


def agree(casework, *, rule=RULE, version=0, at=NOW):
    return operations.set_rule(
        actor=casework.people["council"], at=at, group=casework.groups["Alderbourne"], kind=KIND,
        rule=rule, place="Invented Hall", version=version,
    )  # fmt: skip


def move(casework, meeting, to, reason=REASON):
    return operations.move_meeting(
        actor=casework.people["council"], at=NOW, meeting=meeting, starts_at=to, minutes=120,
        reason=reason,
    )  # fmt: skip


def cancel(casework, meeting):
    return operations.cancel_meeting(
        actor=casework.people["council"], at=NOW, meeting=meeting, reason=REASON
    )


def months():
    return list(Meeting.objects.values_list("rule_month", flat=True))


def test_a_rule_makes_the_next_twelve_dates(casework):
    agree(casework)

    found = list(Meeting.objects.all())
    assert len(found) == 12
    assert found[0].starts_at == MEETS_ON
    assert {one.title for one in found} == {"Monthly group meeting"}


def test_making_dates_again_makes_no_second_one(casework):
    rule = agree(casework)

    new = operations.plan_ahead(actor=casework.people["council"], at=NOW, rule=rule)

    assert new == 0
    assert len(months()) == len(set(months())) == 12


def test_time_goes_on_and_one_more_date_is_made(casework):
    rule = agree(casework)

    later = datetime(2026, 12, 11, 9, tzinfo=UTC)
    new = operations.plan_ahead(actor=casework.people["council"], at=later, rule=rule)

    assert new == 1
    assert len(months()) == 13


def test_a_changed_rule_moves_only_what_nobody_has_touched(casework):
    rule = agree(casework)
    moved, cancelled, with_homes = Meeting.objects.all()[:3]
    move(casework, moved, MEETS_ON + timedelta(days=1))
    cancel(casework, cancelled)
    put_on(casework, with_homes)

    tuesdays = Recurrence(**{**RULE.__dict__, "weekday": 1})
    agree(casework, rule=tuesdays, version=rule.version)

    weekdays = [one.starts_at.weekday() for one in Meeting.objects.order_by("rule_month")]
    assert weekdays == [4, 3, 3, *[1] * 9]
    assert len(months()) == len(set(months())) == 12


def test_a_rule_that_skips_a_month_takes_back_its_untouched_date(casework):
    rule = agree(casework)

    agree(casework, rule=Recurrence(**{**RULE.__dict__, "skip_months": frozenset({8})}),
          version=rule.version)  # fmt: skip

    assert date(2027, 8, 1) not in months()


def test_a_rule_that_changes_takes_no_agencys_report_with_it(casework):
    rule = agree(casework)
    august = Meeting.objects.get(rule_month=date(2027, 8, 1))
    report(casework, august, send=False)

    agree(casework, rule=Recurrence(**{**RULE.__dict__, "skip_months": frozenset({8, 9})}),
          version=rule.version)  # fmt: skip

    assert august.reports.count() == 1
    gone = Entry.objects.filter(operation="meetings.plan_ahead").latest("sequence")
    assert '"gone": ["M-' in gone.detail
    assert date(2027, 9, 1) not in months()


def test_the_daily_round_follows_the_rule_as_it_stands_when_its_turn_comes(casework):
    stale = agree(casework)
    tuesdays = Recurrence(**{**RULE.__dict__, "weekday": 1})
    agree(casework, rule=tuesdays, version=stale.version)

    operations.plan_ahead(actor=casework.people["council"], at=NOW, rule=stale)

    assert {one.starts_at.weekday() for one in Meeting.objects.all()} == {1}


def test_two_people_who_change_the_rule_at_once_lose_nothing(casework):
    agree(casework)

    with pytest.raises(ChangedMeanwhile):
        agree(casework, version=0)


def test_a_moved_meeting_keeps_its_reason_and_tells_the_members_once(casework):
    meeting = plan(casework)

    move(casework, meeting, MEETS_ON + timedelta(days=1))
    move(casework, meeting, MEETS_ON + timedelta(days=1))

    change = meeting.changes.get()
    assert (change.moved_from, change.reason) == (MEETS_ON, REASON)
    told = Notice.objects.filter(person=casework.people["regulator"])
    assert [one.sentence for one in told] == [
        "The meeting was moved to Friday 11 December 2026, 14:00."
    ]


def test_moving_a_called_meeting_moves_the_day_for_reports(casework):
    meeting = operations.call_meeting(
        actor=casework.people["council"], at=NOW, meeting=plan(casework)
    )
    assert meeting.reports_due_on == date(2026, 12, 3)

    moved = move(casework, meeting, MEETS_ON + timedelta(days=7))

    assert moved.reports_due_on == date(2026, 12, 10)


def test_a_meeting_called_late_asks_for_reports_at_once(casework):
    meeting = operations.call_meeting(
        actor=casework.people["council"], at=MEETS_ON - timedelta(days=2), meeting=plan(casework)
    )

    assert meeting.reports_due_on == date(2026, 12, 8)


def test_a_cancelled_meeting_stays_with_its_reason(casework):
    meeting = cancel(casework, plan(casework))

    assert meeting.state == "cancelled"
    assert meeting.changes.get().moved_to is None
    assert "was cancelled" in Notice.objects.filter(person=casework.people["chair"]).get().sentence


@pytest.mark.parametrize("minutes", [5, 600])
def test_a_meeting_of_no_length_is_refused(casework, minutes):
    with pytest.raises(Refusal, match="lasts between"):
        plan(casework, minutes=minutes)


def test_a_meeting_cannot_be_planned_in_the_past(casework):
    with pytest.raises(Refusal, match="past"):
        plan(casework, starts_at=NOW - timedelta(days=3), at=NOW)


def test_a_meeting_that_took_place_is_neither_moved_nor_cancelled(casework):
    meeting = open_up(casework)

    with pytest.raises(Refusal):
        cancel(casework, meeting)
    with pytest.raises(Refusal):
        move(casework, meeting, MEETS_ON + timedelta(days=1))


def test_a_meeting_is_called_once(casework):
    meeting = plan(casework)
    council = casework.people["council"]
    operations.call_meeting(actor=council, at=NOW, meeting=meeting)

    with pytest.raises(Refusal, match="called already"):
        operations.call_meeting(actor=council, at=NOW, meeting=meeting)
    assert Notice.objects.filter(person=council).count() == 1


def test_the_same_form_sent_twice_plans_one_meeting(casework):
    token = uuid4()

    assert plan(casework, token=token) == plan(casework, token=token)
    assert Entry.objects.filter(operation="meetings.add_meeting").count() == 1


def test_a_kind_that_is_not_defined_is_refused(casework):
    with pytest.raises(Refusal, match="no longer defined"):
        plan(casework, kind="tea_party")


def sentences(casework, name):
    return [one.sentence for one in Notice.objects.filter(person=casework.people[name])]


def test_every_day_the_next_dates_are_made_and_reports_are_asked_for_once(casework):
    agree(casework)
    meeting = call(casework, starts_at=MEETS_ON + timedelta(days=1))
    report(casework, meeting)
    day = MEETS_ON - timedelta(days=7)

    said = [operations.look_ahead(at=day + timedelta(days=n)) for n in (0, 0, 1)]

    assert said[0] == "0 dates of meetings were made, 5 reminders of reports were sent."
    assert said[2].endswith("0 reminders of reports were sent.")
    reminder = "Your agency's report to the meeting is due."
    assert sentences(casework, "ambulance").count(reminder) == 1
    assert reminder not in sentences(casework, "regulator")
    assert operations.look_ahead(at=MEETS_ON + timedelta(days=30)).startswith("1 dates")


def test_a_rule_of_a_kind_that_is_no_longer_defined_is_passed_over(casework):
    rule = agree(casework)
    rule.kind = "tea_party"
    rule.save()

    assert operations.look_ahead(at=MEETS_ON + timedelta(days=40)).startswith("0 dates")
