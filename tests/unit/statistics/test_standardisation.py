import numpy as np
import pytest

from caresight.statistics.intervals import byar_interval, rate_interval
from caresight.statistics.standardisation import (
    directly_standardised_rate,
    indirectly_standardised_ratio,
)

EVENTS = [[10, 20, 30], [5, 40, 15]]
PEOPLE = [[1000, 800, 300], [900, 900, 200]]
STANDARD = [5000, 3000, 2000]


def test_a_directly_standardised_rate_agrees_with_plain_python():
    rate = directly_standardised_rate(EVENTS, PEOPLE, STANDARD)

    value = sum(w * x / n for w, x, n in zip(STANDARD, EVENTS[0], PEOPLE[0], strict=True)) / 10_000
    variance = (
        sum(w**2 * x / n**2 for w, x, n in zip(STANDARD, EVENTS[0], PEOPLE[0], strict=True)) / 1e8
    )
    byar = byar_interval(60, 1)
    assert rate.value[0] == pytest.approx(value)
    assert rate.lower[0] == pytest.approx(value + (variance / 60) ** 0.5 * (byar.lower - 60))
    assert rate.upper[0] == pytest.approx(value + (variance / 60) ** 0.5 * (byar.upper - 60))


def test_a_place_like_the_standard_keeps_its_crude_rate():
    rate = directly_standardised_rate([[10, 20, 30]], [STANDARD], STANDARD)

    assert rate.value[0] == pytest.approx(60 / 10_000)


def test_with_fewer_than_ten_events_no_rate_is_given():
    rate = directly_standardised_rate([[3, 3, 3]], [[100, 100, 100]], STANDARD)

    assert np.isnan([rate.value[0], rate.lower[0], rate.upper[0]]).all()
    assert rate.events[0] == 9


def test_a_band_without_people_makes_the_rate_unknown():
    assert np.isnan(directly_standardised_rate([[10, 0]], [[100, 0]], [1, 1]).value[0])


def test_an_indirectly_standardised_ratio_compares_with_what_the_reference_would_have():
    reference = {"reference_events": [10, 40, 50], "reference_exposure": [1000, 1000, 500]}

    ratio = indirectly_standardised_ratio(EVENTS, PEOPLE, **reference)

    expected = 0.01 * 1000 + 0.04 * 800 + 0.1 * 300
    assert ratio.expected[0] == pytest.approx(expected)
    assert ratio.value[0] == pytest.approx(60 / expected)
    assert ratio.upper[0] == pytest.approx(float(rate_interval(60, expected).upper))


def test_observed_events_may_be_given_in_all():
    reference = {"reference_events": [10, 40, 50], "reference_exposure": [1000, 1000, 500]}

    by_band = indirectly_standardised_ratio(EVENTS, PEOPLE, **reference)
    in_all = indirectly_standardised_ratio([60, 60], PEOPLE, **reference)

    assert in_all.value.tolist() == by_band.value.tolist()


def test_where_nothing_is_expected_the_ratio_is_unknown():
    ratio = indirectly_standardised_ratio(
        [3], [[10]], reference_events=[0], reference_exposure=[100]
    )

    assert np.isnan(ratio.value[0])


@pytest.mark.parametrize(
    ("events", "people", "standard", "message"),
    [
        ([[1, 2]], [[1, 2, 3]], [1, 1], "places by bands"),
        ([[1, 2]], [[1, 2]], [1, 1, 1], "places by bands"),
        ([[-1, 2]], [[1, 2]], [1, 1], "not be negative"),
        ([[1, 2]], [[1, 2]], [0, 0], "must have people"),
    ],
)
def test_bands_that_do_not_fit_are_refused(events, people, standard, message):
    with pytest.raises(ValueError, match=message):
        directly_standardised_rate(events, people, standard)


@pytest.mark.parametrize(
    ("events", "reference_events", "reference_exposure", "message"),
    [
        ([1], [1, 1], [5, 0], "every band of the reference"),
        ([1], [-1, 1], [5, 5], "0 or more"),
        ([1], [[1, 1]], [5, 5], "one a band"),
        ([1, 2], [1, 1], [5, 5], "events of 1 places"),
    ],
)
def test_a_reference_that_does_not_fit_is_refused(
    events, reference_events, reference_exposure, message
):
    with pytest.raises(ValueError, match=message):
        indirectly_standardised_ratio(
            events,
            [[10, 10]],
            reference_events=reference_events,
            reference_exposure=reference_exposure,
        )
