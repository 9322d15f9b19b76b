"""PHEindicatormethods 2.1.0 and R's prop.trend.test: agreement to 1e-9, or a stated reason."""

import csv
from pathlib import Path

import numpy as np
import pytest

from caresight.statistics.benchmarks import (
    ratio_funnel_limits,
    ratio_significance,
    share_funnel_limits,
    share_significance,
)
from caresight.statistics.intervals import rate_interval, wilson_interval
from caresight.statistics.quantiles import quantile_groups
from caresight.statistics.standardisation import (
    directly_standardised_rate,
    indirectly_standardised_ratio,
)
from caresight.statistics.trend import share_trend

pytestmark = pytest.mark.real

LEVELS = [(0.95, "95_0"), (0.998, "99_8")]
SIGMAS = [(0.95, "2s"), (0.998, "3s")]

LAST_HALVING_BY_ROUNDING = {665, 1073}
"""Observed counts at which public health's macro turns the other way at its last halving,
as its Poisson sum is cut off at one part in ten thousand million; ours is off by 5e-7 there."""


def table(folder: Path, name: str) -> dict[str, np.ndarray]:
    with (folder / "oracle" / "other" / name).open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    return {column: np.array([row[column] for row in rows]) for column in rows[0]}


def numbers(column: np.ndarray) -> np.ndarray:
    return np.array([float(cell) if cell else np.nan for cell in column])


def assert_agrees(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=0, equal_nan=True)


def by_band(folder: Path, column: str) -> np.ndarray:
    rows = table(folder, "phe_inputs_by_age.csv")
    areas, bands = np.unique(rows["area"]), np.unique(numbers(rows["ageband"]))
    cells = numbers(rows[column])
    return np.array(
        [
            [
                cells[(rows["area"] == area) & (numbers(rows["ageband"]) == band)][0]
                for band in bands
            ]
            for area in areas
        ]
    )


@pytest.mark.parametrize(("confidence", "name"), LEVELS)
def test_intervals_of_shares_agree(shared_folder, confidence, name):
    peer = table(shared_folder, "phe_prop.csv")

    interval = wilson_interval(numbers(peer["x"]), numbers(peer["n"]), confidence=confidence)

    assert_agrees(interval.lower * 100, numbers(peer[f"lower{name}cl"]))
    assert_agrees(interval.upper * 100, numbers(peer[f"upper{name}cl"]))


@pytest.mark.parametrize(("confidence", "name"), LEVELS)
def test_intervals_of_rates_agree(shared_folder, confidence, name):
    peer = table(shared_folder, "phe_rate.csv")

    interval = rate_interval(numbers(peer["x"]), numbers(peer["n"]), confidence=confidence)

    assert_agrees(interval.lower * 1e5, numbers(peer[f"lower{name}cl"]))
    assert_agrees(interval.upper * 1e5, numbers(peer[f"upper{name}cl"]))


@pytest.mark.parametrize(("confidence", "name"), LEVELS)
def test_directly_standardised_rates_agree(shared_folder, confidence, name):
    peer = table(shared_folder, "phe_dsr.csv")

    rate = directly_standardised_rate(
        by_band(shared_folder, "x"),
        by_band(shared_folder, "n"),
        by_band(shared_folder, "stdpop")[0],
        confidence=confidence,
    )

    assert_agrees(rate.value * 1e5, numbers(peer["value"]))
    assert_agrees(rate.lower * 1e5, numbers(peer[f"lower{name}cl"]))
    assert_agrees(rate.upper * 1e5, numbers(peer[f"upper{name}cl"]))


@pytest.mark.parametrize(("confidence", "name"), LEVELS)
def test_indirectly_standardised_ratios_agree(shared_folder, confidence, name):
    peer = table(shared_folder, "phe_isr.csv")
    events, people = by_band(shared_folder, "x"), by_band(shared_folder, "n")

    ratio = indirectly_standardised_ratio(
        events,
        people,
        reference_events=events[:2].sum(axis=0),
        reference_exposure=people[:2].sum(axis=0),
        confidence=confidence,
    )

    assert_agrees(ratio.expected, numbers(peer["expected"]))
    assert_agrees(ratio.value * 100, numbers(peer["value"]))
    assert_agrees(ratio.lower * 100, numbers(peer[f"lower{name}cl"]))
    assert_agrees(ratio.upper * 100, numbers(peer[f"upper{name}cl"]))


