"""Pictures: what they show, and what they say to who cannot see them."""

import re
from itertools import pairwise
from random import Random
from typing import Any, cast

import pytest

from caresight.pipeline.release_index.documents import FunnelLimit, FunnelPoint, PeerLevel, Series
from caresight.statistics.control_charts import Mark
from caresight.web.dashboards.indicator_page import limit_lines
from caresight.web.ui.charts import marks
from caresight.web.ui.charts.control_chart import control_chart
from caresight.web.ui.charts.evidence_bar import evidence_bar
from caresight.web.ui.charts.funnel import funnel
from caresight.web.ui.charts.peers_bar import peers_bar
from caresight.web.ui.charts.ranking import ranking
from caresight.web.ui.charts.scale import extent, runs, ticks
from caresight.web.ui.charts.sparkline import course, sparkline
from caresight.web.ui.charts.trend import trend
from caresight.web.ui.icons import ASSURANCE, VARIATION, assurance_icon, variation_icon

LIMITS: list[FunnelLimit] = [
    {"size": 400.0, "lower95": 2.0, "upper95": 6.0, "lower998": 1.0, "upper998": 7.0},
    {"size": 900.0, "lower95": 2.7, "upper95": 5.3, "lower998": 2.0, "upper998": 6.0},
    {"size": 1600.0, "lower95": 3.0, "upper95": 5.0, "lower998": 2.5, "upper998": 5.5},
]


def _series(**changed: Any) -> Series:
    plain: dict[str, Any] = {
        "indicator": "falls", "title": "Falls", "unit": "per 1,000 bed days",
        "polarity": "lower_is_better", "method": "u_prime", "method_sentence": "A u′ chart.",
        "rule_set": "caresight-2026", "periods": ["2026-01-01", "2026-02-01", "2026-03-01"],
        "period_months": 1, "values": [1.0, None, 9.0], "numerators": [1.0, None, 9.0],
        "denominators": [1.0, None, 1.0], "centre": [2.0] * 3, "lower_limit": [None] * 3,
        "upper_limit": [5.0] * 3, "expected": [None] * 3, "marks": [0, 0, 1],
        "qualities": ["good"] * 3, "standard": None, "alternative": "Rose in March.",
    }  # fmt: skip
    return cast(Series, plain | changed)


def _point(number: int, **changed: Any) -> FunnelPoint:
    plain: dict[str, Any] = {
        "home_id": f"H{number}", "name": f"Home {number}", "area_code": "", "value": 4.0,
        "lower": 3.0, "upper": 5.0, "numerator": 4.0, "denominator": 1000.0, "expected": 4.0,
        "z": 0.1, "quality": "good",
    }  # fmt: skip
    return cast(FunnelPoint, plain | changed)


def _funnel(points: list[FunnelPoint], **changed: Any) -> str:
    plain: dict[str, Any] = {
        "centre": 4.0, "limits": limit_lines(LIMITS), "polarity": "lower_is_better",
        "title": "All homes", "unit": "per 1,000 bed days", "size_words": "Bed days",
    }  # fmt: skip
    return funnel(points, **(plain | changed))


def test_the_bits_of_high_and_low_are_those_of_the_statistics() -> None:
    high = sum(mark for mark in Mark if mark.name and ("HIGH" in mark.name or "UP" in mark.name))

    assert high == marks.HIGH
    assert sum(Mark) - high == marks.LOW


@pytest.mark.parametrize(
    ("mark", "polarity", "tone"),
    [
        (0, "lower_is_better", "common"),
        (1, "lower_is_better", "concern"),
        (1, "higher_is_better", "improvement"),
        (2, "lower_is_better", "improvement"),
        (128, "higher_is_better", "concern"),
        (4, "neutral", "neutral"),
    ],
)
def test_a_mark_takes_its_colour_from_what_is_welcome(mark: int, polarity: str, tone: str) -> None:
    assert marks.tone(mark, polarity) == tone


