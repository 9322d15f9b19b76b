"""Rates of days counted by month: what their intervals say, and how often they are right."""

import numpy as np
import pytest

from caresight.statistics.monthly_rates import month_rates, window_rates

DAYS = np.array([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31], dtype=float)


def test_a_window_is_the_days_of_its_months_over_the_length_of_its_months() -> None:
    counts = np.full((1, 12), 365.0)

    rates = window_rates(counts, DAYS, months=12)

    assert rates.per_day.tolist() == [[12.0]]
    assert rates.total.tolist() == [[4380.0]]


def test_months_that_vary_more_give_a_wider_interval() -> None:
    steady = np.tile(DAYS * 10, (5, 1))
    restless = steady * np.tile([0.5, 1.5], 6)

    calm, wild = (window_rates(one, DAYS, months=12) for one in (steady, restless))

    assert (wild.upper - wild.lower > 3 * (calm.upper - calm.lower)).all()


def test_an_interval_is_never_narrower_than_that_of_independent_events() -> None:
    counts = np.tile(DAYS * 10, (5, 1))

    rates = window_rates(counts, DAYS, months=12)

    total = counts[0].sum()
    poisson = 1.96 * np.sqrt(total) / DAYS.sum()
    assert (rates.upper - rates.per_day > poisson).all()


def test_a_window_with_a_month_that_is_not_known_is_not_known() -> None:
    counts = np.full((1, 13), 100.0)
    counts[0, 0] = np.nan

    rates = window_rates(counts, np.append(DAYS, 30.0), months=12)

    assert np.isnan(rates.per_day).tolist() == [[True, False]]


def test_no_days_at_all_is_nought_with_an_upper_bound_that_others_give() -> None:
    counts = np.random.default_rng(1).poisson(300, (20, 12)).astype(float)
    counts[0] = 0

    rates = window_rates(counts, DAYS, months=12)

    assert (rates.per_day[0, 0], rates.lower[0, 0]) == (0, 0)
    assert 0 < rates.upper[0, 0] < rates.per_day[1, 0]


def test_a_month_has_no_interval_before_there_are_months_to_judge_it_by() -> None:
    counts = np.random.default_rng(1).poisson(300, (3, 14)).astype(float)

    rates = month_rates(counts, np.append(DAYS, [30.0, 31.0]), months=12)

    assert not np.isnan(rates.per_day).any()
    assert np.isnan(rates.lower).all(axis=0).tolist() == [True] * 11 + [False] * 3


def test_fewer_months_than_a_window_give_none() -> None:
    assert window_rates(np.ones((2, 5)), DAYS[:5], months=12).per_day.shape == (2, 0)
    assert np.isnan(month_rates(np.ones((2, 5)), DAYS[:5], months=12).lower).all()


@pytest.mark.parametrize(
    ("counts", "days", "months"),
    [(-np.ones((1, 12)), DAYS, 12), (np.ones((1, 12)), DAYS[:3], 12), (np.ones((1, 12)), DAYS, 2)],
)
def test_what_cannot_be_is_refused(counts: np.ndarray, days: np.ndarray, months: int) -> None:
    with pytest.raises(ValueError, match=r"give|no count"):
        window_rates(counts, days, months=months)


@pytest.mark.parametrize("alike", [0.0, 0.3, 0.5])
def test_intervals_hold_the_true_rate_nearly_as_often_as_they_say(alike: float) -> None:
    """People who wait eight days each, in months that resemble the month before."""
    rng = np.random.default_rng(7)
    areas = 3_000
    course = np.empty((areas, 12))
    course[:, 0] = rng.normal(size=areas)
    for month in range(1, 12):
        step = np.sqrt(1 - alike**2) * rng.normal(size=areas)
        course[:, month] = alike * course[:, month - 1] + step
    true = 20 * rng.lognormal(0, 0.4, (areas, 1))
    mean = true * np.exp(0.2 * course - 0.02) * DAYS
    counts = rng.poisson(mean / 8) * 8.0

    rates = window_rates(counts, DAYS, months=12)

    held = ((rates.lower <= true) & (true <= rates.upper)).mean()
    assert 0.92 < held < 0.97


def test_one_day_in_a_restless_year_is_not_more_people_than_there_are() -> None:
    counts = np.tile(np.array([1.0, 900.0] * 6), (4, 1))
    counts[:, -1] = 1
    counts[3, -1] = 0

    rates = month_rates(counts, DAYS, months=12)

    one, none = rates.upper[0, -1], rates.upper[3, -1]
    assert 0 < rates.lower[0, -1] < rates.per_day[0, -1] < one
    # One day says hardly more than none does, and no jump lies between them.
    assert 0.5 < one / none < 3
