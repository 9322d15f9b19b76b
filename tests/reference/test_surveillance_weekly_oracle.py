"""surveillance 1.24.1, qcc 2.7 and OpenPrescribing's CUSUM."""

import csv
from collections import defaultdict

import numpy as np
import pytest

from caresight.statistics.cusum import poisson_scores, tabular_cusum
from caresight.statistics.cusum_adaptive import adaptive_cusum
from caresight.statistics.ears import GUARD, ears_upper_bounds
from caresight.statistics.ewma import ewma_chart
from caresight.statistics.farrington import farrington_upper_bounds

pytestmark = pytest.mark.real

BASELINE = 260


def series_of(path):
    found = defaultdict(list)
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found[row["series_id"]].append(row)
    return found


def column(rows, name):
    return np.array([float(row[name]) if row[name] not in {"", "NA"} else np.nan for row in rows])


def flags(rows, name):
    return [row[name] == "TRUE" for row in rows]


@pytest.fixture(scope="module")
def weekly(shared_folder):
    found = series_of(shared_folder / "oracle" / "other" / "surveillance_weekly.csv")
    assert len(found) >= 4
    return found.values()


def test_farrington_agrees_in_every_week(weekly):
    for rows in weekly:
        counts = column(rows, "y")
        bounds = farrington_upper_bounds(counts)[BASELINE:]
        np.testing.assert_array_equal(bounds, column(rows[BASELINE:], "farrington_upper"))
        alarms = (counts[BASELINE:] > bounds).tolist()
        assert alarms == flags(rows[BASELINE:], "farrington_alarm")


@pytest.mark.parametrize(("name", "guard"), [("c1", 0), ("c2", GUARD)])
def test_ears_agrees(weekly, name, guard):
    for rows in weekly:
        counts = column(rows, "y")
        bounds = ears_upper_bounds(counts, guard=guard)[BASELINE:]
        expected = column(rows[BASELINE:], f"ears_{name}_upper")
        np.testing.assert_allclose(bounds, expected, rtol=1e-9)
        alarms = (counts[BASELINE:] > bounds).tolist()
        assert alarms == flags(rows[BASELINE:], f"ears_{name}_alarm")


def test_ewma_agrees(weekly):
    for rows in weekly:
        counts = column(rows, "y")
        past, now = counts[:BASELINE], counts[BASELINE:]
        chart = ewma_chart(now, centre=past.mean(), standard_deviation=past.std(ddof=1))
        for line, name in zip(chart, ("ewma", "ewma_lcl", "ewma_ucl"), strict=True):
            np.testing.assert_allclose(line, column(rows[BASELINE:], name), rtol=1e-9, atol=1e-12)


def test_tabular_cusum_agrees(weekly):
    for rows in weekly:
        counts = column(rows, "y")
        past = counts[:BASELINE]
        sums = tabular_cusum((counts[BASELINE:] - past.mean()) / past.std(ddof=1))
        for line, name in zip(sums, ("cusum_pos", "cusum_neg"), strict=True):
            np.testing.assert_allclose(line, column(rows[BASELINE:], name), rtol=1e-9, atol=1e-12)


def test_cusum_of_poisson_scores_raises_the_same_alarms(weekly):
    for rows in weekly:
        counts = column(rows, "y")
        scores = poisson_scores(counts[BASELINE:], counts[:BASELINE].mean())
        alarms = tabular_cusum(scores, allowance=1.04).upper >= 2.26
        assert alarms.tolist() == flags(rows[BASELINE:], "cusum_alarm")


def test_the_adaptive_cusum_agrees_with_openprescribing(shared_folder):
    path = shared_folder / "oracle" / "other" / "openprescribing_cusum.csv"
    for name, rows in series_of(path).items():
        watch = adaptive_cusum(column(rows, "value"))
        for line, expected in (
            (watch.target_mean, "target_mean"),
            (watch.upper, "smax"),
            (watch.lower, "smin"),
            (watch.threshold, "alert_threshold"),
            (watch.alert, "alert"),
        ):
            np.testing.assert_allclose(
                line, column(rows, expected), rtol=1e-9, atol=1e-9, err_msg=f"{name} {expected}"
            )
        first = rows[0]
        ongoing = watch.ongoing_alert()
        if first["last_alert_period"]:
            expected = (int(first["last_alert_period"]), float(first["last_alert_from"]))
            assert ongoing == pytest.approx(expected)
        else:
            assert ongoing is None
