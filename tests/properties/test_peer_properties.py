"""What must hold for any data: bounds, order, symmetry, scale."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from caresight.statistics.combination import combine_points
from caresight.statistics.deviates import binomial_deviate, poisson_deviate
from caresight.statistics.false_discovery import benjamini_hochberg
from caresight.statistics.funnel import funnel
from caresight.statistics.funnel_scores import FunnelSettings
from caresight.statistics.intervals import rate_interval, wilson_interval
from caresight.statistics.overdispersion import between_variance, dispersion, winsorise
from caresight.statistics.peer_ranks import peer_ranks
from caresight.statistics.peers import peer_scores

counts = st.integers(0, 5000)
sizes = st.floats(0.1, 1e6)
confidences = st.floats(0.5, 0.9999)
unit_lists = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 400)), min_size=2, max_size=40
).filter(lambda units: sum(events for events, _ in units) > 0)


@given(st.integers(1, 10_000), st.floats(0, 1), confidences)
def test_a_wilson_interval_holds_the_share_and_stays_between_0_and_1(trials, part, confidence):
    events = round(trials * part)

    lower, upper = wilson_interval(events, trials, confidence=confidence)

    assert 0 <= lower <= events / trials + 1e-12
    assert events / trials - 1e-12 <= upper <= 1


@given(st.integers(1, 5000), st.floats(0, 1))
def test_a_wilson_interval_turned_round_is_that_of_the_trials_without_the_event(trials, part):
    events = round(trials * part)

    lower, upper = wilson_interval(events, trials)
    turned = wilson_interval(trials - events, trials)

    assert lower == pytest.approx(1 - turned.upper, abs=1e-12)
    assert upper == pytest.approx(1 - turned.lower, abs=1e-12)


@given(counts, sizes, confidences)
def test_a_rate_interval_holds_the_rate_and_scales_with_the_exposure(events, exposure, confidence):
    once = rate_interval(events, exposure, confidence=confidence)
    twice = rate_interval(events, exposure * 2, confidence=confidence)

    assert 0 <= once.lower <= events / exposure * (1 + 1e-9) <= once.upper * (1 + 1e-9)
    assert twice.upper == pytest.approx(once.upper / 2)


@given(counts, st.floats(0.5, 0.98))
def test_more_confidence_never_makes_an_interval_narrower(events, confidence):
    narrow = rate_interval(events, 1, confidence=confidence)
    wide = rate_interval(events, 1, confidence=confidence + 0.01)

    assert wide.lower <= narrow.lower
    assert wide.upper >= narrow.upper


@given(counts, st.floats(0.01, 5000))
def test_one_event_more_never_lowers_a_deviate(events, expected):
    assert poisson_deviate(events + 1, expected) >= poisson_deviate(events, expected) - 1e-9


@given(st.integers(0, 300), st.integers(0, 300), st.floats(0.001, 0.999))
def test_a_binomial_deviate_turned_round_changes_its_sign(events, others, share):
    trials = events + others
    if trials == 0:
        return

    z = binomial_deviate(events, trials, share)

    assert binomial_deviate(others, trials, 1 - share) == pytest.approx(-z, rel=1e-6, abs=1e-6)


@given(arrays(float, st.integers(2, 60), elements=st.floats(-50, 50)))
def test_winsorising_keeps_the_order_and_never_raises_the_dispersion(z):
    pulled = winsorise(z).z

    assert (np.diff(pulled[np.argsort(z)]) >= 0).all()
    assert np.abs(pulled).max() <= np.abs(z).max()
    assert between_variance(dispersion(pulled), np.ones(z.size)) >= 0


@given(unit_lists)
def test_allowing_for_variance_never_takes_a_home_further_from_its_peers(units):
    events, exposure = zip(*units, strict=True)

    scores = peer_scores(
        kind="rate", groups=[0] * len(units), numerators=events, denominators=exposure
    )

    assert (np.abs(scores.z) <= np.abs(scores.z_unadjusted) + 1e-12).all()
    assert ((scores.p_value >= 0) & (scores.p_value <= 1)).all()


@given(unit_lists, st.randoms(use_true_random=False))
def test_the_order_of_homes_does_not_matter(units, random):
    order = list(range(len(units)))
    random.shuffle(order)
    events, exposure = np.array(units).T

    straight = peer_scores(
        kind="rate", groups=[0] * len(units), numerators=events, denominators=exposure
    )
    shuffled = peer_scores(
        kind="rate",
        groups=[0] * len(units),
        numerators=events[order],
        denominators=exposure[order],
    )

    assert shuffled.z == pytest.approx(straight.z[order], rel=1e-9, abs=1e-9)


@given(arrays(float, st.integers(1, 50), elements=st.floats(-1e6, 1e6)))
def test_ranks_lie_between_0_and_1_and_average_one_half(values):
    ranks = peer_ranks(values=values, groups=np.zeros(values.size, dtype=int))

    assert ((ranks.below > 0) & (ranks.below < 1)).all()
    assert ranks.below.mean() == pytest.approx(0.5)


@settings(max_examples=60)
@given(unit_lists, st.sampled_from(["SR", "RC"]), st.sampled_from(["SHMI", "CQC"]))
def test_funnel_limits_hold_the_target_and_widen_with_confidence(units, data_type, method):
    events, exposure = zip(*units, strict=True)

    drawn = funnel(events, exposure, settings=FunnelSettings(data_type, method))

    target = drawn.scores.target
    for inner, outer in (
        (drawn.plain_95, drawn.plain_998),
        (drawn.adjusted_95, drawn.adjusted_998),
    ):
        assert (inner.upper >= target * (1 - 1e-9)).all()
        assert (outer.upper >= inner.upper).all()
        assert (outer.lower <= inner.lower).all()


@given(arrays(float, st.integers(1, 60), elements=st.floats(0, 1)))
def test_q_values_keep_the_order_of_p_and_are_never_below_it(p):
    q = benjamini_hochberg(p)

    assert (q >= p - 1e-15).all()
    assert (q <= 1).all()
    assert (np.diff(q[np.argsort(p)]) >= -1e-15).all()


signals = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 5), st.floats(0, 10)),
    max_size=40,
)


@given(signals, st.floats(0, 8), st.floats(0, 12))
def test_no_agency_gives_more_than_its_cap_and_nothing_is_lost_in_the_parts(
    rows, family_cap, agency_cap
):
    homes, agencies, families, points = zip(*rows, strict=True) if rows else ((), (), (), ())

    combined = combine_points(
        homes=homes, agencies=agencies, families=families, points=points,
        family_cap=family_cap, agency_cap=agency_cap, shape=(5, 4),
    )  # fmt: skip

    assert (combined.by_agency <= agency_cap).all()
    assert (combined.family_counted <= family_cap).all()
    assert combined.total == pytest.approx(combined.by_agency.sum(axis=1))
    assert (combined.without_agency <= combined.total[:, None] + 1e-12).all()
