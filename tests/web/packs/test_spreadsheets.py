"""Workbooks that everybody can use: what they hold, and that nothing in them runs."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from caresight.web.ui.spreadsheets import Workbook, Worksheet, laid_out
from caresight.web.ui.spreadsheets_ods import ods_bytes
from caresight.web.ui.spreadsheets_xlsx import xlsx_bytes

WRITERS = [pytest.param(ods_bytes, id="ods"), pytest.param(xlsx_bytes, id="xlsx")]


def workbook(*sheets: Worksheet) -> Workbook:
    homes = Worksheet(
        name="Homes",
        title="Homes on the agenda",
        columns=["Home", "Beds", "Share", "Words"],
        widths=[20, 8, 8, 40],
        rows=[
            ["Rowan & <Court>", 46, 0.125, "=1+1"],
            ["Heron", None, -3.5, "+44 and\na second line"],
        ],
        notes=["A share is a number from 0 to 1."],
    )
    return Workbook(
        title="Pack of a test",
        cover=[("Group", "Alderbourne")],
        worksheets=sheets or [homes],
        made_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    )


def _read(made: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(made))


@pytest.mark.parametrize("write", WRITERS)
def test_cover_contents_and_notes_come_before_the_tables(write) -> None:  # type: ignore[no-untyped-def]
    assert _read(write(workbook())).sheet_names == ["Cover", "Contents", "Notes", "Homes"]


@pytest.mark.parametrize("write", WRITERS)
def test_a_table_starts_in_the_first_cell_with_one_row_of_headings(write) -> None:  # type: ignore[no-untyped-def]
    rows = _read(write(workbook())).get_sheet_by_name("Homes").to_python(skip_empty_area=False)

    assert rows[0] == ["Home", "Beds", "Share", "Words"]
    assert rows[1][:3] == ["Rowan & <Court>", 46, 0.125]
    assert rows[2][1] == ""


@pytest.mark.parametrize("write", WRITERS)
def test_what_looks_like_a_formula_is_text_with_an_apostrophe(write) -> None:  # type: ignore[no-untyped-def]
    made = write(workbook())
    rows = _read(made).get_sheet_by_name("Homes").to_python()

    assert rows[1][3] == "'=1+1"
    assert rows[2][3].startswith("'+44")
    assert rows[2][2] == -3.5
    packed = zipfile.ZipFile(io.BytesIO(made))
    held = b"".join(packed.read(name) for name in packed.namelist())
    assert b"<f>" not in held
    assert b"table:formula" not in held


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_workbook_gives_the_same_bytes(write) -> None:  # type: ignore[no-untyped-def]
    assert write(workbook()) == write(workbook())


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_is_merged_or_hidden(write) -> None:  # type: ignore[no-untyped-def]
    packed = zipfile.ZipFile(io.BytesIO(write(workbook())))
    held = b"".join(packed.read(name) for name in packed.namelist())

    for said in (b"mergeCell", b"number-columns-spanned", b"covered-table-cell", b'hidden="1"'):
        assert said not in held


def test_names_of_sheets_are_short_safe_and_unique() -> None:
    sheets = [
        Worksheet(name=name, title="T", columns=["A"], widths=[9], rows=[])
        for name in ("A very long name of a sheet that goes on", "Cover", "x/y[z]", "x y z", "")
    ]

    names = [sheet.name for sheet in laid_out(workbook(*sheets))][3:]

    assert names == ["A very long name of a sheet th", "Cover 2", "x y z", "x y z 2", "Sheet"]
    assert all(len(name) < 31 for name in names)


@pytest.mark.parametrize("write", WRITERS)
def test_a_megabyte_of_text_and_control_letters_do_not_break_a_file(write) -> None:  # type: ignore[no-untyped-def]
    sheet = Worksheet("S", "T", ["A"], [9], [["x" * 1_000_000], ["a\x00\x0bb"], ["\ufffe\ud800é"]])

    rows = _read(write(workbook(sheet))).get_sheet_by_name("S").to_python()

    assert len(rows[1][0]) == 32_000
    assert [row[0] for row in rows[2:]] == ["ab", "é"]


def test_an_ods_file_is_known_by_its_first_bytes() -> None:
    made = ods_bytes(workbook())

    assert made[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
