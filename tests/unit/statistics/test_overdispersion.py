import math

import numpy as np
import pytest

from caresight.statistics.overdispersion import (
    between_variance,
    column_quantile,
    dispersion,
    widened,
    winsorise,
)
from caresight.statistics.robust import WINSORISED_SPREAD, robust_centre_and_spread
from tests.unit.statistics import peers_in_plain_python as plainly

EVENTS = np.array([12, 30, 25, 8, 60, 41, 19, 5, 33, 50.0])
TRIALS = np.array([100, 150, 140, 90, 200, 180, 120, 80, 160, 210.0])
ERRORS = 1 / (2 * np.sqrt(TRIALS))
Z = (np.arcsin(np.sqrt(EVENTS / TRIALS)) - math.asin(math.sqrt(EVENTS.sum() / TRIALS.sum()))) / (
    ERRORS
)
PRINTED_Z_OD = [-1.3123, 0.0344, -0.3201, -1.8970, 1.6093, 0.4892, -0.6541, -2.4371, 0.1371, 0.6646]


def test_the_printed_example_of_ten_shares_comes_out():
    phi = dispersion(winsorise(Z).z)
    variance = between_variance(phi, ERRORS)

    assert phi == pytest.approx(3.0316968594, abs=5e-11)
    assert variance == pytest.approx(0.0041831245, abs=5e-11)
    assert widened(Z, ERRORS, variance) == pytest.approx(PRINTED_Z_OD, abs=5e-5)


def test_the_example_comes_out_in_plain_python_too():
    phi, variance = plainly.between_variance(plainly.winsorised(Z.tolist()), ERRORS.tolist())

    assert dispersion(winsorise(Z).z) == pytest.approx(phi, rel=1e-12)
    assert between_variance(phi, ERRORS) == pytest.approx(variance, rel=1e-12)


def test_quantiles_of_columns_leave_the_unknown_out():
    columns = np.array([[3.0, np.nan], [1.0, np.nan], [2.0, 5.0], [np.nan, 7.0]])

    assert column_quantile(columns, 0.25).tolist() == [1.5, 5.5]
    assert np.isnan(column_quantile(np.full((3, 1), np.nan), 0.5)).all()


def test_quantiles_agree_with_numpy_where_all_is_known():
    values = np.random.default_rng(1).normal(size=(37, 4))

    assert column_quantile(values, 0.1) == pytest.approx(np.quantile(values, 0.1, axis=0))


def test_winsorising_marks_what_lies_at_or_beyond_the_quantiles_and_keeps_the_unknown():
    pulled = winsorise([*range(11), np.nan])

    assert pulled.outside.tolist() == [True, True, *[False] * 7, True, True, False]
    assert pulled.z[:11].tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert np.isnan(pulled.z[11])


def test_members_that_differ_no_more_than_chance_have_no_variance_between_them():
    assert between_variance(0.9, np.ones(20)) == 0


def test_one_member_or_none_has_no_variance_between_members():
    assert between_variance(9.0, [1.0]) == 0
    assert between_variance(9.0, [np.nan, np.nan]) == 0


def test_dispersion_of_nothing_is_unknown():
    assert np.isnan(dispersion([np.nan]))


def test_the_robust_spread_of_normal_noise_is_its_standard_deviation():
    noise = np.random.default_rng(2).normal(50, 7, size=200_000)

    centre, spread = robust_centre_and_spread(noise)

    assert centre == pytest.approx(50, abs=0.1)
    assert spread == pytest.approx(7, rel=0.01)


def test_the_constant_of_the_robust_spread_follows_from_the_normal():
    cut = plainly.NORMAL.inv_cdf(0.9)
    variance = 0.8 - 2 * cut * plainly.NORMAL.pdf(cut) + 0.2 * cut**2

    assert pytest.approx(math.sqrt(variance), rel=1e-12) == WINSORISED_SPREAD


def test_two_wild_values_hardly_move_the_robust_spread():
    values = np.random.default_rng(3).normal(size=100)

    _, calm = robust_centre_and_spread(values)
    _, wild = robust_centre_and_spread(np.append(values, [500.0, 900.0]))

    assert wild < 1.2 * calm


def test_where_nearly_all_values_are_the_same_the_plain_spread_is_taken():
    _, spread = robust_centre_and_spread(np.array([5.0] * 19 + [9.0]))

    assert spread == pytest.approx(np.std([5.0] * 19 + [9.0], ddof=1))
