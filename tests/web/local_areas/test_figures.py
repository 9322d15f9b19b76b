"""Figures of areas in words: never a place without how sure it is, never a nought for nothing."""

from typing import Any, cast

import pytest

from caresight.pipeline.release_index.places import Against, Figure, MeasureRow
from caresight.web.local_areas import figures
from caresight.web.local_areas.compare_page import compare_page
from caresight.web.local_areas.flow_page import flow_of
from caresight.web.local_areas.map_page import Classes
from caresight.web.local_areas.measure_page import measure_page
from tests.web.invented_places import COUNCILS, WANTED, boundaries, figure_of, place_parts, row_of

DELAYS = row_of(WANTED[0])
SHARE = row_of(next(one for one in WANTED if one.unit == "per cent"))


def figure(value: float | None, **changed: Any) -> Figure:
    plain = figure_of(WANTED[0], "X99000001")
    return cast(Figure, {**(plain or {}), "value": value, **changed})


@pytest.mark.parametrize(
    ("rank", "lower", "upper", "said"),
    [
        (12, 7, 20, "12th of 150; could be 7th to 20th"),
        (1, 1, 3, "1st of 150; could be 1st to 3rd"),
        (111, 101, 122, "111th of 150; could be 101st to 122nd"),
        (2, 2, 2, "2nd of 150, surely"),
        (2, None, None, "2nd of 150"),
        (None, None, None, "not ranked"),
    ],
)
def test_a_place_is_said_with_its_interval(
    rank: int | None, lower: int | None, upper: int | None, said: str
) -> None:
    assert figures.place_words(rank, lower, upper, 150) == said


@pytest.mark.parametrize(
    ("against", "is_good", "said"),
    [
        ("higher", False, "▲ higher: worse"),
        ("lower", True, "▼ lower: better"),
        ("higher", None, "▲ higher"),
        ("similar", None, "= no clear difference"),
        ("not known", None, "cannot be told"),
    ],
)
def test_a_difference_is_a_word_before_it_is_a_sign(
    against: Against, is_good: bool | None, said: str
) -> None:
    assert figures.against_words(against, is_good) == said


def test_a_missing_figure_and_one_that_was_kept_back_are_words() -> None:
    assert figures.figure_words(None, DELAYS) == "not known"
    assert figures.figure_words(figure(None, quality="missing"), DELAYS) == "not known"
    assert figures.figure_words(figure(None, quality="suppressed"), DELAYS) == "suppressed"
    assert figures.figure_words(figure(0.0), DELAYS) == "0.0"


@pytest.mark.parametrize(
    ("row", "now", "before", "said"),
    [
        (DELAYS, 12.2, 11.0, "up 1.2 from 11.0"),
        (SHARE, 76.0, 79.1, "down 3.1 points from 79.1%"),
        (DELAYS, 12.21, 12.19, "the same as before, 12.2"),
        (DELAYS, 12.2, None, ""),
    ],
)
def test_a_change_is_counted_in_what_is_shown(
    row: MeasureRow, now: float, before: float | None, said: str
) -> None:
    assert figures.change_words(figure(now), figure(before), row) == said


def test_equal_figures_are_never_in_two_groups_of_a_map() -> None:
    classes = Classes.of([1.0, 1.0, 1.0, 1.0, 2.0, 3.04, 3.0, None], 1)

    groups = [classes.place_of(value) for value in (1.0, 2.0, 3.04, 3.0, None)]

    assert groups == [0, 1, 2, 2, None]


def test_groups_of_a_map_hold_about_as_many_areas_each() -> None:
    values = [float(value) for value in range(150)]
    classes = Classes.of(values, 1)

    counts = [sum(classes.place_of(value) == group for value in values) for group in range(5)]

    assert counts == [30] * 5


def test_no_figures_make_no_groups() -> None:
    assert Classes.of([None, None], 1) == Classes()


def test_the_delays_divide_in_words_as_in_the_picture() -> None:
    area = next(one for one in place_parts().areas if one["area_code"] == "X99000001")

    found = flow_of(area["measures"])

    assert found is not None
    assert found.sentence.startswith("60% of the days are put down to the NHS.")
    assert [line.words for line in found.agencies] == ["NHS", "Social care", "Both together"]
    assert found.reasons[0].words == "Care in their own home"


def test_delays_of_which_a_part_is_not_known_are_not_divided() -> None:
    area = next(one for one in place_parts().areas if one["area_code"] == "X99000001")
    without = [
        {**one, "figure": None} if "social_care" in one["row"]["code"] else one
        for one in area["measures"]
    ]

    assert flow_of(without) is None


def test_a_region_by_itself_is_drawn_beside_the_whole_where_an_area_of_it_is_chosen() -> None:
    document = place_parts().measures[0]
    for line in document["lines"][:2]:
        line["region"] = "Another region"
    outlines = {one["area_code"]: one for one in boundaries()}

    page = measure_page(document, outlines, chosen="X99000001")
    without = measure_page(document, outlines)

    assert page.near_title == "Another region"
    assert page.near is not None
    assert page.near.picture.count("<path") < (page.map.picture.count("<path") if page.map else 0)
    assert without.near is None


def test_figures_that_have_no_interval_are_not_said_to_have_one() -> None:
    document = place_parts().measures[0]
    for line in document["lines"]:
        line["figure"]["lower"] = line["figure"]["upper"] = None

    assert not measure_page(document, {}).has_intervals
    assert measure_page(place_parts().measures[0], {}).has_intervals


def test_areas_whose_intervals_overlap_are_not_said_to_differ() -> None:
    parts = place_parts()
    by_code = {one["area_code"]: one for one in parts.areas}
    near = [by_code[code] for code in ("X99000004", "X99000005")]
    page = compare_page(near, [], asked=["X99000004", "nowhere"])
    far = compare_page([by_code[c] for c in ("X99000001", "X99000006")], [], asked=[])

    assert "within what chance allows" in page.groups[0][1][0].sentence
    assert "clear of" in far.groups[0][1][0].sentence
    assert page.unknown == ["X99000004", "nowhere"]


def test_areas_can_be_added_until_there_are_six() -> None:
    areas = [one for one in place_parts().areas if one["area_code"] in COUNCILS]

    assert compare_page(areas, [], asked=[]).is_full
    assert not compare_page(areas[:5], [], asked=[]).is_full
