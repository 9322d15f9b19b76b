"""Who does best of areas that are alike, in words: only what differs, and never as a cause."""

from copy import deepcopy

import pytest
from django.test import Client

from caresight.pipeline.release_index.places import AreaMeasure
from caresight.web.local_areas.best_page import Best, best_of, best_of_area
from caresight.web.local_areas.parts import by_code
from tests.web.invented_places import WHOLE, place_parts
from tests.web.local_areas.test_pages import plain


def measures(code: str) -> list[AreaMeasure]:
    return deepcopy(
        next(one for one in place_parts().areas if one["area_code"] == code)["measures"]
    )


def whole(found: list[AreaMeasure]) -> Best:
    best = best_of(by_code(found)[WHOLE], by_code(found))
    assert best is not None
    return best


def test_the_largest_part_of_the_difference_is_told_by_reason_and_by_body() -> None:
    found = whole(measures("X99000006"))

    assert found.lead == (
        "Alderbourne does best of those like it: 7.2 against 14.7 here, a difference of more than "
        "chance."
    )
    assert found.sentences == [
        "The largest part of the difference, by what people waited for, is waiting for care in "
        "their own home: 3.6 there against 7.3 here.",
        "Most of the difference is put down to the NHS: 4.3 there against 8.8 here.",
    ]


def test_parts_and_related_measures_stand_apart_and_say_which_way_is_better() -> None:
    found = whole(measures("X99000006"))

    assert [one.words for one in found.parts][:2] == ["NHS", "Social care"]
    assert {one.against for one in found.parts} == {"▲ higher here: worse"}
    assert [(one.words, one.against) for one in found.related] == [
        ("Older people still at home after 91 days", "▲ higher here: better")
    ]
    assert found.unclear == ("All 7 figures that were set side by side differ by more than chance.")


def test_where_chance_could_make_the_difference_nothing_is_said_of_what_it_is_made_of() -> None:
    given = measures("X99000006")
    best = by_code(given)[WHOLE]["best_neighbour"]
    assert best is not None
    best["against"] = "similar"

    found = whole(given)

    assert "which chance alone could make" in found.lead
    assert found.sentences == []


def test_who_does_better_than_all_of_their_like_has_nothing_to_learn_from_figures() -> None:
    found = whole(measures("X99000001"))

    assert found.lead.startswith("No area like it does better: the best of them, Quillhaven")
    assert (found.parts, found.related, found.compared) == ([], [], 0)


def test_what_looks_the_same_at_its_decimals_is_not_told_as_a_difference() -> None:
    given = measures("X99000006")
    best = by_code(given)[WHOLE]["best_neighbour"]
    assert best is not None
    for one in best["beside"]:
        one["value"] = (by_code(given)[one["code"]]["figure"] or {})["value"] or 0.0

    found = whole(given)

    assert (found.parts, found.related, found.sentences) == ([], [], [])
    assert "none differs" in found.unclear


def test_what_is_not_known_of_both_is_counted_and_not_told() -> None:
    given = measures("X99000006")
    best = by_code(given)[WHOLE]["best_neighbour"]
    assert best is not None
    for one in best["beside"][1:]:
        one["against"] = "not known"

    found = whole(given)

    assert [one.words for one in found.parts] == ["NHS"]
    assert found.unclear.startswith("Of 7 figures that were set side by side 1 differs")


def test_a_part_of_another_period_is_no_part_of_the_difference() -> None:
    given = measures("X99000006")
    for one in given:
        if one["row"]["code"] != WHOLE and one["figure"]:
            one["figure"]["period_words"] = "January 2011"

    found = whole(given)

    assert found.sentences == []
    assert {one.period for one in found.parts} == {"January 2011"}


def test_a_single_figure_beside_it_is_told_as_one() -> None:
    given = measures("X99000006")
    best = by_code(given)[WHOLE]["best_neighbour"]
    assert best is not None
    best["beside"] = best["beside"][:1]

    differs = whole(given).unclear
    best["beside"][0]["against"] = "similar"
    alike = whole(given).unclear

    assert differs == "The one figure that was set beside it differs by more than chance."
    assert alike.startswith("The one figure that was set beside it does not differ")


@pytest.mark.parametrize("code", ["E92000001", "X99000099"])
def test_an_area_without_a_figure_or_without_neighbours_is_compared_with_nobody(code: str) -> None:
    given = measures(code)
    for one in given:
        one["figure"] = None

    assert best_of_area(given) == []


def test_a_release_that_says_nothing_of_the_best_but_a_name_is_read_as_before() -> None:
    given = measures("X99000006")
    best = by_code(given)[WHOLE]["best_neighbour"]
    assert best is not None
    del best["beside"], best["against"]

    found = whole(given)

    assert found.compared == 0
    assert "how sure that is cannot be told" in found.lead


def test_a_measure_says_how_a_chosen_area_lies_beside_all_it_is_compared_with(
    viewer: Client,
) -> None:
    page = plain(viewer, f"/areas/measures/{WHOLE}/?area=X99000002")

    assert "Quillhaven : 8.7 95% interval" in page
    assert "Areas like it, middle 11.7: ▼ lower: better" in page
    assert "Region 16.2: = no clear difference" in page
    assert "England 17.7: ▼ lower: better" in page
    assert "Who does best of those like it Alderbourne does best" in page
    assert "they do not say why" in page


def test_a_measure_without_a_chosen_area_compares_nobody(viewer: Client) -> None:
    page = plain(viewer, f"/areas/measures/{WHOLE}/")

    assert "Who does best of those like it" not in page
    assert "No area has written down what it does about this measure." in page
