import numpy as np
import pytest

from caresight.statistics.funnel import funnel
from caresight.statistics.funnel_limits import REACH_95, RULES, funnel_limits
from caresight.statistics.funnel_scores import FunnelSettings, funnel_scores
from caresight.statistics.intervals import exact_poisson_interval

EVENTS = [12, 30, 25, 8, 60, 41, 19, 5, 33, 50]
TRIALS = [100, 150, 140, 90, 200, 180, 120, 80, 160, 210]
SHARES = FunnelSettings("PR")


def noise_outside(settings, rules, *, target, sizes, seed=3):
    """Share of ordinary units that the 99.8 % limits leave outside."""
    rng = np.random.default_rng(seed)
    if settings.data_type == "PR":
        events = rng.binomial(sizes.astype(int), target)
    else:
        events = rng.poisson(target * sizes)
    drawn = funnel(events, sizes, settings=settings, rules=rules)
    limits = drawn.adjusted_998 if settings.draw_adjusted else drawn.plain_998
    ratio = drawn.scores.ratio
    return ((ratio < limits.lower) | (ratio > limits.upper)).mean()


def test_the_printed_example_of_ten_shares_comes_out():
    scores = funnel_scores(EVENTS, TRIALS, settings=SHARES)

    assert scores.phi == pytest.approx(3.0316968594, abs=5e-11)
    assert scores.between_variance == pytest.approx(0.0041831245, abs=5e-11)
    assert scores.z[:4] == pytest.approx([-2.1456, 0.0644, -0.5853, -3.0030], abs=5e-5)


def test_adjusted_limits_are_wider_than_plain_ones():
    drawn = funnel(EVENTS, TRIALS, settings=SHARES)

    assert (drawn.adjusted_95.upper > drawn.plain_95.upper).all()
    assert (drawn.adjusted_998.lower < drawn.plain_998.lower).all()


def test_the_settings_say_which_limits_make_an_outlier():
    by_95 = funnel(EVENTS, TRIALS, settings=FunnelSettings("PR", limit=95))
    by_998 = funnel(EVENTS, TRIALS, settings=FunnelSettings("PR", draw_adjusted=False))

    assert np.flatnonzero(by_95.outlier).tolist() == [7]
    assert np.flatnonzero(by_998.outlier).tolist() == [4, 7]
    assert not by_998.used_adjusted


def test_without_over_dispersion_the_plain_limits_decide_where_they_are_not_wanted():
    settings = FunnelSettings("PR", draw_unadjusted=False)

    calm = funnel([20] * 10, [100] * 10, settings=settings)

    assert calm.scores.between_variance == 0
    assert not calm.used_adjusted
    assert funnel([20] * 10, [100] * 10, settings=SHARES).used_adjusted


def test_the_multiplier_scales_the_limits_and_not_the_ratio():
    plain = funnel(EVENTS, TRIALS, settings=SHARES)
    scaled = funnel(EVENTS, TRIALS, settings=FunnelSettings("PR", multiplier=100))

    assert scaled.plain_95.upper == pytest.approx(plain.plain_95.upper * 100)
    assert scaled.scores.ratio.tolist() == plain.scores.ratio.tolist()
    assert scaled.outlier.tolist() == plain.outlier.tolist()


def test_the_mortality_method_truncates_and_the_regulators_method_winsorises():
    observed, expected = [3, 9, 12, 20, 6, 11, 8, 14, 10, 7], [10.0] * 10

    shmi = funnel_scores(observed, expected, settings=FunnelSettings("SR", "SHMI"))
    cqc = funnel_scores(observed, expected, settings=FunnelSettings("SR", "CQC"))

    assert np.flatnonzero(np.isnan(shmi.z_trimmed)).tolist() == [0, 3]
    assert not np.isnan(cqc.z_trimmed).any()
    assert cqc.z[3] == pytest.approx((2**0.5 - 1) * 2 * 10**0.5)
    assert shmi.z[3] == pytest.approx(np.log(2) * 10**0.5)


def test_the_mortality_method_rounds_expected_counts_to_two_decimals():
    rounded = funnel_scores([4], [44.185], settings=FunnelSettings("SR"))
    as_given = funnel_scores([4], [44.185], settings=FunnelSettings("SR", shmi_rounding=False))

    assert rounded.denominators[0] == 44.19
    assert as_given.denominators[0] == 44.185
    assert rounded.ratio[0] == 4 / 44.185


@pytest.mark.parametrize(
    ("value", "expected"), [(0.125, 0.12), (0.375, 0.38), (2.675, 2.67), (1.0, 1.0), (44.18, 44.18)]
)
def test_rounding_goes_to_the_nearer_double_and_ties_to_even(value, expected):
    assert funnel_scores([1], [value], settings=FunnelSettings("SR")).denominators[0] == expected


def test_a_unit_without_an_event_has_no_part_in_the_mortality_methods_dispersion():
    settings = FunnelSettings("SR", trim_by=0)

    with_zero = funnel_scores([0, 9, 12, 10], [10.0] * 4, settings=settings)

    assert with_zero.z[0] == -np.inf
    assert np.isfinite(with_zero.phi)
    assert with_zero.phi == funnel_scores([9, 12, 10], [10.0] * 3, settings=settings).phi


def test_where_all_scores_are_truncated_no_dispersion_is_found():
    scores = funnel_scores([5, 6], [5.0, 5.0], settings=FunnelSettings("SR", trim_by=0.49))

    assert scores.phi >= 0
    assert scores.between_variance == 0


