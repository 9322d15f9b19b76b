"""Lists and returns on how digital homes are: every oddity of theirs lands, or is set aside."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import Reading, read

HEADINGS = (
    "OrganisationName", "ODSCode", "PublicationStatus", "DateOfPublication", "PrimarySector",
    "CCG (from ODS and CQC)",
)  # fmt: skip
LINES: list[tuple[Any, ...]] = [
    (" INVENTED HOUSE (VX1)", "VX1", "Standards Met", date(2019, 1, 25), "Care Home", "NHS A CCG"),
    ("Invented Lodge", "VX2", "", "", "Care Home", ""),
    ("Invented (Old) Mill (VX3)", "VX3", "20/21 Standards Met", date(2021, 6, 1), "Company", ""),
    ("Invented Optician (VX4)", "VX4", "Standards Met", "CompletedThroughQIO", "Optician", ""),
    ("Invented Demo", "Demo Account 9", "", "", "", ""),
]  # fmt: skip


def listed(folder: Path, catalogue: SourceCatalogue) -> Reading:
    path = folder / "dspt_progress_2019-06-17.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("list")
        for number, cells in enumerate([HEADINGS, *LINES]):
            sheet.write_row(number, 0, cells)
    return read(path, catalogue)


def statuses(reading: Reading) -> dict[str, tuple[Any, ...]]:
    return {
        row["entity_id"]: (row["topic"], row["detail"], row["on"], row["outcome"])
        for row in reading.tables["events"].to_pylist()
        if row["kind"] == "dspt_status"
    }


def test_a_line_of_the_toolkits_list_loses_its_blank_and_the_code_behind_its_name(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    reading = listed(tmp_path, catalogue)

    assert (reading.source, reading.published_on) == ("dspt", date(2019, 6, 17))
    assert statuses(reading) == {
        "VX1": ("INVENTED HOUSE", "Standards Met", date(2019, 1, 25), "Care Home"),
        # A blank status says that nothing is published; the day is that of the list.
        "VX2": ("Invented Lodge", "Not published", None, "Care Home"),
        "VX3": ("Invented (Old) Mill", "20/21 Standards Met", date(2021, 6, 1), "Company"),
        "VX4": ("Invented Optician", "Standards Met", None, "Optician"),
    }
    assert [aside.value for aside in reading.set_aside] == ["Demo Account 9"]


def test_the_health_area_of_a_line_is_kept(tmp_path: Path, catalogue: SourceCatalogue) -> None:
    rows = listed(tmp_path, catalogue).tables["events"].to_pylist()

    assert [(r["entity_id"], r["detail"]) for r in rows if r["kind"] == "organisation_area"] == [
        ("VX1", "NHS A CCG")
    ]


def test_a_digital_return_keeps_counts_and_passes_over_what_was_not_answered(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = tmp_path / "digital_return.csv"
    path.write_text(
        "location_id,home_name,criterion,answer,number,out_of,answered_on\n"
        "1-1,Invented House,device,yes,,,2026-10-01\n"
        "1-1,Invented House,tablets,counted,4,32,2026-10-01\n"
        "1-1,Invented House,digital_lead,,,,\n"
        "1-1,Invented House,wifi_residents,perhaps,,,2026-10-01\n"
        "1-1,Invented House,gp_connect,no,,,01.10.26\n"
    )

    reading = read(path, catalogue)

    rows = reading.tables["events"].to_pylist()
    assert [(r["detail"], r["topic"], r["amount"], r["outcome"]) for r in rows] == [
        ("device", "yes", None, None),
        ("tablets", "counted", 4.0, "32"),
        ("wifi_residents", None, None, None),
    ]
    assert {(a.row, a.column) for a in reading.set_aside} == {(5, "answer"), (6, "answered_on")}
    assert reading.rows_passed_over == 1


@pytest.mark.real
@pytest.mark.slow
def test_the_whole_list_of_june_2019_lands(shared_folder: Path, catalogue: SourceCatalogue) -> None:
    reading = read(shared_folder / "data/dspt/dspt_progress_2019-06-17.xlsx", catalogue)
    care_homes = [
        detail for _, detail, _, sector in statuses(reading).values() if sector == "Care Home"
    ]

    assert (reading.rows_read, reading.rows_landed, reading.rows_set_aside) == (31970, 31968, 2)
    assert len(care_homes) == 2178
    assert care_homes.count("Not published") == 886
    assert care_homes.count("Standards Met") == 788
    assert care_homes.count("Entry Level") == 475
