"""The overview counts homes: lines add up to the total, and no home is lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caresight.indicators.area_groups import AreaGroups, load_area_groups
from caresight.pipeline.build_areas import area_rows
from caresight.pipeline.overview import cells, overview, regions_of, sums_of_areas
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.vocabulary.areas import councils
from tests.web.invented_release import AREAS, Wish, write_release

COUNTED = (
    "homes nursing_homes residential_homes homes_with_unknown_beds opened closed changed_hands"
).split()


@pytest.fixture(scope="module")
def groups(definitions) -> tuple[AreaGroups, ...]:
    return load_area_groups(definitions)


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> ReleaseIndex:
    return opened(tmp_path_factory.mktemp("overview"), Wish())


def opened(home: Path, wish: Wish) -> ReleaseIndex:
    return ReleaseIndex(index_path(home, write_release(home, wish)))


@pytest.mark.parametrize("region", ["", "Invented region"])
def test_the_total_counted_from_homes_is_the_sum_of_the_lines(index, groups, region):
    told = overview(index, groups, region=region)

    for name in COUNTED:
        assert told["total"][name] == sum(line[name] for line in told["lines"]), name
    for name in ("beds", "nursing_beds", "residential_beds"):
        assert told["total"][name] == sum(line[name] or 0 for line in told["lines"]), name
    assert sum(told["total"]["ratings"].values()) == told["total"]["homes"]


def test_the_total_is_that_of_the_areas_as_a_build_counts_them(index, groups):
    homes, _ = index.homes(per_page=1000)
    areas = list(area_rows(homes, {}, [], None, date(2026, 11, 21)))
    told = overview(index, groups)["total"]

    sums = sums_of_areas(areas, "")

    assert (told["homes"], told["beds"]) == (sums["homes"], sums["beds"])


def test_councils_in_a_system_are_one_line_and_others_stand_by_themselves(index, groups):
    told = overview(index, groups, region=regions_of(index)[0])

    assert [line["area_name"] for line in told["lines"]] == ["Invented north place"]
    assert len(told["lines"][0]["councils"]) == 3
    assert told["kind"] == "Invented place"


def test_homes_whose_area_is_not_known_are_a_line_of_their_own_and_a_note(tmp_path, groups):
    index = opened(tmp_path, replace(Wish(), areas={**AREAS, "": ""}))
    homes, _ = index.homes(per_page=1000)
    lost = sum(not home["area_code"] for home in homes)

    every = overview(index, groups)
    one = overview(index, groups, region="Invented region")

    assert lost > 0
    assert every["lines"][-1]["area_name"] == "Area not known"
    assert every["lines"][-1]["homes"] == lost
    assert every["total"]["homes"] == len(homes)
    assert one["total"]["homes"] == len(homes) - lost
    assert any(note.startswith(f"{lost} homes are in no region") for note in one["notes"])


def test_cells_hold_each_rating_and_what_is_not_rated(index, groups):
    told = overview(index, groups)["total"]
    row = cells(told)

    assert sum(int(value) for value in row[13:18]) == told["homes"]


def test_every_borough_of_london_is_in_one_of_five_systems(groups):
    london = next(one for one in groups if one.region == "London")
    boroughs = {one.code for one in councils().values() if one.region == "London"}

    assert len(london.groups) == 5
    assert {area for group in london.groups for area in group.areas} == boroughs


def test_a_council_in_two_groups_is_refused(groups):
    said = groups[0].model_dump()
    said["groups"] = [*said["groups"], {**said["groups"][0], "code": "OTHER"}]

    with pytest.raises(ValueError, match="two groups"):
        AreaGroups.model_validate(said)


def test_a_folder_without_groups_has_none(tmp_path):
    assert load_area_groups(tmp_path) == ()
