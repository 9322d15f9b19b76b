from typing import Any

import pytest

from caresight.checks.verdicts import no_verdicts
from caresight.indicators.measured import Measured
from caresight.indicators.measurement import measure
from caresight.indicators.pooling import pooled
from caresight.indicators.rows import measurement_rows
from caresight.vocabulary.evidence import COMPARATORS, MEASUREMENTS
from tests.unit.checks.sample_definitions import indicator
from tests.unit.checks.small_system import SmallSystem, months
from tests.unit.indicators.slow_measurement import quantile

RATES = {"1-1": (2, 500), "1-2": (3, 600), "1-3": (9, 900), "1-4": (0, 400)}


def falls(*, count: int = 1, **definition: Any) -> Measured:
    system = SmallSystem()
    for name, (events, days) in RATES.items():
        system.home(name, area="X02" if name == "1-4" else "X01")
        system.report(name, "2026-01", falls=events, occupied_bed_days=days)
    return measure(
        indicator(**definition), evidence=system, population=system.population,
        verdicts=no_verdicts(), months=months(count),
    )  # fmt: skip


def level(result: Measured, **wanted: Any) -> dict[str, Any]:
    (row,) = [
        row
        for row in result.comparators.to_pylist()
        if all(row[key] == value for key, value in wanted.items())
    ]
    return row


def test_all_peers_are_pooled_with_their_quartiles():
    peers = level(falls(), comparator="all_peers")

    rates = [1000 * events / days for events, days in RATES.values()]
    assert peers["value"] == pytest.approx(1000 * 14 / 2400)
    assert peers["lower_quartile"] == pytest.approx(quantile(rates, 0.25))
    assert peers["upper_quartile"] == pytest.approx(quantile(rates, 0.75))
    assert (peers["homes"], peers["stratum"]) == (4, "all homes")


def test_local_peers_are_those_of_the_area():
    assert level(falls(), comparator="local_peers", area_code="X01")["value"] == pytest.approx(7.0)
    assert level(falls(), comparator="local_peers", area_code="X02")["value"] == 0.0


@pytest.mark.parametrize(
    ("polarity", "share"), [("lower_is_better", 0.1), ("higher_is_better", 0.9)]
)
def test_the_best_tenth_lies_where_polarity_says(polarity, share):
    rates = [1000 * events / days for events, days in RATES.values()]

    best = level(falls(polarity=polarity), comparator="best_tenth")

    assert best["value"] == pytest.approx(quantile(rates, share))
    assert best["lower_quartile"] is None


def test_where_no_direction_is_better_there_is_no_best_tenth():
    kinds = falls(polarity="neutral").comparators["comparator"].to_pylist()

    assert "best_tenth" not in kinds


def test_the_standard_is_given_for_every_period():
    standard = {"value": 4.1, "source": "A published figure"}

    result = falls(count=2, comparators={"standard": standard})

    rows = [r for r in result.comparators.to_pylist() if r["comparator"] == "standard"]
    assert [row["value"] for row in rows] == [4.1, 4.1]


def test_peers_may_be_left_out_and_unknown_periods_have_no_row():
    nobody = {"local_peers": False, "all_peers": False, "best_tenth": False}

    assert falls(comparators=nobody).comparators.num_rows == 0
    assert set(falls(count=2).comparators["period_start"].to_pylist()) == {months(1)[0].start}
    assert tuple(falls().comparators.column_names) == COMPARATORS.column_names


def test_only_the_best_tenth_may_be_wanted():
    wanted = {"local_peers": False, "all_peers": False}

    assert falls(comparators=wanted).comparators["comparator"].to_pylist() == ["best_tenth"]


def test_measured_values_are_levelled_by_their_median():
    spec = {"of": "observations", "components": ["falls"]}

    result = falls(kind="value", value=spec, per=1)

    assert level(result, comparator="all_peers")["value"] == 2.5


def test_homes_without_an_area_have_no_local_peers():
    system = SmallSystem()
    system.home("1-1", area=None)
    system.report("1-1", "2026-01", falls=1, occupied_bed_days=300)

    result = measure(
        indicator(), evidence=system, population=system.population,
        verdicts=no_verdicts(), months=months(1),
    )  # fmt: skip

    assert "local_peers" not in result.comparators["comparator"].to_pylist()


def test_rows_hold_one_line_a_home_and_period_with_gaps_for_homes_that_reported():
    system = SmallSystem()
    for name in ("1-1", "1-2"):
        system.home(name)
    system.report("1-1", "2026-02", falls=1, occupied_bed_days=500)
    result = measure(
        indicator(), evidence=system, population=system.population,
        verdicts=no_verdicts(), months=months(2),
    )  # fmt: skip

    rows = measurement_rows(result).to_pylist()

    assert tuple(rows[0]) == MEASUREMENTS.column_names
    assert [(r["entity_id"], r["quality"], r["value"]) for r in rows] == [
        ("H-1-1", "missing", None),
        ("H-1-1", "good", 2.0),
    ]
    assert rows[1]["comparator"] == "all_peers: all homes"
    assert len(measurement_rows(result, missing_too=False)) == 1


def series(**definition: Any) -> Measured:
    system = SmallSystem()
    system.home("1-1")
    for month, events, days in (("01", 1, 100), ("02", 2, 200), ("03", 3, 300), ("04", -1, 300)):
        system.report("1-1", f"2026-{month}", falls=events, occupied_bed_days=days)
    system.report("1-1", "2026-06", falls=5, residents_at_month_end=10)
    return measure(
        indicator(**definition), evidence=system, population=system.population,
        verdicts=no_verdicts(), months=months(6),
    )  # fmt: skip


def test_windows_add_what_may_be_used_and_are_missing_where_half_is_not_known():
    windows = pooled(series(minimum_denominator=250), 2)

    assert windows.numerators[0, :4].tolist() == [1.0, 3.0, 5.0, 3.0]
    assert windows.quality[0].tolist() == [2, 0, 0, 0, 5, 1]
    assert str(windows.periods[3]) == "01 Mar 2026 to 30 Apr 2026"
    assert windows.values[0, 1] == pytest.approx(10.0)


def test_the_definition_says_how_many_months_are_read_together():
    windows = pooled(series(pooling={"months": 3}))

    assert windows.numerators[0, 2] == 6.0


def test_without_pooling_in_the_definition_months_must_be_said():
    with pytest.raises(ValueError, match="not pooled by its definition"):
        pooled(series())
