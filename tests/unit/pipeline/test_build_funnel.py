from dataclasses import replace

import numpy as np

from caresight.pipeline.build_funnel import latest_of
from caresight.vocabulary.periods import Period, months_after
from tests.unit.surveillance.invented import LAST, measured


def falls(counts, days):
    counts, days = np.asarray(counts, dtype=float)[:, None], np.asarray(days, dtype=float)[:, None]
    return measured("falls", 1000 * counts / days, numerators=counts, denominators=days)


def test_limits_narrow_with_size_and_the_outer_hold_the_inner():
    dice = np.random.default_rng(5)
    days = dice.uniform(200, 4000, 60)
    limits = latest_of(falls(dice.poisson(days * 0.004), days), None).limits

    assert limits[-1]["upper998"] < limits[0]["upper998"]
    for line in limits:
        assert line["lower998"] <= line["lower95"] <= line["upper95"] <= line["upper998"]


def test_the_centre_is_of_all_homes_together():
    latest = latest_of(falls([2, 8] * 6, [1000, 1000] * 6), None)

    assert latest.centre == 5.0
    assert "all homes together (5 per 1,000" in latest.limits_sentence


def test_homes_that_differ_for_good_widen_the_limits():
    alike, apart = (latest_of(falls(c, [9000] * 20), None) for c in ([36] * 20, [10, 62] * 10))

    assert alike.between_variance == 0
    assert apart.between_variance > 0
    assert apart.limits[0]["upper998"] > alike.limits[0]["upper998"]


def test_what_has_no_count_has_no_funnel():
    assert latest_of(measured("sickness", [4.0, 5.0]), None).limits == []


def test_months_that_are_read_together_are_said_to_be():
    counts = np.full((3, 3), 2.0)
    figures = measured("falls", counts, numerators=counts, denominators=1000.0)
    periods = (*figures.periods[:2], Period(months_after(LAST, -2), months_after(LAST, 1)))
    windows = replace(figures, periods=periods)

    assert latest_of(figures, windows).period == "Three months to October 2026, read together"
    assert latest_of(figures, None).period == "October 2026"
