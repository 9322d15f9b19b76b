"""Which board a home lies in: by its register's word first, by its council last."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from caresight.indicators.area_boards import Boards
from caresight.pipeline.build_boards import boards_of_homes, said_when
from caresight.pipeline.build_register import Location

NORTH, SOUTH = "X97000001", "X97000002"
BOARDS = Boards(
    names={NORTH: "Northmarch ICB", SOUTH: "Southmarch ICB"},
    of_place={"E38000001": NORTH, "E38000002": SOUTH},
    of_council={"X99000001": (NORTH,), "X99000002": (NORTH, SOUTH)},
)


def location(code: str, area: str, *, register: str = "cqc") -> Location:
    return Location(code, "H1", register, date(2020, 1, 1), None, True, "", None, "",
                    {"area_code": area})  # fmt: skip


def said(kind: str, detail: str, topic: str | None) -> Mapping[str, Any]:
    return {"kind": kind, "detail": detail, "topic": topic, "on": date(2026, 1, 1)}


def board(*lines: Mapping[str, Any], area: str = "X99000002", register: str = "cqc") -> str | None:
    own = [location("1-1", area, register=register)]
    return boards_of_homes(BOARDS, {"1-1": list(lines)}, {"H1": own}).get("H1")


def test_the_board_that_the_register_names_counts_first():
    place = said("health_area", "NHS A CCG", "E38000002")
    named = said("care_board", NORTH, "NHS Northmarch Integrated Care Board")

    assert board(place, named) == NORTH


def test_of_one_day_the_board_is_said_after_the_place_so_that_it_counts():
    place, named = said("health_area", "NHS A CCG", "E38000002"), said("care_board", NORTH, None)

    assert sorted([named, place], key=said_when) == [place, named]
    assert sorted([{**place, "on": date(2026, 2, 1)}, named], key=said_when)[0] == named


def test_then_the_place_by_its_code_or_its_name():
    assert board(said("health_area", "NHS A CCG", "E38000002")) == SOUTH
    assert board(said("health_area", "NHS Northmarch CCG", "E38009999")) == NORTH
    assert board(said("health_area", "NHS Northmarch CCG", None)) == NORTH


def test_then_the_council_where_it_lies_in_one_board_as_a_whole():
    unknown = said("health_area", "NHS Elsewhere CCG", "E38009999")

    assert board(unknown, area="X99000001") == NORTH
    assert board(unknown, area="X99000002") is None
    assert board(area="") is None


def test_what_was_said_last_counts():
    assert board(said("health_area", "A", "E38000001"), said("health_area", "B", "E38000002")) == (
        SOUTH
    )


def test_an_american_home_lies_in_no_board():
    assert board(area="X99000001", register="cms") is None
