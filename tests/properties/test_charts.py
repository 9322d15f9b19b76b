"""What must hold of any series whatever."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from caresight.statistics.chart_kernel import individuals_charts
from caresight.statistics.chart_marks import HIGH_MARKS, Mark
from caresight.statistics.control_charts import control_charts
from caresight.statistics.rule_sets import RULE_SETS

RULES = st.sampled_from(list(RULE_SETS.values()))
WHOLE = hnp.arrays(
    float, st.tuples(st.integers(1, 4), st.integers(1, 40)), elements=st.integers(-30, 30)
)
GAPS = st.integers(0, 2**32 - 1)
COUNTS = hnp.arrays(
    float, st.tuples(st.integers(1, 4), st.integers(1, 40)), elements=st.integers(0, 40)
)


def with_gaps(values, seed):
    gaps = np.random.default_rng(seed).random(values.shape) < 0.1
    return np.where(gaps, np.nan, values)


def mirrored(marks):
    high = marks & np.uint8(HIGH_MARKS)
    return (high << 1) | ((marks & ~np.uint8(HIGH_MARKS)) >> 1)


@settings(max_examples=60, deadline=None)
@given(WHOLE, GAPS, RULES, st.integers(-1000, 1000), st.sampled_from([0.5, 2.0, 8.0]))
def test_another_unit_changes_limits_with_it_and_no_mark(values, seed, rules, shift, scale):
    values = with_gaps(values, seed)

    one = individuals_charts(values, rules=rules)
    other = individuals_charts(values * scale + shift, rules=rules)

    np.testing.assert_allclose(
        other.upper_limit, one.upper_limit * scale + shift, rtol=1e-9, atol=1e-6
    )
    far = np.abs(values - one.upper_limit) > 1e-6
    np.testing.assert_array_equal(
        np.isnan(other.upper_limit) | ~far | ((one.marks & 3) == (other.marks & 3)), True
    )


@settings(max_examples=60, deadline=None)
@given(WHOLE, GAPS, RULES)
def test_turned_upside_down_every_high_mark_is_low(values, seed, rules):
    values = with_gaps(values, seed)

    one = individuals_charts(values, rules=rules)
    other = individuals_charts(-values, rules=rules)

    np.testing.assert_array_equal(mirrored(one.marks), other.marks)


@settings(max_examples=60, deadline=None)
@given(WHOLE, GAPS, RULES)
def test_read_backwards_only_trends_turn(values, seed, rules):
    values = with_gaps(values, seed)

    one = individuals_charts(values, rules=rules).marks
    other = individuals_charts(values[:, ::-1], rules=rules).marks[:, ::-1]

    trends = np.uint8(Mark.TREND_UP | Mark.TREND_DOWN)
    np.testing.assert_array_equal(one & ~trends, other & ~trends)
    up, down = one & np.uint8(Mark.TREND_UP), one & np.uint8(Mark.TREND_DOWN)
    np.testing.assert_array_equal((up << 1) | (down >> 1), other & trends)


@settings(max_examples=60, deadline=None)
@given(COUNTS, GAPS, st.sampled_from(["count", "value"]))
def test_the_order_of_the_series_does_not_matter(values, seed, kind):
    values = with_gaps(values, seed)
    order = np.random.default_rng(seed).permutation(len(values))
    name = "numerators" if kind == "count" else "values"

    one = control_charts(**{name: values}, kind=kind)
    other = control_charts(**{name: values[order]}, kind=kind)

    np.testing.assert_array_equal(one.method[order], other.method)
    np.testing.assert_array_equal(one.marks[order], other.marks)
    np.testing.assert_array_equal(one.signalled[order], other.signalled)


@settings(max_examples=100, deadline=None)
@given(COUNTS, GAPS, st.sampled_from(["count", "rate", "share", "value"]))
def test_a_gap_bears_no_mark_and_limits_surround_the_centre(values, seed, kind):
    values = with_gaps(values, seed)
    given_data = {"values": values} if kind == "value" else {"numerators": values}
    if kind in {"rate", "share"}:
        given_data["denominators"] = np.full(values.shape, 50.0)

    charts = control_charts(**given_data, kind=kind)

    gaps = np.isnan(values)
    assert not charts.marks[gaps].any()
    assert not charts.signalled[gaps].any()
    drawn = ~np.isnan(charts.upper_limit)
    assert (charts.upper_limit >= charts.centre - 1e-9)[drawn].all()
    assert (charts.lower_limit <= charts.centre + 1e-9)[drawn].all()
    known = charts.p_value[~np.isnan(charts.p_value)]
    assert ((known >= 0) & (known <= 1)).all()