@pytest.mark.parametrize("number", [4, 5, 10])
def test_quantiles_within_regions_agree(shared_folder, number):
    peer = table(shared_folder, "phe_quant.csv")
    rows = peer["nquantiles"] == str(number)
    inverted = "highest values" in peer["qinverted"][rows][0]

    parts = quantile_groups(
        numbers(peer["value"][rows]),
        groups=np.unique(peer["region"][rows], return_inverse=True)[1],
        number=number,
        highest_first=inverted,
    )

    assert_agrees(parts, numbers(peer["quantile"][rows]))


def test_places_in_the_funnel_agree(shared_folder):
    shares = table(shared_folder, "phe_funnel_proportion.csv")
    ratios = table(shared_folder, "phe_funnel_ratio.csv")

    of_shares = share_significance(numbers(shares["num"]), numbers(shares["den"]))
    of_ratios = ratio_significance(numbers(ratios["num"]), numbers(ratios["den"]))

    assert of_shares.tolist() == shares["significance"].tolist()
    assert of_ratios.tolist() == ratios["significance"].tolist()


@pytest.mark.parametrize(("confidence", "name"), SIGMAS)
def test_limit_curves_of_shares_agree(shared_folder, confidence, name):
    peer = table(shared_folder, "phe_funnel_limits_proportion.csv")

    limits = share_funnel_limits(
        numbers(peer["Population"]),
        baseline=numbers(peer["baseline"])[0] / 100,
        confidence=confidence,
    )

    assert_agrees(limits.lower * 100, numbers(peer[f"lower_{name}_limit"]))
    assert_agrees(limits.upper * 100, numbers(peer[f"upper_{name}_limit"]))


@pytest.mark.parametrize(("confidence", "name"), SIGMAS)
def test_limit_curves_of_ratios_agree_as_public_health_rounds(shared_folder, confidence, name):
    peer = table(shared_folder, "phe_funnel_limits_ratio.csv")
    events = numbers(peer["Observed_events"])
    same = ~np.isin(events, list(LAST_HALVING_BY_ROUNDING))

    limits = ratio_funnel_limits(events, confidence=confidence, as_public_health_rounds=True)

    assert (~same).sum() == 2
    for part, column in (("lower", "exp_events"), ("upper", "exp_events")):
        peers = numbers(peer[f"{part}_{name}_{column}"])
        assert_agrees(getattr(limits, f"{part}_expected")[same], peers[same])
        np.testing.assert_allclose(getattr(limits, f"{part}_expected"), peers, rtol=1e-6)


@pytest.mark.parametrize(("confidence", "name"), SIGMAS)
def test_exact_limit_curves_of_ratios_are_within_public_healths_rounding(
    shared_folder, confidence, name
):
    peer = table(shared_folder, "phe_funnel_limits_ratio.csv")

    limits = ratio_funnel_limits(numbers(peer["Observed_events"]), confidence=confidence)

    np.testing.assert_allclose(
        limits.upper_limit * 100, numbers(peer[f"upper_{name}_limit"]), rtol=5e-5
    )


def test_trends_of_shares_agree(shared_folder):
    peer = table(shared_folder, "trend_proportions.csv")

    for series in np.unique(peer["series_id"]):
        rows = peer["series_id"] == series
        trend = share_trend(numbers(peer["x"][rows]), numbers(peer["n"][rows]))
        assert_agrees(trend.chi_squared, numbers(peer["chi2"][rows])[0])
        assert_agrees(trend.p_value, numbers(peer["p_value"][rows])[0])
        assert_agrees(trend.slope, numbers(peer["slope"][rows])[0])
        assert trend.change == peer["trend_998"][rows][0]
