"""An index that is narrowed to a scope: what it counts again, and what it never does."""

from pathlib import Path

import pytest

from caresight.pipeline.release_index.documents import AreaRow
from caresight.pipeline.release_index.narrowing import place_within
from caresight.pipeline.release_index.reading import ReleaseIndex
from caresight.pipeline.release_index.scope import EVERY_HOME, NO_HOME, Scope
from caresight.web.directory.releases import newest
from tests.web.casework import BORDER, OURS, OURS_AREA, THEIRS, THEIRS_AREA

AREAS: list[AreaRow] = [
    {"area_code": code, "area_name": name}  # type: ignore[typeddict-item]
    for code, name in (("E1", "Ashby"), ("E2", "Birch"), ("E3", "Corse"), ("E4", "Dale"))
]


@pytest.fixture
def index(with_release: Path) -> ReleaseIndex:
    release = newest()
    assert release is not None
    return release.index


@pytest.mark.parametrize(
    ("codes", "further", "place"),
    [
        ("E1", 0, "Ashby"),
        ("E1", 1, "Ashby and one further home"),
        ("E2 E1", 0, "Ashby and Birch"),
        ("E3 E1 E2", 2, "Ashby, Birch, Corse and two further homes"),
        ("E1 E2 E3 E4", 0, "Ashby, Birch and two more areas"),
        ("", 3, "Three homes"),
        ("", 0, "No area"),
        ("E9", 0, "No area"),
    ],
)
def test_a_scope_is_called_by_its_areas(codes: str, further: int, place: str) -> None:
    assert place_within(Scope(frozenset(codes.split())), AREAS, further) == place


@pytest.mark.parametrize(
    ("scope", "home", "area", "holds"),
    [
        (EVERY_HOME, OURS, OURS_AREA, True),
        (NO_HOME, OURS, OURS_AREA, False),
        (NO_HOME, OURS, "", False),
        (Scope(frozenset({OURS_AREA})), OURS, OURS_AREA, True),
        (Scope(frozenset({OURS_AREA})), THEIRS, THEIRS_AREA, False),
        (Scope(frozenset({OURS_AREA}), frozenset({THEIRS})), THEIRS, THEIRS_AREA, True),
        (Scope(frozenset(), frozenset({BORDER})), BORDER, THEIRS_AREA, True),
    ],
)
def test_a_scope_holds_its_areas_and_its_single_homes(
    index: ReleaseIndex, scope: Scope, home: str, area: str, holds: bool
) -> None:
    assert scope.holds(home, area) is holds
    if area:
        assert bool(index.within(scope).home_rows([home])) is holds
        assert (index.within(scope).home(home) is not None) is holds


def test_a_narrowed_index_cannot_be_widened(index: ReleaseIndex) -> None:
    with pytest.raises(ValueError, match="cannot be narrowed again"):
        index.within(NO_HOME).within(EVERY_HOME)


def test_narrowing_leaves_the_whole_as_it_was(index: ReleaseIndex) -> None:
    whole = index.filters()

    narrowed = index.within(Scope(frozenset({OURS_AREA}))).filters()

    assert [area["value"] for area in narrowed["areas"]] == [OURS_AREA]
    assert index.filters() == whole
    assert len(whole["areas"]) == 3


def test_homes_are_ranked_among_those_of_the_scope(index: ReleaseIndex) -> None:
    narrowed = index.within(Scope(frozenset({THEIRS_AREA})))

    rows, _ = narrowed.homes(only_open=False)

    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    document = narrowed.home(rows[3]["home_id"])
    assert document is not None
    assert document["row"]["rank"] == 4


def test_all_areas_together_count_what_the_whole_counts(index: ReleaseIndex) -> None:
    every = index.within(Scope(frozenset(area["area_code"] for area in index.areas())))

    assert every.homes(per_page=99) == index.homes(per_page=99)
    assert every.filters() == index.filters()
    assert every.doing_well() == index.doing_well()
    assert every.homes_of_providers([("cqc", "1-100")]) == index.homes_of_providers(
        [("cqc", "1-100")]
    )


def test_nothing_is_found_where_there_is_no_scope(index: ReleaseIndex) -> None:
    nothing = index.within(NO_HOME)

    assert nothing.homes() == ([], 0)
    assert nothing.home_by_location("1-990000") is None
    assert nothing.doing_well() == []
    assert nothing.summary()["homes"] == 0
    assert {level["homes"] for level in nothing.summary()["levels"]} == {0}
