import numpy as np
import pytest

from caresight.statistics import signal_tails
from caresight.statistics.signalling import strict_signals
from tests.unit.statistics.alternative_signals import (
    plain_dispersion_at_most_one,
    plain_p_value,
    plain_value_p_value,
)


def quiet(seed=1, rate=4.0, shape=(400, 36)):
    return np.random.default_rng(seed).poisson(rate, shape)


def test_p_values_of_counts_agree_with_exact_sums():
    events = quiet(rate=2.0, shape=(300, 30))
    exposure = np.random.default_rng(2).uniform(0.5, 1.5, events.shape)

    p_values = strict_signals(numerators=events, denominators=exposure, kind="rate").p_value

    compared = 0
    for row in range(len(events)):
        if plain_dispersion_at_most_one(events[row].tolist(), exposure[row].tolist(), 29):
            plain, _ = plain_p_value(events[row].tolist(), exposure[row].tolist(), 29)
            assert p_values[row] == pytest.approx(plain, rel=1e-9)
            compared += 1
    assert compared > 10


def test_p_values_of_measured_values_agree_with_students_law():
    values = np.random.default_rng(3).normal(50, 5, (50, 40))

    p_values = strict_signals(values=values, kind="value").p_value

    expected = [plain_value_p_value(row, 39) for row in values.tolist()]
    np.testing.assert_allclose(p_values, expected, rtol=1e-9)


@pytest.mark.parametrize("kind", ["count", "share", "value"])
def test_history_is_what_would_have_been_known_then(kind):
    events = quiet(rate=9.0).astype(float)
    events[:100, 20:] *= 2
    given = {"values": events} if kind == "value" else {"numerators": events}
    if kind == "share":
        given["denominators"] = np.full(events.shape, 60.0)

    whole = strict_signals(**given, kind=kind).signalled
    then = strict_signals(**{k: v[:, :25] for k, v in given.items()}, kind=kind).signalled

    assert whole.any()
    np.testing.assert_array_equal(whole[:, :25], then)


def test_the_quick_screen_hides_no_signal(monkeypatch):
    events = quiet(rate=3.0) * np.random.default_rng(4).choice([1, 3], (400, 36), p=[0.9, 0.1])
    screened = strict_signals(numerators=events, kind="count").signalled

    monkeypatch.setattr(signal_tails, "_SCREEN", -1.0)
    everything = strict_signals(numerators=events, kind="count").signalled

    assert screened.any()
    np.testing.assert_array_equal(screened, everything)


@pytest.mark.parametrize(
    ("rate", "factor", "months", "at_least"),
    [(20, 1.5, 3, 0.5), (20, 2.0, 1, 0.6), (4, 2.0, 6, 0.6), (1, 3.0, 6, 0.5)],
)
def test_a_step_up_is_found_within_months(rate, factor, months, at_least):
    events = quiet(rate=rate)
    events[:, -months:] = quiet(seed=9, rate=rate * factor, shape=(400, months))

    latest = strict_signals(numerators=events, kind="count").signalled[:, -1]

    assert (latest == 1).mean() > at_least
    assert not (latest == -1).any()


def test_a_fall_is_signalled_low():
    events = quiet(rate=20)
    events[:, -6:] = quiet(seed=9, rate=8, shape=(400, 6))

    assert (strict_signals(numerators=events, kind="count").signalled[:, -1] == -1).mean() > 0.9


def test_a_share_and_its_complement_are_signalled_alike_but_the_other_way():
    trials = np.full((200, 36), 50.0)
    events = np.random.default_rng(5).binomial(50, 0.2, trials.shape).astype(float)
    events[:, -3:] += 9

    up = strict_signals(numerators=events, denominators=trials, kind="share")
    down = strict_signals(numerators=trials - events, denominators=trials, kind="share")

    assert up.signalled[:, -1].mean() > 0.5
    np.testing.assert_array_equal(up.signalled, -down.signalled)


def test_a_period_without_a_value_is_not_judged():
    events = quiet().astype(float)
    events[:, -1] = np.nan

    found = strict_signals(numerators=events, kind="count")

    assert np.isnan(found.p_value).all()
    assert not found.signalled[:, -1].any()


def test_six_periods_of_past_are_needed():
    events = np.array([[0, 0, 0, 0, 0, 0, 40]])

    assert strict_signals(numerators=events, kind="count").signalled[0, -1] == 1
    assert not strict_signals(numerators=events[:, 1:], kind="count").signalled.any()


@pytest.mark.parametrize("repeats", [[5.0] * 20, [0.1] * 20], ids=["whole", "not exact in binary"])
def test_a_measured_value_that_never_varied_raises_no_signal(repeats):
    assert not strict_signals(values=[[*repeats, 9.0]], kind="value").signalled.any()


def test_a_long_past_is_forgotten():
    recent = quiet(rate=4.0, shape=(50, 48))
    busy = np.hstack([quiet(seed=7, rate=40.0, shape=(50, 10)), recent])
    calm = np.hstack([recent[:, :10], recent])

    one, other = (strict_signals(numerators=each, kind="count").p_value for each in (busy, calm))

    np.testing.assert_allclose(one, other)


@pytest.mark.parametrize(
    "given", [{"kind": "value"}, {"kind": "rate", "numerators": [[1.0]]}], ids=["value", "rate"]
)
def test_missing_arrays_are_refused(given):
    with pytest.raises(ValueError, match="needs"):
        strict_signals(**given)


def test_no_periods_at_all_are_no_error():
    found = strict_signals(numerators=np.zeros((3, 0)), kind="count")

    assert found.signalled.shape == (3, 0)
    assert np.isnan(found.p_value).all()
