import math

import numpy as np
import pytest
from scipy.stats import poisson

from caresight.statistics import quasi_poisson
from caresight.statistics.cusum import poisson_cusum, poisson_scores, tabular_cusum
from caresight.statistics.cusum_adaptive import adaptive_cusum
from caresight.statistics.ears import ears_upper_bounds
from caresight.statistics.ewma import ewma_chart
from caresight.statistics.farrington import FarringtonRules, farrington_upper_bounds
from caresight.statistics.quasi_poisson import quasi_poisson_fit

YEARS = FarringtonRules(years=4)


def weekly(rate=5.0, seed=1, weeks=260):
    return np.random.default_rng(seed).poisson(rate, weeks).astype(float)


def test_a_quasi_poisson_mean_is_the_weighted_mean():
    counts, weights = np.array([3.0, 5, 0, 8]), np.array([1.0, 2, 1, 0.5])

    fit = quasi_poisson_fit(np.ones((4, 1)), counts, weights)

    mean = (counts * weights).sum() / weights.sum()
    assert math.exp(fit.coefficients[0]) == pytest.approx(mean)
    assert fit.covariance[0, 0] == pytest.approx(1 / (weights.sum() * mean))
    pearson = (weights * (counts - mean) ** 2 / mean).sum() / 3
    assert fit.dispersion == pytest.approx(pearson)


def test_a_log_linear_trend_is_recovered():
    weeks = np.arange(50.0)
    counts = np.exp(0.5 + 0.03 * weeks)

    fit = quasi_poisson_fit(np.column_stack([np.ones(50), weeks]), counts, np.ones(50))

    assert fit.coefficients == pytest.approx([0.5, 0.03], abs=1e-8)
    assert fit.leverage.sum() == pytest.approx(2)


def test_a_past_that_lies_on_the_line_has_no_doubt_about_its_trend():
    counts = np.full(260, 6.0)

    bounds = farrington_upper_bounds(counts, rules=FarringtonRules(trend=True))

    assert bounds[YEARS.first_week] == poisson.ppf(0.975, 6)


def test_more_coefficients_than_counts_are_refused():
    with pytest.raises(ValueError, match="cannot fit"):
        quasi_poisson_fit(np.ones((1, 1)), np.ones(1), np.ones(1))


def test_a_fit_that_does_not_settle_stops_after_its_rounds(monkeypatch):
    counts = np.array([0.0, 0, 40, 0, 90])
    settled = quasi_poisson_fit(np.ones((5, 1)), counts, np.ones(5)).mean

    monkeypatch.setattr(quasi_poisson, "_ROUNDS", 2)
    stopped = quasi_poisson_fit(np.ones((5, 1)), counts, np.ones(5)).mean

    assert settled == pytest.approx(np.full(5, 26.0))
    assert np.isfinite(stopped).all()
    assert abs(stopped[0] - 26) > 1e-6


def test_an_even_past_gives_the_poisson_quantile():
    counts = np.tile([4.0, 5.0, 6.0], 100)[:260]

    bounds = farrington_upper_bounds(counts)

    week = YEARS.first_week
    past = [counts[week - 52 * year + step] for year in (1, 2, 3, 4) for step in range(-3, 4)]
    assert np.isnan(bounds[:week]).all()
    assert bounds[week] == poisson.ppf(0.975, np.mean(past))


def test_an_old_outbreak_hardly_raises_the_bound():
    counts = weekly()
    outbreak = counts.copy()
    outbreak[150] = 60

    quiet, after = farrington_upper_bounds(counts), farrington_upper_bounds(outbreak)

    assert after[150 + 104] <= quiet[150 + 104] + 8


def test_a_proven_trend_is_followed_only_if_asked():
    counts = np.random.default_rng(2).poisson(np.linspace(20, 5, 260)).astype(float)

    level = farrington_upper_bounds(counts)
    sloped = farrington_upper_bounds(counts, rules=FarringtonRules(trend=True))

    assert np.nanmean(sloped) < np.nanmean(level) - 2


def test_gaps_are_left_out_and_nothing_known_gives_no_bound():
    counts = weekly()
    counts[100:110] = np.nan
    unknown = np.full(260, np.nan)

    assert np.isfinite(farrington_upper_bounds(counts)[YEARS.first_week :]).all()
    assert np.isnan(farrington_upper_bounds(unknown)).all()


def test_a_past_without_a_case_has_a_bound_of_zero_and_no_trend():
    none = np.zeros(260)

    bounds = farrington_upper_bounds(none, rules=FarringtonRules(trend=True))

    assert (bounds[YEARS.first_week :] == 0).all()


