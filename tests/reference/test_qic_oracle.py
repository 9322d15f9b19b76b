"""qicharts2 0.8.1: every chart, with frozen baselines and parts."""

import csv
from collections import defaultdict

import numpy as np
import pytest

from caresight.statistics.chart_attributes import (
    Limits,
    individuals_limits,
    moving_range_limits,
    rate_limits,
    share_limits,
)
from caresight.statistics.chart_runs import medians, run_tests
from caresight.statistics.rare_events import between_events_limits, time_between_limits

pytestmark = pytest.mark.real


def median_only(values, baseline):
    centre = medians(values[:baseline])[None]
    nothing = np.full(centre.shape, np.nan)
    return Limits(values, centre, nothing, nothing, nothing)


DRAW = {
    "run": lambda y, n, b: median_only(y, b),
    "i": lambda y, n, b: individuals_limits(y, baseline=b),
    "mr": lambda y, n, b: moving_range_limits(y, baseline=b),
    "p": lambda y, n, b: share_limits(y, n, laney=False, baseline=b),
    "pp": lambda y, n, b: share_limits(y, n, laney=True, baseline=b),
    "u": lambda y, n, b: rate_limits(y, n, laney=False, baseline=b),
    "up": lambda y, n, b: rate_limits(y, n, laney=True, baseline=b),
    "c": lambda y, n, b: rate_limits(y, np.ones_like(y), laney=False, baseline=b),
    "g": lambda y, n, b: between_events_limits(y, baseline=b),
    "t": lambda y, n, b: time_between_limits(y, baseline=b),
}


def column(rows, name):
    return np.array([float(row[name]) if row[name] not in {"", "NA"} else np.nan for row in rows])


def by_series(path):
    found = defaultdict(list)
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found[row["series_id"]].append(row)
    return found


@pytest.fixture(scope="module")
def parts(shared_folder):
    """Inputs, expected rows and settings of each part of each series."""
    folder = shared_folder / "oracle" / "other"
    expected = by_series(folder / "qic_expected.csv")
    found = []
    for name, rows in by_series(folder / "qic_inputs.csv").items():
        cut = int(rows[0]["part"]) if rows[0]["part"] else None
        for span in [slice(cut), slice(cut, None)] if cut else [slice(None)]:
            found.append((name, rows[span], expected[name][span]))
    return found


def drawn(rows):
    first = rows[0]
    frozen = int(first["freeze"]) if first["freeze"] else None
    return DRAW[first["chart"]](column(rows, "y")[:, None], column(rows, "n")[:, None], frozen)


def test_all_ten_charts_are_compared(parts):
    assert {rows[0]["chart"] for _, rows, _ in parts} == set(DRAW)


@pytest.mark.parametrize(
    ("theirs", "ours"), [("y", "value"), ("cl", "centre"), ("lcl", "lower"), ("ucl", "upper")]
)
def test_lines_agree_with_the_peer(parts, theirs, ours):
    for name, rows, expected in parts:
        limits = drawn(rows)
        line = np.broadcast_to(getattr(limits, ours), limits.value.shape)[:, 0]
        scaled = line * float(rows[0]["multiply"])
        np.testing.assert_allclose(
            scaled, column(expected, theirs), rtol=1e-9, atol=1e-12, err_msg=name
        )


def test_anhoej_rules_agree_with_the_peer(parts):
    for name, rows, expected in parts:
        limits = drawn(rows)
        tests = run_tests(limits.value[:, 0], float(limits.centre[0, 0]))
        first = expected[0]
        names = ("n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min")
        assert tests == tuple(int(first[each]) for each in names), name
        assert tests.signal == (first["runs_signal"] == "TRUE"), name


def test_sigma_signals_agree_with_the_peer(parts):
    for name, rows, expected in parts:
        limits = drawn(rows)
        beyond = (limits.value > limits.upper) | (limits.value < limits.lower)
        assert beyond[:, 0].tolist() == [r["sigma_signal"] == "TRUE" for r in expected], name
