"""Dates from a rule: which days, at which moment, and around holidays and clock changes."""

from calendar import monthcalendar
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.recurrence import OnHoliday, Recurrence, local_moment, next_dates

SECOND_THURSDAY = Recurrence(
    ordinal=2, weekday=3, starts=time(14), minutes=120, first_month=date(2026, 1, 1)
)
NO_HOLIDAYS: dict[date, str] = {}


def rule(**changes):
    return Recurrence(**{**SECOND_THURSDAY.__dict__, **changes})


def days(of, *, after=date(2026, 1, 1), how_many=12, holidays=NO_HOLIDAYS):
    return [one.on for one in next_dates(of, after=after, how_many=how_many, holidays=holidays)]


def test_the_second_thursday_of_each_month_is_found():
    assert days(SECOND_THURSDAY, how_many=3) == [
        date(2026, 1, 8), date(2026, 2, 12), date(2026, 3, 12),
    ]  # fmt: skip


@pytest.mark.parametrize("ordinal", [1, 2, 3, 4, -1])
@pytest.mark.parametrize("weekday", range(7))
def test_every_ordinal_and_weekday_agrees_with_a_printed_calendar(ordinal, weekday):
    found = days(rule(ordinal=ordinal, weekday=weekday), how_many=30)

    for on in found:
        column = [week[weekday] for week in monthcalendar(on.year, on.month) if week[weekday]]
        assert on.day == column[ordinal if ordinal < 0 else ordinal - 1]
    assert len({(on.year, on.month) for on in found}) == 30


def test_months_can_be_skipped():
    found = days(rule(skip_months=frozenset({8, 12})))

    assert not {8, 12} & {on.month for on in found}
    assert len(found) == 12


def test_a_quarterly_rule_counts_from_its_first_month():
    found = days(rule(every_months=3, first_month=date(2026, 2, 1)), how_many=4)

    assert [on.month for on in found] == [2, 5, 8, 11]


def test_a_rule_that_skips_every_month_that_it_names_gives_no_date():
    assert days(rule(every_months=12, skip_months=frozenset({1}))) == []


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (OnHoliday.NEXT_WORKING_DAY, date(2026, 12, 29)),
        (OnHoliday.WEEK_LATER, date(2027, 1, 1)),
        (OnHoliday.WEEK_EARLIER, date(2026, 12, 18)),
        (OnHoliday.KEEP, date(2026, 12, 25)),
    ],
)
def test_a_bank_holiday_shifts_the_day_as_the_rule_says(what, expected):
    last_friday = rule(
        ordinal=-1, weekday=4, on_holiday=what, first_month=date(2026, 12, 1),
        skip_months=frozenset(range(1, 12)),
    )  # fmt: skip
    known = {one: name for one, name in definitions().holidays.items() if one.year == 2026}

    (planned,) = next_dates(last_friday, after=date(2026, 12, 1), how_many=1, holidays=known)

    assert planned.on == expected
    assert planned.month == date(2026, 12, 1)
    assert (planned.shifted_for == "Christmas Day") is (what is not OnHoliday.KEEP)


def test_a_meeting_stays_at_two_when_the_clocks_change():
    found = next_dates(SECOND_THURSDAY, after=date(2026, 3, 1), how_many=2, holidays={})

    assert [one.starts_at for one in found] == [
        datetime(2026, 3, 12, 14, tzinfo=UTC), datetime(2026, 4, 9, 13, tzinfo=UTC),
    ]  # fmt: skip
    assert {timezone.localtime(one.starts_at).hour for one in found} == {14}
    assert all(one.ends_at - one.starts_at == timedelta(hours=2) for one in found)


def test_a_time_that_the_spring_night_skips_becomes_a_moment_all_the_same():
    moment = local_moment(date(2027, 3, 28), time(1, 30))

    assert timezone.localtime(moment).hour == 2


def test_a_rule_is_said_in_words():
    said = rule(skip_months=frozenset({12, 8})).words

    assert said == (
        "The second Thursday of each month, 14:00 to 16:00; not in August and December. "
        "On a bank holiday: the next working day instead."
    )


def test_an_uncommon_step_is_said_in_words():
    assert "every 6 months" in rule(every_months=6).words


def test_the_holidays_that_are_known_fall_on_working_days():
    known = definitions().holidays

    assert len(known) == 24
    assert all(day.weekday() < 5 for day in known)