@pytest.mark.parametrize("counts", [[-1.0, 2.0], [[1.0, 2.0]]], ids=["negative", "two-dimensional"])
def test_counts_that_are_none_are_refused(counts):
    with pytest.raises(ValueError, match="counts must"):
        farrington_upper_bounds(counts)


def test_ears_looks_at_the_seven_before():
    counts = np.array([1.0, 2, 3, 4, 5, 6, 7, 99, 3, 3, 3])

    first = ears_upper_bounds(counts)
    second = ears_upper_bounds(counts, guard=2)

    spread = 3.090232306167813 * np.std(counts[:7], ddof=1)
    assert first[7] == pytest.approx(4 + spread)
    assert second[9] == pytest.approx(4 + spread)
    assert np.isnan(first[:7]).all()
    assert np.isnan(ears_upper_bounds(counts[:7])).all()


@pytest.mark.parametrize("settings", [{"guard": -1}, {"level": 0.0}])
def test_ears_refuses_settings_out_of_bounds(settings):
    with pytest.raises(ValueError, match="guard must"):
        ears_upper_bounds([1.0], **settings)


def test_an_ewma_by_hand():
    chart = ewma_chart([[12.0, np.nan, 8.0]], centre=[10.0], standard_deviation=[2.0], weight=0.5)

    assert chart.average[0] == pytest.approx([11.0, 11.0, 9.5])
    assert chart.upper_limit[0, 0] == pytest.approx(10 + 3 * 2 * 0.5)


def test_an_ewma_weight_out_of_bounds_is_refused():
    with pytest.raises(ValueError, match="weight"):
        ewma_chart([1.0], centre=0.0, standard_deviation=1.0, weight=0.0)


def test_a_tabular_cusum_by_hand():
    sums = tabular_cusum([1.0, 2.0, np.nan, -3.0, 0.0])

    assert sums.upper == pytest.approx([0.5, 2.0, 2.0, 0.0, 0.0])
    assert sums.lower == pytest.approx([0.0, 0.0, 0.0, -2.5, -2.0])


def test_a_negative_allowance_is_refused():
    with pytest.raises(ValueError, match="allowance"):
        tabular_cusum([1.0], allowance=-1)


def test_poisson_scores_need_something_expected():
    assert poisson_scores([6, 1], [4, 0]).tolist() == pytest.approx([1.0, np.nan], nan_ok=True)


@pytest.mark.parametrize("ratio", [2.0, 0.5], ids=["rise", "fall"])
def test_a_poisson_cusum_agrees_with_a_plain_loop(ratio):
    counts = np.random.default_rng(3).poisson(1.5, 40).astype(float)
    counts[7] = np.nan
    expected = np.linspace(0.5, 2, 40)

    sums = poisson_cusum(counts, expected, ratio=ratio)

    total, plain = 0.0, []
    for count, mean in zip(counts, expected, strict=True):
        if not math.isnan(count):
            chance = poisson.logpmf(count, ratio * mean) - poisson.logpmf(count, mean)
            total = max(0.0, total + chance)
        plain.append(total)
    assert sums == pytest.approx(plain)


@pytest.mark.parametrize("ratio", [0.0, 1.0])
def test_a_ratio_that_is_no_change_is_refused(ratio):
    with pytest.raises(ValueError, match="ratio"):
        poisson_cusum([1], [1], ratio=ratio)


def test_the_adaptive_cusum_alerts_on_a_step_and_learns_it():
    values = [50.0, 52, 48, 51, 49, 50, 52, 48, 51, 49, 50, 50] + [70.0] * 24

    watch = adaptive_cusum(values)

    assert watch.alert[14]
    assert watch.target_mean[-1] == pytest.approx(70.0, abs=2)
    assert watch.ongoing_alert() is None


def test_an_alert_that_lasts_to_the_end_is_ongoing():
    values = [50.0, 52, 48, 51, 49, 50, 52, 48, 51, 49, 50, 50, 90, 95]

    periods, mean = adaptive_cusum(values).ongoing_alert()

    assert periods == 2
    assert mean == pytest.approx(50.0)


def test_the_adaptive_cusum_of_nothing_is_nothing():
    assert adaptive_cusum([]).ongoing_alert() is None
    assert not adaptive_cusum([np.nan] * 5).alert.any()
    with pytest.raises(ValueError, match="window"):
        adaptive_cusum([1.0], window=1)
