"""Files that say which integrated care boards there are, in the layouts that are published."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from caresight.indicators.area_boards import boards_known
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import Reading, read
from caresight.vocabulary.refusal import Refusal

PLACES = "SICBL{y}CD,SICBL{y}NM,ICB{y}CD,ICB{y}NM,NHSER{y}NM"
PARTNERS = ("NHS England Region", "ODS ICB Code", "ONS ICB Boundary Code", "ICB Name",
            "Local Authority", "NHS Trusts")  # fmt: skip
ABOUT = ("North (Y63)", "QX1", "X97000001", "NHS NORTHMARCH INTEGRATED CARE BOARD")
ROWS = [
    (*ABOUT, "Quillmarsh City Council", "A"), (*ABOUT, "", "B"),
    (*ABOUT, "Hart District Council", ""),
]  # fmt: skip


def said(reading: Reading) -> list[tuple[Any, ...]]:
    rows = reading.tables["events"].to_pylist()
    return [(row["entity_type"], row["entity_id"], row["detail"], row["topic"]) for row in rows]


def partners(folder: Path, *, header_row: int = 4, name: str = "partners.xlsx",
             headings: Sequence[str] = PARTNERS) -> Path:  # fmt: skip
    path = folder / name
    with xlsxwriter.Workbook(str(path)) as book:
        title = book.add_worksheet("Title sheet")
        title.write_row(0, 0, ("Last updated: ", "2023-08-08"))
        sheet = book.add_worksheet("ICB Partners")
        sheet.write_string(0, 0, "PARTNER MAPPING")
        for number, cells in enumerate([headings, *ROWS], start=header_row):
            sheet.write_row(number, 0, cells)
    return path


@pytest.mark.parametrize("year", [22, 23, 26])
def test_each_place_names_its_board_whatever_the_year_of_the_layout(
    tmp_path: Path, catalogue: SourceCatalogue, year: int
) -> None:
    path = tmp_path / "sub_icb_to_icb_2023-04.csv"
    row = "E38000256,NHS Northmarch ICB - W2U3Z,X97000001,NHS Northmarch Integrated Care Board,N"
    path.write_text(f"\ufeff{PLACES.format(y=year)}\n{row}\n", encoding="utf-8")

    reading = read(path, catalogue)

    assert (reading.source, reading.published_on) == ("care_board_locations", date(2023, 4, 1))
    board = ("X97000001", "NHS Northmarch Integrated Care Board")
    assert said(reading) == [("organisation", "E38000256", *board)]


def test_a_place_that_names_two_boards_is_set_aside(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = tmp_path / "sub_icb_to_icb_2023-04.csv"
    rows = ["E38000256,A,X97000001,NHS A ICB,N", "E38000256,A,X97000002,NHS B ICB,N",
            "E38000257,B,QRV,NHS B ICB,N"]  # fmt: skip
    path.write_text("\n".join([PLACES.format(y=23), *rows]), encoding="utf-8")

    reading = read(path, catalogue)

    assert "events" not in reading.tables
    assert [(one.row, one.column) for one in reading.set_aside] == [
        (2, "place_code"), (3, "place_code"), (4, "ICB23CD"),
    ]  # fmt: skip


@pytest.mark.parametrize("header_row", [0, 4, 9])
def test_partners_are_read_by_council_wherever_the_header_stands(
    tmp_path: Path, catalogue: SourceCatalogue, header_row: int
) -> None:
    reading = read(partners(tmp_path, header_row=header_row), catalogue)

    assert reading.published_on == date(2023, 8, 8)
    board = ("X97000001", "NHS NORTHMARCH INTEGRATED CARE BOARD")
    assert said(reading) == [("area", "X99000001", *board)]
    assert reading.rows_passed_over == 1
    (aside,) = reading.set_aside
    assert aside.value.startswith("Hart District Council")


def test_partners_without_the_column_of_councils_are_refused_by_its_name(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    headings = [*PARTNERS[:4], "Authority", PARTNERS[5]]

    with pytest.raises(Refusal, match="Local Authority"):
        read(partners(tmp_path, headings=headings), catalogue)


def test_the_newest_list_of_places_renames_a_board_that_an_older_list_of_partners_names(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    board = "NHS Northmarch Integrated Care Board"
    for month, code in (("2023-04", "X97000001"), ("2024-04", "X97000009")):
        row = f"E38000256,NHS Northmarch ICB - W2U3Z,{code},{board},N"
        path = tmp_path / f"sub_icb_to_icb_{month}.csv"
        path.write_text(f"{PLACES.format(y=month[2:4])}\n{row}\n", encoding="utf-8")
    lake = Lake(tmp_path / "home")
    received = datetime(2026, 11, 1, tzinfo=UTC)
    files = [*sorted(tmp_path.glob("sub_*.csv")), partners(tmp_path)]
    land(lake, catalogue, files, received_at=received)

    before = boards_known(Evidence(lake, KnownAt(date(2023, 12, 1), "published")))
    after = boards_known(Evidence(lake, KnownAt(date(2026, 11, 2), "published")))

    assert before.names == {"X97000001": "Northmarch ICB"}
    assert after.names == {"X97000009": "Northmarch ICB"}
    assert after.of_place == {"E38000256": "X97000009"}
    assert after.board_of_council("X99000001") == "X97000009"


@pytest.mark.real
def test_the_published_lists_name_forty_two_boards_and_set_four_districts_aside(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    places = read(shared_folder / "data/la/sub_icb_to_icb_to_region_2023-04.csv", catalogue)
    of_councils = read(shared_folder / "data/la/icb_partners_master.xlsx", catalogue)

    assert (len(said(places)), len({board for _, _, board, _ in said(places)})) == (106, 42)
    assert (of_councils.rows_read, len(said(of_councils))) == (286, 166)
    assert [one.value.partition(" ")[0] for one in of_councils.set_aside] == [
        "Hart", "Rushmoor", "Surrey", "Waverley",
    ]  # fmt: skip
