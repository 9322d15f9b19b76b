"""Which returns are owed, and where each stands."""

from datetime import date

import pytest

from caresight.web.providers.calendar import Standing, calendar, due_on, latest_month, standing

OCTOBER = date(2026, 10, 1)
BEFORE_DUE, AFTER_DUE = date(2026, 11, 15), date(2026, 11, 16)


@pytest.mark.parametrize(
    ("day", "state", "is_received", "expected"),
    [
        pytest.param(BEFORE_DUE, None, False, Standing.DUE, id="on the last day"),
        pytest.param(AFTER_DUE, None, False, Standing.LATE, id="the day after"),
        pytest.param(date(2026, 12, 16), None, False, Standing.MISSING, id="a month later"),
        pytest.param(BEFORE_DUE, "draft", False, Standing.DRAFT, id="a draft in time"),
        pytest.param(AFTER_DUE, "draft", False, Standing.LATE_DRAFT, id="a draft too late"),
        pytest.param(AFTER_DUE, "draft", True, Standing.RECEIVED, id="a file came"),
        pytest.param(AFTER_DUE, "submitted", True, Standing.SUBMITTED, id="submitted"),
        pytest.param(AFTER_DUE, "accepted", True, Standing.ACCEPTED, id="accepted"),
    ],
)
def test_a_return_stands_where_its_day_and_state_say(
    day: date, state: str | None, is_received: bool, expected: Standing
) -> None:
    found = standing(OCTOBER, day=day, due_day=15, state=state, is_received=is_received)

    assert found is expected


@pytest.mark.parametrize("one", list(Standing))
def test_no_standing_is_both_in_and_overdue(one: Standing) -> None:
    assert not (one.is_in and one.is_overdue)
    assert one.label
    assert one.look in ("good", "late", "open")


def test_the_newest_month_is_the_last_that_is_over() -> None:
    assert latest_month(date(2027, 1, 1)) == date(2026, 12, 1)
    assert due_on(date(2026, 12, 1), 15) == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("since", "first"),
    [
        pytest.param(None, date(2026, 7, 1), id="not known since when"),
        pytest.param(date(2026, 9, 1), date(2026, 9, 1), id="since the first of a month"),
        pytest.param(date(2026, 9, 2), date(2026, 10, 1), id="taken over within a month"),
    ],
)
def test_a_new_owner_answers_from_the_first_whole_month(since: date | None, first: date) -> None:
    months = calendar(
        day=date(2026, 11, 21), due_day=15, months=4, states={}, received=(), since=since
    )

    assert months[-1].first == first
    assert months[0].first == OCTOBER


def test_a_month_that_was_begun_is_listed_even_before_the_owner_answers_for_it() -> None:
    months = calendar(
        day=date(2026, 11, 21), due_day=15, months=4, states={date(2026, 8, 1): "draft"},
        received=(), since=date(2026, 9, 2),
    )  # fmt: skip

    assert [month.first.month for month in months] == [10, 8]
