"""The files of an invented world: real layouts, the same bytes each time, marked as invented."""

import csv
import hashlib
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from caresight.vocabulary.refusal import Refusal
from caresight.worlds import publication
from caresight.worlds.borough import World, write_world
from caresight.worlds.register_files import layout
from caresight.worlds.return_files import HEADINGS, UNKNOWN_LOCATION
from tests.worlds.conftest import HOMES, LAST, MONTHS, SEED
from tests.worlds.reading_back import rows_from, rows_of

CONTRACT_RETURN = (
    "month location_id home_name residents_at_month_end occupied_bed_days falls falls_with_harm "
    "new_pressure_ulcers pressure_ulcers_category_3_or_above urinary_tract_infections "
    "catheter_days catheter_urinary_tract_infections medication_errors "
    "medication_errors_with_harm deaths deaths_expected complaints complaints_upheld compliments "
    "posts_filled posts_vacant leavers_last_12_months staff_employed agency_hours "
    "total_care_hours sickness_days training_courses_required training_courses_in_date "
    "care_staff care_staff_qualified_level_2 registered_manager_in_post data_note"
).split()


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def one(world: World, source: str) -> Path:
    return next(file.path for file in world.files if file.source == source)


def test_the_same_seed_gives_the_same_bytes(world: World, tmp_path: Path) -> None:
    write_world(tmp_path / "again", seed=SEED, homes=HOMES, months=MONTHS, last_month=LAST)

    assert digests(tmp_path / "again") == digests(world.folder)


def test_another_seed_gives_other_bytes(world: World, tmp_path: Path) -> None:
    write_world(tmp_path / "other", seed=SEED + 1, homes=HOMES, months=MONTHS, last_month=LAST)

    mine, other = digests(world.folder), digests(tmp_path / "other")
    same = {path for path, digest in mine.items() if digest in set(other.values())}

    # Which councils make up a board is given, and drawn for no world.
    assert {Path(path).name for path in same} == {
        "icb_partners_invented.xlsx", "sub_icb_to_icb_to_region_invented_2023-04.csv",
    }  # fmt: skip


def test_every_file_is_listed_and_the_truth_lies_outside(world: World) -> None:
    on_disk = {path for path in world.files_folder.rglob("*") if path.is_file()}

    assert on_disk == {file.path for file in world.files}
    assert not world.truth_file.is_relative_to(world.files_folder)
    assert "truth" not in " ".join(path.name for path in on_disk)


def test_every_file_says_that_it_is_invented(world: World) -> None:
    for file in world.files:
        if file.path.suffix == ".xlsx":
            sheets = CalamineWorkbook.from_path(file.path)
            said = str(sheets.get_sheet_by_index(0).to_python())
        else:
            said = file.path.read_text(encoding="utf-8")
        assert "invented" in said, file.path.name


def test_active_locations_have_the_122_columns_below_a_dated_readme(world: World) -> None:
    book = CalamineWorkbook.from_path(one(world, publication.ACTIVE_LOCATIONS))

    assert book.sheet_names == ["README", "HSCA_Active_Locations"]
    assert book.get_sheet_by_name("README").to_python()[0] == ["CQC database as at 01 March 2025"]
    table = book.get_sheet_by_name("HSCA_Active_Locations").to_python()
    assert tuple(table[0]) == layout("active_locations")
    assert len(table[0]) == 122


def test_the_directory_has_its_header_on_line_five(world: World) -> None:
    lines = list(
        csv.reader(one(world, publication.DIRECTORY).read_text(encoding="utf-8").splitlines())
    )

    assert lines[0][0] == "CQC Locations data"
    assert lines[2][0] == "This data was produced on 22 March 2025"
    assert tuple(lines[4]) == layout("directory")
    assert len(lines[4]) == 15


