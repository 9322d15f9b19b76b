"""Measuring what is counted: days added up, rates a week, and shares of all there are."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from caresight.indicators.area_measuring import measure
from caresight.vocabulary.areas_over_time import ENGLAND, councils_within
from caresight.vocabulary.periods import Period
from tests.unit.indicators.test_area_measures import at, definition, measured
from tests.unit.indicators.told_rows import people, row, told

SUTTON, DERBY, NORTH_EAST = "E09000029", "E06000015", "E12000001"
FIRST = date(2020, 4, 21)
RATE: dict[str, Any] = {
    "of": "count_rate", "numerator": ["deaths"], "per": 1000, "days": 7,
    "over": {"aged_from": 90, "years_apart": 3},
}  # fmt: skip
SHARE: dict[str, Any] = {
    "of": "count_share", "numerator": ["some"], "out_of": "every", "per": 100,
    "smallest_denominator": 30,
}  # fmt: skip
STRETCH = Period(date(2020, 3, 9), date(2020, 7, 20))


def days(area: str, values: list[float | None], *, first: date = FIRST) -> list[Any]:
    """One value a day; None leaves the day out."""
    of = [first + timedelta(days=step) for step in range(len(values))]
    return [
        row(area, "deaths", Period(day, day + timedelta(days=1)), value)
        for day, value in zip(of, values, strict=True)
        if value is not None
    ]


def homes(area: str, some: float | None, every: float | None) -> list[Any]:
    pairs = (("some", some), ("every", every))
    return [row(area, name, STRETCH, value) for name, value in pairs if value is not None]


def test_days_are_added_up_to_the_months_that_they_lie_in_and_given_for_a_week() -> None:
    of = told(days(SUTTON, [1.0] * 10 + [2.0] * 31), people(SUTTON, 1000))

    figures = measured(RATE, of, period="month")

    assert [str(period) for period in figures.periods] == ["21 Apr 2020 to 30 Apr 2020", "May 2020"]
    assert figures.numerators.tolist() == [[10, 62]]
    assert figures.values.tolist() == [[pytest.approx(7), pytest.approx(14)]]
    assert at(figures, SUTTON)[1:] == ("good", "Set against people aged 90 and over in mid-2020.")


def test_all_the_days_that_were_told_can_be_one_stretch() -> None:
    of = told(days(SUTTON, [1.0] * 14), people(SUTTON, 1000))

    figures = measured(RATE, of, period="as_told")

    assert figures.periods == (Period(FIRST, date(2020, 5, 5)),)
    assert at(figures, SUTTON)[0] == pytest.approx(7)


def test_the_interval_is_byars_of_the_count() -> None:
    figures = measured(
        RATE, told(days(SUTTON, [12.0, *[0.0] * 6]), people(SUTTON, 1000)), period="as_told"
    )

    # Published: 12 events give 6.19351 and 20.96286.
    assert figures.lower[0, 0] == pytest.approx(6.19351, abs=1e-5)
    assert figures.upper[0, 0] == pytest.approx(20.96286, abs=1e-5)


def test_a_month_with_a_day_missing_is_not_made_up_from_the_others() -> None:
    of = told(
        days(SUTTON, [1.0, None, 1.0]), days(DERBY, [1.0, 1.0, 1.0]),
        people(SUTTON, 1000), people(DERBY, 1000),
    )  # fmt: skip

    figures = measured(RATE, of, period="month")

    assert np.isnan(at(figures, SUTTON)[0])
    assert at(figures, SUTTON)[1:] == ("missing", "No figure was told for this month.")
    assert at(figures, DERBY)[1] == "good"


def test_a_day_that_nobody_told_leaves_the_month_without_a_figure() -> None:
    of = told(days(SUTTON, [1.0, None, 1.0]), people(SUTTON, 1000))

    assert np.isnan(measured(RATE, of, period="month").values).all()


def test_a_day_that_was_kept_back_keeps_its_month_back() -> None:
    rows = days(SUTTON, [1.0, 1.0, 1.0])
    rows[1] = {**rows[1], "value": None, "status": "suppressed"}

    figures = measured(RATE, told(rows, people(SUTTON, 1000)), period="month")

    assert at(figures, SUTTON)[1] == "suppressed"


def test_what_was_told_for_longer_than_a_day_is_not_counted_again() -> None:
    week = row(SUTTON, "deaths", Period(FIRST, FIRST + timedelta(days=7)), 7)

    figures = measured(RATE, told(days(SUTTON, [1.0] * 7), week, people(SUTTON, 1)), period="month")

    assert figures.numerators.tolist() == [[7]]


def test_a_region_is_added_up_from_all_its_councils_or_not_at_all() -> None:
    members = councils_within(NORTH_EAST, FIRST)
    every = [one for code in members for one in (*days(code, [2.0]), *people(code, 100))]
    seen = people(NORTH_EAST, 100 * len(members))

    whole = measured(RATE, told(every, seen), period="month")
    part = measured(RATE, told([r for r in every if r["entity_id"] != members[0]], seen),
                    period="month")  # fmt: skip

    assert at(whole, NORTH_EAST)[0] == pytest.approx(2 / 100 * 1000 * 7)
    assert "Not added up, as there is no figure of" in at(part, NORTH_EAST)[2]


def test_a_share_is_counted_out_of_all_there_are() -> None:
    of = told(homes(SUTTON, 38, 72), homes(DERBY, 3, 10))

    figures = measured(SHARE, of, period="as_told")

    assert at(figures, SUTTON) == (pytest.approx(52.777, abs=1e-3), "good", "")
    assert at(figures, DERBY)[1] == "small"
    assert 0 < figures.lower[1, 0] < figures.values[1, 0] < figures.upper[1, 0] < 100


def test_more_than_there_are_is_shown_as_told_without_an_interval() -> None:
    figures = measured(SHARE, told(homes(SUTTON, 13, 10)), period="as_told")

    assert at(figures, SUTTON)[0] == 130
    assert "it is not repaired" in at(figures, SUTTON)[2]
    assert np.isnan(figures.lower).all()


def test_without_what_there_is_in_all_no_share_is_given() -> None:
    figures = measured(SHARE, told(homes(SUTTON, 13, None), homes(DERBY, 3, 10)), period="as_told")

    assert at(figures, SUTTON)[1:] == (
        "missing", "Out of how many was not told, so that there is no share.",
    )  # fmt: skip


@pytest.mark.parametrize("which", [0, 1])
def test_a_share_of_which_either_count_was_kept_back_is_kept_back_and_not_unknown(
    which: int,
) -> None:
    rows = homes(SUTTON, 13, 40)
    rows[which] = {**rows[which], "value": None, "status": "suppressed"}

    figures = measured(SHARE, told(rows, homes(DERBY, 3, 10)), period="as_told")

    assert at(figures, SUTTON)[1:] == ("suppressed", "The publisher kept this figure back.")


def test_england_is_added_up_where_the_publisher_gave_it_not() -> None:
    members = councils_within(ENGLAND, FIRST)
    every = [one for code in members for one in homes(code, 1, 4)]

    figures = measured(SHARE, told(every, homes(ENGLAND, None, 1)), period="as_told")

    # England's own denominator was told, and stands.
    assert figures.denominators[0, 0] == 1
    assert figures.numerators[0, 0] == len(members)


def test_nothing_is_measured_of_what_was_not_told() -> None:
    assert measure(definition(RATE, period="month"), told(people(SUTTON, 1))) is None
    assert measure(definition(SHARE, period="as_told"), told(people(SUTTON, 1))) is None
    month = row(SUTTON, "deaths", STRETCH, 1)
    assert measure(definition(RATE, period="month"), told(month)) is None
