"""The overview counts homes: lines add up to the total, and no home is lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caresight.pipeline.area_sums import sums_of_areas
from caresight.pipeline.build_areas import area_rows
from caresight.pipeline.overview import cells, overview
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from tests.web.invented_boards import BOARD, BOARD_NAME, OF_BOARD
from tests.web.invented_release import AREAS, Wish, write_release

COUNTED = (
    "homes nursing_homes residential_homes homes_with_unknown_beds opened closed changed_hands"
).split()


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> ReleaseIndex:
    return opened(tmp_path_factory.mktemp("overview"), Wish())


def opened(home: Path, wish: Wish) -> ReleaseIndex:
    return ReleaseIndex(index_path(home, write_release(home, wish)))


@pytest.mark.parametrize("region", ["", "Invented region"])
def test_the_total_counted_from_homes_is_the_sum_of_the_lines(index, region):
    told = overview(index, region=region)

    for name in COUNTED:
        assert told["total"][name] == sum(line[name] for line in told["lines"]), name
    for name in ("beds", "nursing_beds", "residential_beds"):
        assert told["total"][name] == sum(line[name] or 0 for line in told["lines"]), name
    assert sum(told["total"]["ratings"].values()) == told["total"]["homes"]


def test_the_total_is_that_of_the_areas_as_a_build_counts_them(index):
    homes, _ = index.homes(per_page=1000)
    areas = list(area_rows(homes, {}, [], None, date(2026, 11, 21)))
    told = overview(index)["total"]

    sums = sums_of_areas(areas)

    assert (told["homes"], told["beds"]) == (sums["homes"], sums["beds"])


def test_a_region_is_told_by_its_boards_and_by_councils_where_no_file_names_a_board(tmp_path):
    five = {**AREAS, "X99000004": "Zephyrholt", "X99000005": "Wimblefen"}
    known = opened(tmp_path / "known", replace(Wish(), areas=five))
    unknown = opened(tmp_path / "unknown", replace(Wish(), areas=five, has_boards=False))

    by_board = overview(known, region="Invented region")
    by_council = overview(unknown, region="Invented region")

    assert by_board["kind"] == "Integrated care board"
    assert [line["area_name"] for line in by_board["lines"]] == [BOARD_NAME, "Board not known"]
    assert [len(line["councils"]) for line in by_board["lines"]] == [3, 2]
    assert (by_council["kind"], len(by_council["lines"])) == ("Council", 5)
    for name in COUNTED:
        assert by_board["total"][name] == by_council["total"][name], name


def test_homes_can_be_listed_by_board(index):
    homes, among = index.homes(area=BOARD, per_page=1000)

    assert among == len(homes) == index.filters()["boards"][0]["homes"] > 0
    assert {home["area_code"] for home in homes} <= set(OF_BOARD)
    assert [one["label"] for one in index.filters()["boards"]] == [BOARD_NAME]


def test_a_release_without_boards_has_no_home_in_any(tmp_path):
    index = opened(tmp_path, replace(Wish(), has_boards=False))

    assert index.homes(area=BOARD) == ([], 0)
    assert index.boards() == index.board_parts() == index.filters()["boards"] == []


def test_homes_whose_area_is_not_known_are_a_line_of_their_own_and_a_note(tmp_path):
    index = opened(tmp_path, replace(Wish(), areas={**AREAS, "": ""}))
    homes, _ = index.homes(per_page=1000)
    lost = sum(not home["area_code"] for home in homes)

    every = overview(index)
    one = overview(index, region="Invented region")

    assert lost > 0
    assert every["lines"][-1]["area_name"] == "Area not known"
    assert every["lines"][-1]["homes"] == lost
    assert every["total"]["homes"] == len(homes)
    assert one["total"]["homes"] == len(homes) - lost
    assert any(note.startswith(f"{lost} homes are in no region") for note in one["notes"])


def test_a_board_of_homes_whose_region_is_not_known_is_no_overview_of_every_region(
    index, monkeypatch
):
    nowhere = [{**row, "region": ""} for row in index.board_parts()]
    monkeypatch.setattr(index, "board_parts", lambda: nowhere)

    told = overview(index)

    assert told["kind"] == "Region"
    assert told["total"]["homes"] == sum(line["homes"] for line in told["lines"])


def test_beds_that_no_area_knows_are_not_known_together(index):
    rows = index.areas()

    assert sums_of_areas([{**row, "beds": None} for row in rows])["beds"] is None
    assert sums_of_areas([{**rows[0], "beds": None}, rows[1]])["beds"] == rows[1]["beds"]


def test_cells_hold_each_rating_and_what_is_not_rated(index):
    told = overview(index)["total"]
    row = cells(told)

    assert sum(int(value) for value in row[13:18]) == told["homes"]


def test_homes_whose_kind_nobody_says_are_neither_nursing_nor_residential(index, monkeypatch):
    homes, among = index.homes(per_page=1000)
    unsaid = [{**home, "kind": "Care home"} for home in homes]
    monkeypatch.setattr(index, "homes", lambda **_: (unsaid, among))

    told = overview(index)

    total = told["total"]
    assert (total["homes"], total["nursing_homes"], total["residential_homes"]) == (
        len(homes), None, None,
    )  # fmt: skip
    assert any("no register says whether they have nursing" in note for note in told["notes"])
