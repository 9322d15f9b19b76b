import numpy as np
import pytest

from caresight.statistics.combination import combine_points

SIGNALS = {
    # home, agency, family, points
    "homes": [0, 0, 0, 0, 1, 2],
    "agencies": [0, 0, 0, 1, 1, 0],
    "families": [0, 0, 1, 0, 2, 1],
    "points": [3.0, 3.0, 2.0, 1.0, 5.0, 0.0],
}
CAPS = {"family_cap": 4.0, "agency_cap": 5.0, "shape": (4, 2)}


def in_plain_python(homes, agencies, families, points, family_cap, agency_cap, shape):
    totals = []
    for home in range(shape[0]):
        total = 0.0
        for agency in range(shape[1]):
            sums: dict[int, float] = {}
            for h, a, f, p in zip(homes, agencies, families, points, strict=True):
                if (h, a) == (home, agency):
                    sums[f] = sums.get(f, 0.0) + p
            total += min(agency_cap, sum(min(family_cap, value) for value in sums.values()))
        totals.append(total)
    return totals


def test_points_are_capped_within_a_family_and_then_within_an_agency():
    combined = combine_points(**SIGNALS, **CAPS)

    assert combined.before_agency_cap[0].tolist() == [6, 1]  # 3 + 3 cut to 4, and 2
    assert combined.by_agency[0].tolist() == [5, 1]
    assert combined.total.tolist() == [6, 4, 0, 0]


def test_the_parts_of_a_total_add_up_to_it():
    combined = combine_points(**SIGNALS, **CAPS)

    assert combined.by_agency.sum(axis=1).tolist() == combined.total.tolist()


def test_what_would_remain_without_an_agency_is_told():
    combined = combine_points(**SIGNALS, **CAPS)

    assert combined.without_agency[0].tolist() == [1, 5]
    assert combined.agencies_without[0].tolist() == [1, 1]
    assert combined.agencies_without[1].tolist() == [1, 0]


def test_only_agencies_with_points_enough_corroborate():
    any_points = combine_points(**SIGNALS, **CAPS)
    enough = combine_points(**SIGNALS, **CAPS, counts_from=2.0)

    assert any_points.agencies.tolist() == [2, 1, 0, 0]
    assert enough.agencies.tolist() == [1, 1, 0, 0]


def test_the_lines_of_the_sum_show_points_before_and_after_the_family_cap():
    combined = combine_points(**SIGNALS, **CAPS)

    lines = zip(
        combined.family_home, combined.family_agency, combined.family,
        combined.family_raw, combined.family_counted, strict=True,
    )  # fmt: skip
    assert [tuple(map(float, line)) for line in lines] == [
        (0, 0, 0, 6, 4),
        (0, 0, 1, 2, 2),
        (0, 1, 0, 1, 1),
        (1, 1, 2, 5, 4),
        (2, 0, 1, 0, 0),
    ]


def test_each_family_and_each_agency_may_have_a_cap_of_its_own():
    combined = combine_points(
        **SIGNALS, family_cap=[5.0, 1.0, 9.0], agency_cap=[10.0, 3.0], shape=(4, 2)
    )

    assert combined.by_agency.tolist() == [[6, 1], [0, 3], [0, 0], [0, 0]]


def test_no_signal_at_all_gives_totals_of_0():
    combined = combine_points(homes=[], agencies=[], families=[], points=[], **CAPS)

    assert combined.total.tolist() == [0, 0, 0, 0]
    assert combined.family.size == 0


def test_many_homes_agree_with_loops():
    rng = np.random.default_rng(4)
    signals = {
        "homes": rng.integers(0, 30, 400),
        "agencies": rng.integers(0, 5, 400),
        "families": rng.integers(0, 7, 400),
        "points": rng.integers(0, 4, 400).astype(float),
    }
    caps = {"family_cap": 4.0, "agency_cap": 9.0, "shape": (30, 5)}

    assert combine_points(**signals, **caps).total.tolist() == in_plain_python(**signals, **caps)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": [1.0]}, "one length"),
        ({"homes": [9, 0, 0, 0, 1, 2]}, "homes must be indices from 0 to 3"),
        ({"agencies": [2, 0, 0, 1, 1, 0]}, "agencies must be indices from 0 to 1"),
        ({"families": [-1, 0, 1, 0, 2, 1]}, "families must be indices"),
        ({"points": [-1.0, 3, 2, 1, 5, 0]}, "finite and not negative"),
        ({"points": [np.nan, 3, 2, 1, 5, 0]}, "finite and not negative"),
    ],
)
def test_signals_that_make_no_sense_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        combine_points(**{**SIGNALS, **change}, **CAPS)
