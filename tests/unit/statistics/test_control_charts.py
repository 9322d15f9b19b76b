import numpy as np
import pytest
from scipy.stats import poisson

from caresight.statistics.chart_drawing import Series, draw_phase
from caresight.statistics.chart_exact import poisson_limits
from caresight.statistics.choosing import looks_like_counts
from caresight.statistics.control_charts import REASONS, Mark, control_charts
from caresight.statistics.icons import assurance_icons, variation_icons
from caresight.statistics.rule_sets import named_rule_set


def counts(rate, shape=(5, 36), seed=1):
    return np.random.default_rng(seed).poisson(rate, shape).astype(float)


ALL = np.ones((5, 36))


@pytest.mark.parametrize(
    ("given", "method"),
    [
        ({"kind": "count", "numerators": counts(0.3)}, "exact"),
        ({"kind": "count", "numerators": counts(20)}, "u_prime"),
        (
            {"kind": "rate", "numerators": counts(20), "denominators": counts(900)},
            "u_prime",
        ),
        ({"kind": "share", "numerators": counts(20), "denominators": counts(60)}, "p_prime"),
        ({"kind": "share", "numerators": counts(58), "denominators": ALL * 99}, "p_prime"),
        (
            {"kind": "share", "numerators": ALL * 59, "denominators": ALL * 60},
            "exact",
        ),
        ({"kind": "value", "values": counts(20) / 7}, "xmr"),
        ({"kind": "value", "values": np.repeat([[3.0, 4.0, 5.0]], 12, axis=1)}, "run"),
        ({"kind": "value", "values": np.full((2, 36), np.nan)}, "none"),
    ],
    ids=[
        "rare counts", "counts", "rates", "shares", "high shares", "shares near one",
        "values", "values that repeat", "nothing known",
    ],
)  # fmt: skip
def test_the_data_choose_the_chart_and_say_why(given, method):
    charts = control_charts(**given)

    assert set(charts.method.tolist()) == {method}
    assert set(charts.reason) == {REASONS[method]}


def test_rates_are_shown_per_the_base_that_was_asked_for():
    charts = control_charts(
        numerators=[[6.0] * 20], denominators=[[1200.0] * 20], kind="rate", per=1000
    )

    assert charts.value[0, 0] == pytest.approx(5.0)
    assert charts.centre[0, 0] == pytest.approx(5.0)


def test_u_prime_with_constant_exposure_is_an_xmr_chart_without_screening():
    events = counts(20)

    primed = control_charts(numerators=events, kind="count", signals=False)
    xmr = control_charts(values=events, kind="value", method="xmr", signals=False)

    np.testing.assert_allclose(primed.centre, xmr.centre)
    np.testing.assert_allclose(primed.upper_limit, xmr.upper_limit, rtol=2e-4)


def test_exact_limits_are_those_of_the_poisson_law():
    means = np.linspace(0.01, 60, 500)

    lower, upper = poisson_limits(means)

    assert (poisson.sf(upper, means) <= 0.00135).all()
    assert (poisson.sf(upper - 1, means) > 0.00135)[upper > 0].all()
    assert (poisson.cdf(lower - 1, means) <= 0.00135).all()
    assert (poisson.cdf(lower, means) > 0.00135).all()


def test_one_month_with_many_rare_events_is_marked_and_signalled():
    events = np.zeros((1, 36))
    events[0, ::6] = 1
    events[0, -1] = 5

    charts = control_charts(numerators=events, kind="count")

    assert charts.marks[0, -1] & Mark.OUTSIDE_HIGH
    assert charts.signalled[0, -1] == 1
    assert charts.p_value[0] < 0.01


def test_seven_months_of_many_rare_events_are_a_shift():
    events = np.zeros((1, 36))
    events[0, ::5] = 1
    events[0, -7:] = 2

    marks = control_charts(numerators=events, kind="count").marks[0]

    assert (marks[-7:] & Mark.SHIFT_HIGH).all()