def test_plain_limits_of_a_ratio_are_the_exact_interval_of_the_expected_count():
    drawn = funnel([9, 30], [12.0, 25.0], settings=FunnelSettings("SR", "CQC"))

    exact = exact_poisson_interval([12.0, 25.0], [12.0, 25.0], confidence=0.95)
    assert drawn.plain_95.lower == pytest.approx(exact.lower)
    assert drawn.plain_95.upper == pytest.approx(exact.upper)


def test_the_regulators_adjusted_limits_are_squared_back():
    scores = funnel_scores([100, 90], [100.0, 2.0], settings=FunnelSettings("SR", "CQC"))

    limits = funnel_limits(
        scores, settings=FunnelSettings("SR", "CQC"), reach=REACH_95, adjusted=True
    )

    reach = 1.959964 * (1 / (4 * scores.denominators) + scores.between_variance) ** 0.5
    assert limits.upper == pytest.approx((1 + reach) ** 2)
    assert limits.lower == pytest.approx(np.maximum(1 - reach, 0) ** 2)


def test_limits_of_a_ratio_of_counts_are_exact_around_target_times_exposure():
    events, days = [4, 9, 6, 5, 5, 4, 6, 5, 5, 6], [1000.0] * 10
    target = sum(events) / 10_000

    drawn = funnel(events, days, settings=FunnelSettings("RC", draw_adjusted=False))

    exact = exact_poisson_interval([target * 1000], [1.0], confidence=0.998)
    assert drawn.plain_998.lower[0] == pytest.approx(exact.lower[0] / 1000)
    assert drawn.plain_998.upper[0] == pytest.approx(exact.upper[0] / 1000)


def test_without_over_dispersion_the_adjusted_limits_of_a_ratio_of_counts_are_the_exact_ones():
    drawn = funnel([5] * 10, [1000.0] * 10, settings=FunnelSettings("RC"))

    assert drawn.adjusted_95.upper == pytest.approx(drawn.plain_95.upper)


@pytest.mark.parametrize(
    ("settings", "target"),
    [
        (FunnelSettings("PR", draw_adjusted=False), 0.02),
        (FunnelSettings("PR", draw_adjusted=False), 0.3),
        (FunnelSettings("RC", draw_adjusted=False), 0.05),
        (FunnelSettings("SR", "CQC"), 1.0),
        (FunnelSettings("SR", "SHMI", draw_adjusted=False), 1.0),
    ],
)
def test_by_exact_rules_two_in_a_thousand_ordinary_units_lie_outside_and_no_more(settings, target):
    sizes = np.ceil(np.random.default_rng(1).gamma(3, 40, 6000)) + 5

    assert noise_outside(settings, "exact-2026", target=target, sizes=sizes) < 0.0025


def test_our_limits_of_a_ratio_of_counts_hold_where_the_packages_fail():
    sizes = np.full(5000, 100.0)
    settings = FunnelSettings("RC", draw_adjusted=False)

    ours = noise_outside(settings, "caresight-2026", target=0.05, sizes=sizes)
    packages = noise_outside(settings, "funnelplotr-0.6.0", target=0.05, sizes=sizes)

    assert ours < 0.01
    assert packages > 0.7


def test_our_adjusted_limits_by_the_regulators_method_hold_where_the_packages_fail():
    sizes = np.random.default_rng(2).uniform(20, 200, 5000)
    settings = FunnelSettings("SR", "CQC")

    ours = noise_outside(settings, "caresight-2026", target=1.0, sizes=sizes)
    packages = noise_outside(settings, "funnelplotr-0.6.0", target=1.0, sizes=sizes)

    assert ours < 0.005
    assert packages > 0.1


def test_the_packages_limits_of_shares_are_cut_by_its_grid_and_ours_where_the_angle_passes_0():
    events, trials = [0, 3, 1, 9], [3, 40, 12, 60]

    ours = funnel(events, trials, settings=SHARES)
    packages = funnel(events, trials, settings=SHARES, rules="funnelplotr-0.6.0")

    assert ours.plain_998.lower[0] == packages.plain_998.lower[0] == 0
    assert ours.plain_95.upper == pytest.approx(packages.plain_95.upper)


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("data_type", ["PR", "SR", "RC"])
def test_lower_limits_lie_below_upper_ones_by_all_rules(rules, data_type):
    drawn = funnel(EVENTS, TRIALS, settings=FunnelSettings(data_type), rules=rules)

    for limits in (drawn.plain_95, drawn.plain_998, drawn.adjusted_95, drawn.adjusted_998):
        assert (limits.lower < limits.upper).all()


@pytest.mark.parametrize(
    ("events", "sizes", "settings", "message"),
    [
        ([], [], SHARES, "two lists of one length"),
        ([1], [2, 3], SHARES, "two lists of one length"),
        ([1, np.nan], [2, 3], SHARES, "known and finite"),
        ([1, 1], [2, np.inf], SHARES, "known and finite"),
        ([-1, 1], [2, 3], SHARES, "0 or more"),
        ([1, 1], [2, 0], SHARES, "above 0"),
        ([3, 1], [2, 3], SHARES, "more events than trials"),
        ([1, 1], [2, 3], FunnelSettings("PR", trim_by=0.5), "trim_by"),
        ([0, 0], [2, 3], SHARES, "no unit has an event"),
        ([1, 1], [0.001, 3], FunnelSettings("SR"), "rounds to 0.00"),
    ],
)
def test_what_cannot_be_drawn_is_refused(events, sizes, settings, message):
    with pytest.raises(ValueError, match=message):
        funnel(events, sizes, settings=settings)
