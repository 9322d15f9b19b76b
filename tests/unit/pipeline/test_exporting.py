import csv
import io
from datetime import date

import pytest

from caresight.pipeline.exporting import cell_text, write_csv


@pytest.mark.parametrize(
    "formula",
    ["=cmd|'/c calc'!A1", "+44 20 7946 0000 call", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=1+1"],
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(formula: str) -> None:
    assert cell_text(formula) == f"'{formula}"


@pytest.mark.parametrize("number", ["-1", "+3", "-0.25", "-1e-9", "-.5"])
def test_plain_numbers_stay_numbers(number: str) -> None:
    assert cell_text(number) == number


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (float("nan"), ""),
        (0, "0"),
        (-1.5, "-1.5"),
        (0.1, "0.1"),
        (True, "true"),
        (date(2026, 11, 2), "2026-11-02"),
        ("015009", "015009"),
    ],
)
def test_values_are_written_as_programs_read_them(value: object, cell: str) -> None:
    assert cell_text(value) == cell


def test_what_a_row_lacks_is_left_empty_and_the_rows_are_counted() -> None:
    to = io.StringIO()

    count = write_csv([{"a": 1}, {"b": "x,y"}], ["a", "b"], to)

    assert count == 2
    assert list(csv.reader(io.StringIO(to.getvalue()))) == [["a", "b"], ["1", ""], ["", "x,y"]]
