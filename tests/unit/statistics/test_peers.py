import numpy as np
import pytest

from caresight.statistics.peer_limits import peer_limits
from caresight.statistics.peers import peer_scores
from tests.unit.statistics import peers_in_plain_python as plainly

EVENTS = [3, 0, 17, 2, 5, 1, 24, 4, 0, 16, 0, 9]
BED_DAYS = [900.0, 620, 1300, 800, 1000, 310, 1100, 950, 700, 1500, 450, 1250]
ONE_GROUP = np.zeros(12, dtype=int)


def noise(kind, seed=7, homes=4000, periods=10):
    rng = np.random.default_rng(seed)
    size = np.ceil(rng.gamma(3, 10, (homes, periods)) + 1)
    if kind == "rate":
        return rng.poisson(size * 0.2).astype(float), size
    if kind == "ratio":
        return rng.poisson(size * 0.5).astype(float), np.maximum(rng.poisson(size), 1.0)
    return rng.binomial(size.astype(int), 0.1).astype(float), size


def test_rates_agree_with_plain_python():
    expected, z, variance = plainly.adjusted_rate_scores(EVENTS, BED_DAYS)

    scores = peer_scores(kind="rate", groups=ONE_GROUP, numerators=EVENTS, denominators=BED_DAYS)

    assert scores.expected == pytest.approx([expected] * 12, rel=1e-12)
    assert scores.between_variance == pytest.approx([variance], rel=1e-9)
    assert variance > 0
    assert scores.z == pytest.approx(z, rel=1e-9)
    assert scores.p_value == pytest.approx(
        [2 * plainly.NORMAL.cdf(-abs(value)) for value in z], rel=1e-9
    )


def test_shares_agree_with_plain_python_before_adjustment():
    trials = [20] * 12
    events = np.minimum(EVENTS, 20).tolist()
    share = sum(events) / 240

    scores = peer_scores(kind="share", groups=ONE_GROUP, numerators=events, denominators=trials)

    assert scores.z_unadjusted == pytest.approx(
        [plainly.binomial_tail_deviate(count, 20, share) for count in events], rel=1e-9
    )


def test_a_ratio_of_two_counts_is_the_share_that_the_first_has_of_both():
    scores = peer_scores(kind="ratio", groups=ONE_GROUP, numerators=EVENTS, denominators=[8.0] * 12)
    share = sum(EVENTS) / (sum(EVENTS) + 96)

    assert scores.expected[0] == pytest.approx(sum(EVENTS) / 96)
    assert scores.z_unadjusted == pytest.approx(
        [plainly.binomial_tail_deviate(count, count + 8, share) for count in EVENTS], rel=1e-9
    )


def test_measured_values_agree_with_plain_python():
    values = [12.0, 15, 9, 11, 30, 14, 13, 10, 12, 16, 8]
    pulled = plainly.winsorised(values)
    centre = sum(pulled) / 11
    spread = (sum((v - centre) ** 2 for v in pulled) / 10) ** 0.5 / 0.8238049277303908

    scores = peer_scores(kind="value", groups=np.zeros(11, dtype=int), values=values)

    assert scores.z == pytest.approx([(value - centre) / spread for value in values], rel=1e-9)


def test_an_ordinal_measure_has_the_middle_of_its_peers_and_no_score():
    scores = peer_scores(kind="ordinal", groups=[0, 0, 0], values=[1.0, 3.0, 4.0])

    assert scores.expected.tolist() == [3, 3, 3]
    assert np.isnan(scores.z).all()


def test_with_fewer_than_ten_peers_only_chance_is_allowed_for():
    few = peer_scores(
        kind="rate", groups=[0] * 9, numerators=[0, 50, 0, 0, 50, 0, 0, 50, 0],
        denominators=[100] * 9,
    )  # fmt: skip

    assert few.between_variance.tolist() == [0]
    assert few.z.tolist() == few.z_unadjusted.tolist()