def test_returns_have_the_columns_of_the_template(world: World) -> None:
    path = one(world, publication.RETURNS)

    assert list(HEADINGS) == CONTRACT_RETURN
    assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == CONTRACT_RETURN


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        (
            publication.AMBULANCE,
            "incident_id,called_at,location_id,home_name,postcode,area_code,chief_complaint,"
            "outcome,data_note",
        ),
        (
            publication.SAFEGUARDING,
            "concern_ref,received_on,location_id,home_name,area_code,category,source_of_risk,"
            "led_to_enquiry,outcome,data_note",
        ),
    ],
)
def test_incident_files_say_what_they_cover_before_their_headings(
    world: World, source: str, headings: str
) -> None:
    lines = one(world, source).read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith("# covers 2025-03 for areas X99000001,X99000002,")
    assert lines[1] == headings


def test_one_hospital_hides_counts_of_one_to_four_and_the_others_do_not(world: World) -> None:
    rows = list(rows_from(world, publication.ADMISSIONS))
    hiding = {row["area_code"] for row in rows if row["emergency_admissions"] == "*"}
    shown = {row["emergency_admissions"] for row in rows if row["area_code"] == "X99000006"}

    assert hiding == {"X99000006"}
    assert shown.isdisjoint({"1", "2", "3", "4"})
    assert "0" in shown


@pytest.mark.real
def test_layouts_are_those_that_the_regulator_publishes(shared_folder: Path) -> None:
    published: dict[str, list[str]] = {}
    with (shared_folder / "data/layouts/cqc_columns.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            published.setdefault(row["dataset"].rsplit("_", 1)[0], []).append(row["column"])

    assert list(layout("active_locations")) == published["cqc_hsca_active_locations"]
    assert list(layout("latest_ratings")) == published["cqc_latest_ratings_locations"]
    assert list(layout("directory")) == published["cqc_directory_csv"]
    assert list(layout("deactivated_locations")) == published["cqc_deactivated_locations"][:-1]


def test_each_slip_of_the_truth_table_is_in_a_file(world: World) -> None:
    rows = list(rows_from(world, publication.RETURNS))
    keys = [(row["month"], row["location_id"]) for row in rows]

    assert any("." in month for month, _ in keys)
    assert any(place == UNKNOWN_LOCATION for _, place in keys)
    assert any(place.endswith(" ") for _, place in keys)
    assert len(set(keys)) == len(keys) - 1
    assert {"-3", "n/k"} <= {row["falls"] for row in rows}
    assert any(
        row["falls"].isdecimal() and int(row["falls_with_harm"]) > int(row["falls"]) for row in rows
    )


def test_a_late_return_comes_with_the_next_month(world: World) -> None:
    late = {
        (file.month, row["month"])
        for file in world.files
        if file.source == publication.RETURNS and file.path.suffix == ".csv"
        for row in rows_of(file.path)
        if file.month is not None and row["month"] != f"{file.month:%Y-%m}" and "-" in row["month"]
    }

    assert late
    assert all(
        publication.Months(date.fromisoformat(f"{about}-01"), 1).start(1) == came
        for came, about in late
        if came is not None
    )


def test_a_folder_that_holds_something_is_refused(world: World) -> None:
    with pytest.raises(Refusal, match="not empty"):
        write_world(world.folder, seed=1, homes=40, months=18, last_month=LAST)


def test_progress_is_told_from_the_first_step_to_the_last(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    write_world(
        tmp_path / "small",
        seed=1,
        homes=40,
        months=18,
        last_month=LAST,
        progress=lambda done, total, what: told.append((done, total)),
    )

    assert told == [(step, 6) for step in range(7)]


def test_the_latest_complete_month_waits_for_its_last_file() -> None:
    assert publication.latest_complete_month(date(2026, 11, 22)) == date(2026, 10, 1)
    assert publication.latest_complete_month(date(2026, 11, 19)) == date(2026, 9, 1)
    assert publication.latest_complete_month(date(2027, 1, 20)) == date(2026, 12, 1)


def test_a_story_is_found_by_its_name(world: World) -> None:
    (silent,) = world.story("silent")

    assert silent.kind == "silence"
    assert world.story("no such story") == ()
