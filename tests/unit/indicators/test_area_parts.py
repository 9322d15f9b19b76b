"""Which measures of areas may be connected, and how a wrong connection is told."""

from pathlib import Path
from typing import Any

import pytest

from caresight.indicators.area_definition import AreaMeasureDefinition, load_area_measures
from caresight.indicators.area_parts import check_connections
from caresight.vocabulary.refusal import Refusal
from tests.unit.indicators.test_area_measures import SHARE, definition

DEFINITIONS = Path(__file__).parents[3] / "definitions"


def measure(code: str, **other: Any) -> AreaMeasureDefinition:
    return definition(SHARE, code=code, **other)


def part(code: str, whole: str) -> AreaMeasureDefinition:
    of = {"whole": whole, "kind": "reason", "label": "Housing", "in_words": "waiting for housing"}
    return measure(code, part_of=of)


def test_a_part_of_a_whole_and_a_related_measure_are_taken() -> None:
    check_connections([measure("all_days", related=["still_home"]), part("some_days", "all_days"),
                       measure("still_home")])  # fmt: skip


@pytest.mark.parametrize(
    ("measures", "key"),
    [
        ([part("some_days", "all_days")], "part_of.whole"),
        ([measure("all_days"), part("some_days", "all_days"), part("few_days", "some_days")],
         "part_of.whole"),
        ([measure("all_days", related=["nothing"])], "related"),
        ([measure("all_days", related=["all_days"])], "related"),
        ([measure("all_days"), part("some_days", "all_days"),
          measure("other", related=["some_days"])], "related"),
    ],
)  # fmt: skip
def test_a_connection_to_nothing_is_refused_with_its_key(
    measures: list[AreaMeasureDefinition], key: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        check_connections(measures)

    assert refusal.value.column == key


def test_the_delays_are_told_by_three_bodies_eleven_reasons_and_four_lines_of_months() -> None:
    kinds = [one.part_of.kind for one in load_area_measures(DEFINITIONS) if one.part_of]

    assert {kind: kinds.count(kind) for kind in kinds} == {"month": 4, "agency": 3, "reason": 11}