def test_an_unusual_point_has_letter_shape_and_colour() -> None:
    chart = control_chart(_series(), title="Falls over time")

    assert chart.count('class="mark-concern"') == 1
    assert re.search(r'class="letter-concern"[^>]*>H<', chart)
    assert chart.count('class="point"') == 1


def test_a_gap_is_not_bridged_by_the_line() -> None:
    bridged = control_chart(_series(values=[1.0, 2.0, 9.0]), title="t")

    assert 'class="values"' in bridged
    assert 'class="values"' not in control_chart(_series(), title="t")


def test_a_chart_carries_its_text_and_title() -> None:
    chart = control_chart(_series(), title="Falls at Rowan & Co")

    assert 'role="img"' in chart
    assert "<title>Falls at Rowan &amp; Co</title>" in chart
    assert "<desc>Rose in March.</desc>" in chart


def test_a_series_without_any_value_still_draws_a_frame() -> None:
    empty = _series(values=[None] * 3, centre=[None] * 3, upper_limit=[None] * 3)

    assert "<svg" in control_chart(empty, title="t")


def test_labels_of_lines_that_lie_together_do_not_overlap() -> None:
    chart = control_chart(_series(upper_limit=[2.01] * 3, standard=2.02), title="t")

    label = r'x="636" y="([\d.]+)">(?:upper|mean|standard)'
    places = sorted(float(place) for place in re.findall(label, chart))
    assert len(places) == 3
    assert all(b - a >= 13 for a, b in pairwise(places))


def test_fifteen_thousand_homes_make_a_picture_below_a_quarter_of_a_megabyte() -> None:
    dice = Random(1)
    points = [
        _point(n, value=dice.uniform(2, 6), denominator=dice.uniform(300, 3000), z=dice.gauss(0, 1))
        for n in range(15_000)
    ]

    picture = _funnel(points)

    assert len(picture) < 250_000
    assert 10 < picture.count("<polygon") < 80


def test_a_home_outside_the_limits_keeps_a_point_with_its_name() -> None:
    points = [*(_point(n, z=0.5) for n in range(50)), _point(99, value=9.0, z=4.0)]

    picture = _funnel(points)

    assert "Home 99: 9 per 1,000 bed days, 4 expected" in picture
    assert picture.count("<polygon") == 1


def test_the_limits_are_drawn_over_every_size_that_they_are_given_for() -> None:
    picture = _funnel([_point(n, denominator=400.0 + 100 * n) for n in range(13)])

    outer = re.findall(r'class="limit" points="([^"]+)"', picture)
    assert len(outer) == 2
    assert len(outer[0].split()) == len(LIMITS)


def test_a_limit_is_not_drawn_along_the_edge_of_the_picture() -> None:
    far: FunnelLimit = {**LIMITS[0], "size": 100.0, "upper998": 900.0}

    picture = _funnel([_point(1)], limits=limit_lines([far, *LIMITS]))

    *_, upper = re.findall(r'class="limit" points="([^"]+)"', picture)
    heights = [float(place.split(",")[1]) for place in upper.split()]
    assert 2 <= len(heights) < 1 + len(LIMITS)
    assert heights == sorted(set(heights))


def test_a_funnel_of_one_size_has_no_lines() -> None:
    assert limit_lines(LIMITS[:1]) == []


def test_the_inner_limits_lie_within_the_outer_ones() -> None:
    low, inner_low, inner_high, high = limit_lines(LIMITS)

    assert (low.very, inner_low.very, inner_high.very, high.very) == (True, False, False, True)
    assert low.values[0] < inner_low.values[0] < inner_high.values[0] < high.values[0]


