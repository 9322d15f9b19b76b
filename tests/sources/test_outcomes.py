"""Adult social care outcomes: a long file in which each row names its own measure."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.outputs import ObservationsOutput
from caresight.sources.reading import Reading, read
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.vocabulary.refusal import Refusal

HEADINGS = [
    "Geographical Code", "Geographical Description", "Geographical Level", "ONS Code",
    "ASCOF Measure Code", "Disaggregation Level", "Measure Type", "Measure Value",
]  # fmt: skip
ROWS: list[list[Any]] = [
    ["England", "England", "England", ENGLAND, "1C1A", "Total", "Outcome", 92.2],
    [102, "Cumbria", "Council", "E10000006", "1C1A", "Total", "Outcome", 0],
    [102, "Cumbria", "Council", "E10000006", "1C1A", "Total", "Numerator", "[c]"],
    [102, "Cumbria", "Council", "E10000006", "1A", "Total", "Margin Of Error", "[x]"],
    ["LB", "London boroughs", "Council Type", None, "1C1A", "Total", "Outcome", 93.1],
    [102, "Cumbria", "Council", "E10000006", "2A", "Total", "Outcome", "many"],
    [999, "Nowhere", "Council", "E99999999", "1C1A", "Total", "Outcome", 50],
]


def workbook(folder: Path, name: str = "invented_2020-21_open_data.xlsx") -> Path:
    with xlsxwriter.Workbook(str(folder / name)) as book:
        sheet = book.add_worksheet("in")
        for number, cells in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(number, 0, cells)
    return folder / name


def figures(reading: Reading) -> Mapping[tuple[str, str], tuple[float | None, str]]:
    table = reading.tables["observations"].to_pylist()
    return {(row["entity_id"], row["component"]): (row["value"], row["status"]) for row in table}


def test_each_row_is_a_component_of_its_own_name(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    reading = read(workbook(tmp_path), catalogue)

    assert figures(reading) == {
        (ENGLAND, "ascof_1c1a_outcome"): (92.2, "reported"),
        # A nought is a figure; what is kept back is none.
        ("E10000006", "ascof_1c1a_outcome"): (0, "reported"),
        ("E10000006", "ascof_1c1a_numerator"): (None, "suppressed"),
    }
    assert {(aside.row, aside.column) for aside in reading.set_aside} == {
        (7, "Measure Value"), (8, "ONS Code"),
    }  # fmt: skip
    assert (reading.rows_read, reading.rows_passed_over) == (7, 1)


def test_the_year_is_the_financial_year_of_the_files_name(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    table = read(workbook(tmp_path), catalogue).tables["observations"].to_pylist()

    periods = {(row["period_start"], row["period_end"]) for row in table}
    assert periods == {(date(2020, 4, 1), date(2021, 4, 1))}


def test_a_file_without_its_year_is_refused(tmp_path: Path, catalogue: SourceCatalogue) -> None:
    with pytest.raises(Refusal, match="does not say of which month"):
        read(workbook(tmp_path, "outcomes.xlsx"), catalogue)


@pytest.mark.parametrize("both", [True, False])
def test_numbers_are_named_in_one_way(both: bool) -> None:
    named = {"prefix": "ascof", "by": ["measure"], "value": "value"}
    ways = {"components": ["falls"], "named": named} if both else {}

    with pytest.raises(ValidationError, match="either components"):
        ObservationsOutput.model_validate({"period": "edition", "agency": "council", **ways})


@pytest.mark.real
@pytest.mark.slow
def test_every_published_figure_of_2020_21_lands_as_it_was_published(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    path = shared_folder / "data/ascof/ascof_2020-21_open_data.xlsx"
    sheet = CalamineWorkbook.from_path(os.fspath(path)).get_sheet_by_index(0).to_python()
    renamed = {"E10000023": "E06000065", "E10000027": "E06000066", "E10000002": "E06000060"}
    published = {
        (
            renamed.get(str(row[3]), row[3]),
            f"ascof_{row[4]}_{row[6]}".lower().replace(" ", "_"),
        ): row[7]
        for row in sheet[1:]
        if row[3] and not str(row[7]).startswith("[")
    }

    reading = read(path, catalogue)

    found = {
        key: value for key, (value, status) in figures(reading).items() if status != "suppressed"
    }
    assert len(published) > 20_000
    assert found == published
    assert found[ENGLAND, "ascof_2b1_outcome"] == 79.1
    assert (reading.rows_set_aside, reading.rows_passed_over) == (0, 1_475)
