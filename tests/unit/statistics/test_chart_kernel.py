import numpy as np
import pytest

from caresight.statistics.chart_kernel import BLOCK, individuals_charts
from caresight.statistics.chart_marks import Mark
from caresight.statistics.rule_sets import RULE_SETS, named_rule_set
from tests.unit.statistics.alternative_charts import plain_chart

RULES = list(RULE_SETS.values())
NHS_R = RULE_SETS["nhs-r-0.2.2"]


def words(bits):
    return {mark.name for mark in Mark if bits & mark}


def awkward_series(seed, count=120, periods=30):
    """Whole numbers (ties), gaps, drifts and jumps: everything a rule may trip over."""
    random = np.random.default_rng(seed)
    values = random.normal(10, 2, (count, periods))
    values[::3] = np.round(values[::3])
    values[1::4] += np.linspace(0, 8, periods)
    values[2::5, periods // 2 :] += 6
    values[random.random(values.shape) < 0.03] = np.nan
    values[5] = 7.0
    values[6] = np.nan
    values[7, :-1] = 3.0
    return values


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: rules.name)
@pytest.mark.parametrize("baseline", [None, 12], ids=["all points", "fixed baseline"])
def test_the_kernel_agrees_with_plain_python(rules, baseline):
    values = awkward_series(3)

    charts = individuals_charts(values, rules=rules, baseline_points=baseline)

    for row, series in enumerate(values.tolist()):
        centre, reach, marks = plain_chart(series, rules, baseline)
        assert charts.centre[row, 0] == pytest.approx(centre, rel=1e-12, nan_ok=True)
        upper = charts.upper_limit[row, 0]
        assert upper == pytest.approx(centre + reach, rel=1e-12, nan_ok=True)
        assert [words(bits) for bits in charts.marks[row]] == marks


def test_each_phase_is_charted_as_if_it_were_alone():
    values = awkward_series(4)
    phases = np.repeat([0, 1, 2], 10)
    phases = np.where(np.arange(len(values))[:, None] % 2, phases, np.repeat([0, 2], 15))

    charts = individuals_charts(values, rules=NHS_R, phases=phases)

    for row in (0, 1, 20, 33):
        for phase in np.unique(phases[row]):
            part = phases[row] == phase
            alone = individuals_charts(values[row][None, part], rules=NHS_R)
            assert np.array_equal(charts.marks[row, part], alone.marks[0])
            np.testing.assert_allclose(
                charts.upper_limit[row, part], alone.upper_limit[0], rtol=1e-12
            )


def test_many_blocks_on_many_threads_give_what_one_series_at_a_time_gives():
    values = np.random.default_rng(1).normal(size=(2 * BLOCK + 3, 20))

    together = individuals_charts(values, rules=NHS_R, threads=3)

    for row in (0, BLOCK - 1, BLOCK, 2 * BLOCK + 2):
        alone = individuals_charts(values[row : row + 1], rules=NHS_R)
        assert np.array_equal(together.marks[row], alone.marks[0])
        np.testing.assert_allclose(together.lower_limit[row], alone.lower_limit[0], rtol=1e-12)


def test_a_worked_example_of_screening():
    values = [[1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]]

    screened = individuals_charts(values, rules=NHS_R)
    unscreened = individuals_charts(values, rules=RULE_SETS["nhs-england-2023"])

    assert screened.upper_limit[0, 0] == pytest.approx(4.60444, abs=5e-6)
    assert screened.lower_limit[0, 0] == pytest.approx(-0.71556, abs=5e-6)
    assert unscreened.upper_limit[0, 0] == pytest.approx(6.95150, abs=5e-6)


def test_no_limits_where_most_values_repeat_the_one_before():
    charts = individuals_charts([[10.0] * 30 + [14.0] * 6], rules=NHS_R)

    assert np.isnan(charts.upper_limit).all()
    assert not charts.marks.any()


def test_limits_of_a_constant_lie_on_it_and_nothing_is_marked():
    charts = individuals_charts([[0.1] * 36], rules=NHS_R)

    assert charts.upper_limit[0, 0] == charts.lower_limit[0, 0] == 0.1
    assert not charts.marks.any()


def test_an_infinity_is_a_gap():
    values = np.random.default_rng(2).normal(size=(1, 30))
    gap = values.copy()
    values[0, 7], gap[0, 7] = np.inf, np.nan

    with_infinity = individuals_charts(values, rules=NHS_R)

    assert np.array_equal(with_infinity.marks, individuals_charts(gap, rules=NHS_R).marks)


def test_ties_end_a_trend_or_are_passed_over_as_the_rules_say():
    values = [[1, 2, 3, 3, 4, 5, 6, 7, 1, 5, 3, 6, 2, 7, 4]]

    breaks = individuals_charts(values, rules=NHS_R).marks[0]
    passes = individuals_charts(values, rules=RULE_SETS["nhs-england-2023"]).marks[0]

    assert not (breaks & Mark.TREND_UP).any()
    assert np.flatnonzero(passes & Mark.TREND_UP).tolist() == list(range(8))


@pytest.mark.parametrize(
    ("phases", "complaint"),
    [([0, 1], "shape"), ([1, 0, 0], "fall")],
    ids=["another length", "falling"],
)
def test_phases_that_make_no_sense_are_refused(phases, complaint):
    with pytest.raises(ValueError, match=complaint):
        individuals_charts([[1.0, 2.0, 3.0]], rules=NHS_R, phases=phases)


def test_values_in_one_dimension_are_refused():
    with pytest.raises(ValueError, match="two dimensions"):
        individuals_charts([1.0, 2.0], rules=NHS_R)


def test_an_unknown_rule_set_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="nhs-r-0\\.2\\.2"):
        named_rule_set("western-electric")
