"""What is set beside an area's own figures of the neighbour that does best."""

from typing import Any

import pytest

from caresight.indicators.area_definition import AreaMeasureDefinition
from caresight.indicators.area_measuring import measure
from caresight.pipeline.build_place_best import best_neighbour
from caresight.pipeline.build_place_figures import Compared, compared
from caresight.pipeline.release_index.places import BestNeighbour
from tests.unit.indicators.test_area_measures import SHARE, definition
from tests.unit.indicators.told_rows import row, told
from tests.unit.pipeline.test_build_places import COUNCILS, YEAR

MINE, BEST, OTHER = COUNCILS[:3]
PART = {"whole": "whole", "kind": "agency", "label": "Council", "in_words": "the council"}


def one(code: str, shares: dict[str, float], people: float = 5_000, **other: Any) -> Compared:
    """Shares of so many people, in per cent."""
    method = {**SHARE, "outcome": code, "numerator": f"{code}_top", "denominator": f"{code}_of"}
    rows = [
        row(area, name, YEAR, value)
        for area, share in shares.items()
        for name, value in (
            (code, share), (f"{code}_top", share * people / 100), (f"{code}_of", people),
        )
    ]  # fmt: skip
    # The areas of all measures of a build are the same.
    rows += [row(area, "x", YEAR, 1.0) for area in COUNCILS]
    of = told(rows)
    found = measure(definition(method, code=code, polarity="lower_is_better", **other), of)
    assert found is not None
    answer = compared(found, {MINE: [BEST, OTHER]}, of, draws=100, seed=1)
    assert answer is not None
    return answer


def best_of(*found: Compared, area: str = MINE) -> BestNeighbour | None:
    measures: list[AreaMeasureDefinition] = [each.figures.measure for each in found]
    place = found[0].figures.areas.index(area)
    return best_neighbour(
        measures[0], place, {m.code: f for m, f in zip(measures, found, strict=True)}, measures
    )


def whole(**other: Any) -> Compared:
    return one("whole", {MINE: 40.0, BEST: 20.0, OTHER: 30.0}, **other)


def test_the_best_neighbour_is_told_with_whether_it_differs_beyond_chance() -> None:
    found = best_of(whole())

    assert found is not None
    assert (found["area_code"], found["against"]) == (BEST, "higher")
    assert found["beside"] == []


def test_parts_and_related_measures_are_set_beside_each_other_and_others_are_not() -> None:
    found = best_of(
        whole(related=["related"]),
        one("part", {MINE: 30.0, BEST: 10.0}, part_of=PART),
        one("month", {MINE: 30.0, BEST: 10.0}, part_of={**PART, "kind": "month"}),
        one("related", {MINE: 50.0, BEST: 49.5}),
        one("stranger", {MINE: 50.0, BEST: 10.0}),
    )

    assert found is not None
    assert [(x["code"], x["value"], x["against"], x["is_good"]) for x in found["beside"]] == [
        ("part", 10.0, "higher", False), ("related", 49.5, "similar", None),
    ]  # fmt: skip


@pytest.mark.parametrize("shares", [{MINE: 30.0}, {OTHER: 30.0}])
def test_what_is_not_known_of_the_best_is_left_out(shares: dict[str, float]) -> None:
    found = best_of(whole(), one("part", shares, part_of=PART))

    assert found is not None
    assert found["beside"] == []


def test_what_is_not_known_of_the_area_itself_cannot_be_told_apart() -> None:
    found = best_of(whole(), one("part", {BEST: 10.0}, part_of=PART))

    assert found is not None
    assert [one["against"] for one in found["beside"]] == ["not known"]


def test_an_area_without_neighbours_has_no_best_one() -> None:
    assert best_of(whole(), area=OTHER) is None