def test_measured_values_of_few_peers_have_no_score():
    scores = peer_scores(kind="value", groups=[0] * 9, values=range(9))

    assert np.isnan(scores.z).all()
    assert scores.expected[0] == 4


def test_homes_are_compared_with_their_own_group_only():
    scores = peer_scores(
        kind="rate", groups=[0, 1, 0, 1, -1], numerators=[1, 10, 3, 30, 5], denominators=[10] * 5
    )

    assert scores.expected[:4].tolist() == [0.2, 2.0, 0.2, 2.0]
    assert scores.peers.tolist() == [2, 2, 2, 2, 0]
    assert np.isnan(scores.z[4])
    assert not scores.usable[4]


def test_an_unknown_count_or_an_empty_exposure_is_left_out_of_the_peers():
    scores = peer_scores(
        kind="rate", groups=[0] * 4, numerators=[2, np.nan, 4, 4], denominators=[10, 10, 0, 20]
    )

    assert scores.usable.tolist() == [True, False, False, True]
    assert scores.expected[0] == pytest.approx(6 / 30)
    assert np.isnan(scores.z[[1, 2]]).all()
    assert scores.peers[0] == 2


def test_a_group_in_which_nothing_is_known_stays_unknown():
    scores = peer_scores(
        kind="share", groups=[0, 0], numerators=[np.nan, np.nan], denominators=[5, 5]
    )

    assert np.isnan(scores.expected).all()
    assert np.isnan(scores.p_value).all()


def test_a_group_without_any_event_has_no_surprise():
    scores = peer_scores(kind="rate", groups=[0] * 12, numerators=[0] * 12, denominators=BED_DAYS)

    assert scores.z.tolist() == [0] * 12
    assert scores.p_value.tolist() == [1] * 12


def test_periods_side_by_side_give_what_each_gives_alone():
    events, size = noise("rate", homes=60, periods=3)
    groups = np.arange(60) % 4

    together = peer_scores(kind="rate", groups=groups, numerators=events, denominators=size)

    for period in range(3):
        alone = peer_scores(
            kind="rate", groups=groups, numerators=events[:, period], denominators=size[:, period]
        )
        assert together.z[:, period] == pytest.approx(alone.z, rel=1e-12)
        assert together.peers[:, period].tolist() == alone.peers.tolist()


@pytest.mark.parametrize("kind", ["rate", "share", "ratio"])
def test_on_pure_noise_two_in_a_thousand_lie_outside_998_limits_and_no_more(kind):
    events, size = noise(kind)

    scores = peer_scores(
        kind=kind, groups=np.zeros(4000, dtype=int), numerators=events, denominators=size
    )

    assert (np.abs(scores.z) > 3.0902).mean() < 0.0025
    assert 0.02 < (np.abs(scores.z) > 1.96).mean() < 0.055


def test_real_variance_between_homes_is_found_and_allowed_for():
    rng = np.random.default_rng(11)
    size = rng.gamma(4, 300, 3000)
    events = rng.poisson(size * 0.02 * rng.gamma(25, 1 / 25, 3000)).astype(float)

    scores = peer_scores(
        kind="rate", groups=np.zeros(3000, dtype=int), numerators=events, denominators=size
    )

    assert 0.001 < scores.between_variance[0] < 0.01  # 0.01 on this scale, less by trimming
    assert np.std(scores.z) < 0.95 * np.std(scores.z_unadjusted)


@pytest.mark.parametrize("kind", ["rate", "share", "ratio", "value"])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_a_home_lies_outside_the_limits_exactly_when_its_score_says_so(kind, confidence):
    events, size = noise("ratio" if kind == "ratio" else "share", homes=800, periods=1)
    events[:30] = np.minimum(events[:30] * 4, size[:30])
    groups = np.arange(800) % 3
    given = (
        {"values": events / size}
        if kind == "value"
        else {"numerators": events, "denominators": size}
    )

    scores = peer_scores(kind=kind, groups=groups, **given)
    limits = peer_limits(scores, confidence=confidence)

    reach = plainly.NORMAL.inv_cdf((1 + confidence) / 2)
    outside = (scores.value < limits.lower) | (scores.value > limits.upper)
    assert outside.any()
    assert (outside == (np.abs(scores.z) > reach)).all()