def test_too_few_points_have_no_limits_no_marks_and_the_icon_says_so():
    charts = control_charts(values=counts(50, (3, 12)), kind="value")

    assert np.isnan(charts.upper_limit).all()
    assert not charts.marks.any()
    assert set(variation_icons(charts, "neutral").tolist()) == {"too_few"}


def test_a_run_chart_has_a_median_and_no_limits():
    values = np.array([[10.0] * 20 + [14.0] * 10])

    charts = control_charts(values=values, kind="value")

    assert charts.centre[0, 0] == 10.0
    assert np.isnan(charts.upper_limit).all()
    assert (charts.marks[0, 20:] & Mark.SHIFT_HIGH).all()
    assert not charts.marks[0, :20].any()


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [
        ("higher_is_better", "improvement_high", "concern_low"),
        ("lower_is_better", "concern_high", "improvement_low"),
        ("neutral", "neutral_high", "neutral_low"),
    ],
)
def test_variation_icons_by_polarity(polarity, up, down):
    values = counts(50, (3, 36)) / 3
    values[0, -1] += 60
    values[1, -1] -= 60
    values[2, -1] = np.median(values[2])

    charts = control_charts(values=values, kind="value")

    assert variation_icons(charts, polarity).tolist() == [up, down, "common_cause"]


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("higher_is_better", ["consistent_fail", "consistent_pass", "hit_or_miss", "none"]),
        ("lower_is_better", ["consistent_pass", "consistent_fail", "hit_or_miss", "none"]),
        ("neutral", ["none"] * 4),
    ],
)
def test_assurance_icons_by_polarity(polarity, words):
    charts = control_charts(values=np.random.default_rng(1).normal(50, 1, (4, 36)), kind="value")

    icons = assurance_icons(charts, np.array([90.0, 10.0, 50.0, np.nan]), polarity)

    assert icons.tolist() == words
    assert set(assurance_icons(charts, None, polarity).tolist()) == {"none"}


def test_no_series_and_no_periods_are_no_error():
    empty = control_charts(values=np.zeros((0, 12)), kind="value")
    blank = control_charts(values=np.zeros((2, 0)), kind="value")

    assert empty.method.shape == (0,)
    assert variation_icons(blank, "neutral").tolist() == ["too_few", "too_few"]
    assert assurance_icons(blank, 3.0, "neutral").tolist() == ["none", "none"]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"kind": "value"}, "values are needed"),
        ({"kind": "rate", "numerators": [[1.0]]}, "denominators are needed"),
        ({"kind": "rate", "numerators": [[1.0]], "denominators": [[1.0, 2.0]]}, "shapes differ"),
        ({"kind": "odds", "values": [[1.0]]}, "kind must be"),
        ({"kind": "value", "values": [1.0]}, "two dimensions"),
        ({"kind": "value", "values": [[1.0]], "method": "pie"}, "no chart method"),
        ({"kind": "value", "values": [[1.0]], "method": "u_prime"}, "needs counts"),
        ({"kind": "value", "values": [[1.0]], "rule_set": "none"}, "no rule set"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(given, complaint):
    with pytest.raises(ValueError, match=complaint):
        control_charts(**given)


@pytest.mark.parametrize("icons", [variation_icons, lambda c, p: assurance_icons(c, 1.0, p)])
def test_an_unknown_polarity_is_refused(icons):
    charts = control_charts(values=[[1.0, 2.0]], kind="value")

    with pytest.raises(ValueError, match="polarity"):
        icons(charts, "up")


def test_scores_that_hardly_scatter_are_not_taken_for_counts():
    beds = np.array([[40.0, 41, 40, 40, 39, 40, 41, 40]])
    thirds = beds / 3

    assert looks_like_counts(counts(3, (1, 24))).all()
    assert looks_like_counts(np.zeros((1, 24))).all()
    assert not looks_like_counts(beds).any()
    assert not looks_like_counts(thirds).any()


def test_exact_limits_of_measured_values_are_refused():
    measured = Series("value", np.ones((12, 1)), None, None)

    with pytest.raises(ValueError, match="exact limits need counts"):
        draw_phase(measured, "exact", named_rule_set("caresight-2026"), None)