def test_a_long_name_of_a_group_takes_two_lines_and_overlaps_none() -> None:
    kinds = "nursing homes with", "nursing homes without", "residential homes without"
    levels = [
        cast(
            PeerLevel,
            {
                "comparator": "all_peers", "label": "All", "area_code": "",
                "stratum": f"{kind} dementia care", "periods": ["2026-01-01", "2026-02-01"],
                "values": [1.0, 2.0],
            },
        )
        for kind in kinds
    ]  # fmt: skip

    picture = trend(levels, title="t", unit="per bed")

    places = sorted(float(y) for y in re.findall(r'name-\d" x="[\d.]+" y="([\d.]+)"', picture))
    assert "…" not in picture
    assert len(places) == 2 * len(kinds)
    assert all(b - a >= 14 for a, b in pairwise(places))


def test_a_ranking_shows_intervals_and_names_the_unusual() -> None:
    points = [*(_point(n) for n in range(20)), _point(99, value=9.0, z=4.0)]

    picture = ranking(points, centre=4.0, polarity="neutral", title="t", unit="per cent")

    assert picture.count('class="interval"') == 21
    assert "Home 99: 9 per cent" in picture


def test_the_evidence_bar_says_its_points_in_words() -> None:
    bar = evidence_bar(
        {"ambulance": 1.0, "provider": 3.0, "hospital": 0.0}, {"provider": "Returns"}
    )

    assert "Points: Returns 3 and ambulance 1" in bar
    assert bar.count("<rect") == 2


def test_the_peers_bar_says_that_a_home_is_not_compared() -> None:
    assert "Not compared with other homes" in peers_bar(None, None, None)
    assert "Higher than 93% of peers" in peers_bar(0.93, 0.8, 0.98)


@pytest.mark.parametrize("code", [*VARIATION, *ASSURANCE])
def test_every_icon_says_in_words_what_it_shows(code: str) -> None:
    icon = variation_icon(code) or assurance_icon(code)

    words = (VARIATION | ASSURANCE)[code][3]
    assert f'aria-label="{words}"' in icon


def test_an_unknown_icon_is_nothing_at_all() -> None:
    assert variation_icon("none") == assurance_icon("none") == ""


def test_a_sparkline_of_nothing_draws_nothing() -> None:
    assert "polyline" not in sparkline([None, None], title="t")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1.0] * 9 + [9.0] * 3, "rising at the end"),
        ([9.0] * 9 + [1.0] * 3, "falling at the end"),
        ([1.0, 2.0] * 6, "steady"),
        ([1.0, None, 2.0], "too few values to tell a course"),
    ],
)
def test_the_course_of_a_line_in_words(values: list[float | None], words: str) -> None:
    assert course(values) == words


def test_ticks_are_round_and_inside() -> None:
    assert ticks(0, 9.7) == [0, 2.5, 5, 7.5]
    assert ticks(3, 3) == [3]


def test_a_scale_is_drawn_whole_with_its_steps_as_numbers() -> None:
    flat = _series(unit="1 Inadequate to 4 Outstanding", values=[2.0] * 3, upper_limit=[None] * 3)

    chart = control_chart(flat, title="t")

    ticks_shown = re.findall(r'class="tick end"[^>]*>([^<]+)<', chart)
    assert ticks_shown == ["1", "2", "3", "4"]


def test_without_limits_the_peers_have_room_too() -> None:
    series = _series(values=[1.0, 1.0, 1.0], centre=[None] * 3, upper_limit=[None] * 3)

    chart = control_chart({**series, "expected": [50.0] * 3}, title="t")

    peers = re.search(r'class="expected" points="[\d.]+,([\d.-]+)', chart)
    assert peers is not None
    assert float(peers[1]) > 0


def test_an_extent_has_room_whatever_comes() -> None:
    assert extent([]) == (0.0, 1.0)
    assert extent([5.0, 5.0]) == (4.5, 5.5)
    assert extent([float("nan"), 2.0, 4.0], from_zero=True) == (0.0, 4.0)


def test_runs_keep_their_places() -> None:
    assert list(runs([1.0, None, 2.0, 3.0])) == [[(0, 1.0)], [(2, 2.0), (3, 3.0)]]