def test_limits_by_chance_alone_lie_within_those_that_allow_for_variance():
    scores = peer_scores(kind="rate", groups=ONE_GROUP, numerators=EVENTS, denominators=BED_DAYS)

    chance = peer_limits(scores, for_variance=False)
    wide = peer_limits(scores)

    assert (chance.upper < wide.upper).all()
    assert (chance.lower >= wide.lower).all()


def test_a_home_that_is_not_usable_has_no_limits():
    measured = peer_scores(kind="value", groups=[0] * 11, values=[*range(10), np.nan])
    counted = peer_scores(kind="rate", groups=[0, 0], numerators=[1, 2], denominators=[10, 0])

    assert np.isnan(peer_limits(measured).upper[10])
    assert np.isnan(peer_limits(counted).upper[1])


def test_an_ordinal_measure_has_no_limits():
    with pytest.raises(ValueError, match="only ranks"):
        peer_limits(peer_scores(kind="ordinal", groups=[0], values=[1.0]))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"kind": "rate"}, "needs numerators and denominators"),
        ({"kind": "value"}, "needs values"),
        ({"kind": "rate", "numerators": [1, 2], "denominators": [1]}, "shapes differ"),
        ({"kind": "rate", "numerators": [-1, 2], "denominators": [1, 1]}, "not be negative"),
        ({"kind": "rate", "numerators": [1, 2], "denominators": [1, -1]}, "not be negative"),
        ({"kind": "share", "numerators": [2, 1], "denominators": [1, 1]}, "not exceed trials"),
        ({"kind": "rate", "numerators": [np.inf, 1], "denominators": [1, 1]}, "must be finite"),
        ({"kind": "value", "values": [np.inf, 1]}, "must be finite"),
        ({"kind": "value", "values": [1.0]}, "expected 2 homes"),
        ({"kind": "value", "values": np.ones((2, 2, 2))}, "expected 2 homes"),
    ],
)
def test_what_cannot_be_compared_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        peer_scores(groups=[0, 0], **given)


def test_no_home_at_all_gives_an_empty_answer():
    scores = peer_scores(kind="rate", groups=[], numerators=[], denominators=[])

    assert scores.z.size == 0
    assert scores.between_variance.size == 0


def test_large_areas_with_real_variance_keep_their_limits_and_scores():
    rng = np.random.default_rng(12)
    size = np.full(40, 1e6)
    events = rng.poisson(size * 0.03 * rng.gamma(100, 1 / 100, 40)).astype(float)
    events[0] = 60_000

    scores = peer_scores(kind="rate", groups=[0] * 40, numerators=events, denominators=size)
    limits = peer_limits(scores)

    assert scores.z[0] > 3.09
    assert np.abs(scores.z_unadjusted).max() > 100
    assert ((scores.value > limits.upper) == (scores.z > 3.0902323)).all()
    assert (limits.lower < scores.expected).all()


@pytest.mark.parametrize(
    ("expected", "beyond_196", "beyond_309"),
    [(0.3, 0.036, 0.0002), (1, 0.019, 0.0005), (4, 0.040, 0.0011), (20, 0.043, 0.0015)],
)
def test_the_table_of_noise_in_the_methods_page_holds(expected, beyond_196, beyond_309):
    events = np.random.default_rng(20).poisson(expected, 20_000)

    z = peer_scores(
        kind="rate", groups=np.zeros(20_000, dtype=int), numerators=events,
        denominators=np.ones(20_000),
    ).z  # fmt: skip

    assert (np.abs(z) > 1.959964).mean() == pytest.approx(beyond_196, abs=0.005)
    assert (np.abs(z) > 3.090232).mean() == pytest.approx(beyond_309, abs=0.0008)
