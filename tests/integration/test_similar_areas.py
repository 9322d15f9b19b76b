"""Councils alike, from landed files of people, land and deprivation to the csv."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from typer.testing import CliRunner

from caresight.cli.main import app
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.pipeline.similar_areas import definition_in, similar_areas
from caresight.sources.catalogue import load_sources
from caresight.vocabulary.refusal import Refusal

AGES = [*map(str, range(90)), "90+"]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
# Code, people of each age, square kilometres, deprivation, deprivation of older people.
AREAS: dict[str, tuple[list[int], float, float, float]] = {
    "E09000029": ([2_000] * 91, 44.0, 14.0, 0.12),
    "E09000021": ([1_900] * 91, 37.0, 11.0, 0.11),
    "E09000030": ([4_000] * 60 + [500] * 31, 20.0, 28.0, 0.44),
    "E10000023": ([5_000] * 91, 8_000.0, 14.5, 0.10),
    "E06000017": ([400] * 91, 380.0, 8.0, 0.07),
}


def land_files(home: Path, folder: Path, *, without_deprivation: str = "") -> Lake:
    with xlsxwriter.Workbook(str(folder / "people.xlsx")) as book:
        cover = book.add_worksheet("Cover sheet")
        cover.write_column(0, 0, [
            "Invented population estimates", "Mid-Year Population Estimates, UK, June 2020",
            "first published at 9.30am 25 June 2021.",
        ])  # fmt: skip
        by_age, density = book.add_worksheet("MYE2 - Persons"), book.add_worksheet("MYE 5")
        by_age.write_row(7, 0, ["Code", "Name", "Geography", "All ages", *AGES])
        density.write_row(7, 0, ["Code", "Name", "Geography", "Area (sq km)"])
        for number, (code, (people, land_, *_)) in enumerate(AREAS.items(), start=8):
            row = [code, code, "Unitary Authority"]
            by_age.write_row(number, 0, [*row, sum(people), *people])
            density.write_row(number, 0, [*row, land_])
        by_age.write_row(20, 0, ["W06000015", "Cardiff", "Unitary Authority", 91, *[1] * 91])
    with xlsxwriter.Workbook(str(folder / "invented_iod2019.xlsx")) as book:
        for place, sheet in ((2, "IMD"), (3, "IDAOPI")):
            page = book.add_worksheet(sheet)
            code = "Upper Tier Local Authority District code (2019)"
            page.write_row(0, 0, [code, f"{sheet} - Average score "])
            rows: list[list[Any]] = [
                [name, values[place]]
                for name, values in AREAS.items()
                if name != without_deprivation
            ]
            for number, cells in enumerate(rows, start=1):
                page.write_row(number, 0, cells)
    lake = Lake(home)
    report = land(
        lake, load_sources(Path("definitions/sources")),
        [folder / "people.xlsx", folder / "invented_iod2019.xlsx"], received_at=NOW,
    )  # fmt: skip
    assert [one.fate for one in report.files] == ["landed"] * 4, report.files
    return lake


def neighbours(lake: Lake, definitions: Path, code: str = "similar_councils") -> Any:
    evidence = Evidence(lake, KnownAt(date(2026, 11, 22)))
    return similar_areas(evidence, definition_in(definitions, code))


def test_a_council_is_most_like_one_of_the_same_people_and_land(
    tmp_path: Path, definitions: Path
) -> None:
    found = neighbours(land_files(tmp_path / "home", tmp_path), definitions)

    first = {row["area_code"]: row["neighbour_code"] for row in found.rows if row["rank"] == 1}
    assert first["E09000029"] == "E09000021"
    assert first["E09000021"] == "E09000029"
    # North Yorkshire stands under the number that it has today.
    assert "E06000065" in first
    assert len(found.rows) == 5 * 4
    assert max(row["distance"] for row in found.rows) == 1
    assert found.lacking == {}


def test_a_council_of_which_something_is_not_known_has_no_neighbours_and_is_nobodys(
    tmp_path: Path, definitions: Path
) -> None:
    lake = land_files(tmp_path / "home", tmp_path, without_deprivation="E06000017")

    found = neighbours(lake, definitions)

    assert list(found.lacking) == ["E06000017"]
    assert "deprivation" in " ".join(found.lacking["E06000017"]).casefold()
    assert "E06000017" not in {row["neighbour_code"] for row in found.rows}


@pytest.mark.parametrize(
    ("way", "of_tower_hamlets"),
    [("same_region", {"E09000021", "E09000029"}), ("same_kind", {"E09000021", "E09000029"})],
)
def test_councils_of_one_region_or_kind_are_all_each_others_neighbours(
    way: str, of_tower_hamlets: set[str], tmp_path: Path, definitions: Path
) -> None:
    found = neighbours(land_files(tmp_path / "home", tmp_path), definitions, way)

    theirs = [row for row in found.rows if row["area_code"] == "E09000030"]
    assert {row["neighbour_code"] for row in theirs} == of_tower_hamlets
    assert {row["distance"] for row in theirs} == {None}
    assert all(row["area_code"] != row["neighbour_code"] for row in found.rows)


def test_the_newest_list_that_was_landed_counts_whole(tmp_path: Path, definitions: Path) -> None:
    lake = Lake(tmp_path / "home")
    for month, rows in (
        ("2026-09", "Sutton,Merton,1\nSutton,Kingston upon Thames,2\n"),
        ("2026-10", "E09000029,Bromley,1\n"),
    ):
        path = tmp_path / f"neighbours_{month}.csv"
        path.write_text(f"area_code,neighbour_code,rank\n{rows}", encoding="utf-8")
        land(lake, load_sources(definitions / "sources"), [path], received_at=NOW)

    found = neighbours(lake, definitions, "own_list")

    assert [(row["area_code"], row["neighbour_code"], row["rank"]) for row in found.rows] == [
        ("E09000029", "E09000006", 1)
    ]


def test_two_lists_of_one_month_are_not_mixed(tmp_path: Path, definitions: Path) -> None:
    lake = Lake(tmp_path / "home")
    for hour, rows in ((9, "Sutton,Merton,1\nSutton,Ealing,2\n"), (10, "Sutton,Bromley,1\n")):
        path = tmp_path / f"list_{hour}_2026-10.csv"
        path.write_text(f"area_code,neighbour_code,rank\n{rows}", encoding="utf-8")
        at = NOW.replace(hour=hour)
        land(lake, load_sources(definitions / "sources"), [path], received_at=at)

    found = neighbours(lake, definitions, "own_list")

    assert [row["neighbour_code"] for row in found.rows] == ["E09000006"]


def test_a_list_that_was_never_landed_is_refused_with_what_to_land(
    tmp_path: Path, definitions: Path
) -> None:
    with pytest.raises(Refusal, match="no list of neighbours"):
        neighbours(land_files(tmp_path / "home", tmp_path), definitions, "own_list")


def test_an_empty_lake_is_refused_with_what_to_land(tmp_path: Path, definitions: Path) -> None:
    with pytest.raises(Refusal, match="land the files of population"):
        neighbours(Lake(tmp_path / "home"), definitions)


def test_the_command_prints_a_csv_and_says_who_has_none(tmp_path: Path) -> None:
    land_files(tmp_path / "home", tmp_path, without_deprivation="E06000017")

    done = CliRunner().invoke(app, ["neighbours", "--home", str(tmp_path / "home")])

    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == ["area_code", "neighbour_code", "rank", "distance"]
    assert "Rutland has no neighbours" in done.stderr


def test_a_definition_that_is_not_there_is_refused_by_name(definitions: Path) -> None:
    with pytest.raises(Refusal, match="similar_councils"):
        definition_in(definitions, "similar_hospitals")


@pytest.mark.real
@pytest.mark.slow
def test_every_council_of_2020_with_all_figures_has_fifteen_neighbours(
    shared_folder: Path, tmp_path: Path, definitions: Path
) -> None:
    lake, folder = Lake(tmp_path / "home"), shared_folder / "data/la"
    paths = [folder / "ons_mid2020_population_by_age_la.xls"]
    paths += [folder / "iod2019_upper_tier_la_summaries.xlsx"]
    land(lake, load_sources(definitions / "sources"), paths, received_at=NOW)

    found = neighbours(lake, definitions)

    areas = {row["area_code"] for row in found.rows}
    assert len(areas) == 150
    assert len(found.rows) == 150 * 15
    # Northamptonshire was divided between the year of the one file and that of the other.
    assert {"E10000021", "E06000061", "E06000062"} <= set(found.lacking)
