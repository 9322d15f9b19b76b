"""Write what publishers say of invented integrated care boards: their places and partners."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from caresight.vocabulary.areas import Council
from caresight.worlds.boards import BoardPlace, places_of
from caresight.worlds.publication import WorldFile

_PLACES_ON, _PARTNERS_ON = date(2023, 4, 1), date(2023, 8, 8)
_PLACES = (
    "SICBL23CD", "SICBL23CDH", "SICBL23NM", "ICB23CD", "ICB23CDH", "ICB23NM", "NHSER23CD",
    "NHSER23CDH", "NHSER23NM", "ObjectId", "data_note",
)  # fmt: skip
_PARTNERS = (
    "NHS England Region", "ODS ICB Code", "ONS ICB Boundary Code", "ICB Name",
    "Sub ICB Locations\n(formerly CCGs)", "ODS Sub ICB Code", "Local Authority", "ODS LA Code",
    "NHS Trusts", "ODS Trust Code",
)  # fmt: skip
_REGION = "Invented NHS region"


def write_board_files(folder: Path, councils: Sequence[Council]) -> list[WorldFile]:
    """The places of every board, and the councils that are its partners."""
    places = places_of(councils)
    return [_places(folder, places), _partners(folder, places)]


def _places(folder: Path, places: Sequence[BoardPlace]) -> WorldFile:
    path = folder / f"sub_icb_to_icb_to_region_invented_{_PLACES_ON:%Y-%m}.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_PLACES)
        for number, one in enumerate(places, start=1):
            board = one.board
            writer.writerow(
                (one.code, one.name[-4:], one.name, board.code, f"QZ{board.number}",
                 board.full_name, "X40000001", "Y99", _REGION, number, "invented")
            )  # fmt: skip
    return WorldFile(path, "care_board_locations", _PLACES_ON)


def _partners(folder: Path, places: Sequence[BoardPlace]) -> WorldFile:
    """A trust beside each council, and one more trust below, as the real workbook has them."""
    path = folder / "icb_partners_invented.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": datetime(2023, 8, 8)})  # noqa: DTZ001 - a workbook has no zone
    title = book.add_worksheet("Title sheet")
    for row, words in enumerate(("ICB PARTNERS TAB", "Every name and number is invented.")):
        title.write_string(row, 0, words)
    title.write_string(2, 0, "Last updated: ")
    title.write_string(2, 1, _PARTNERS_ON.isoformat())
    sheet = book.add_worksheet("ICB Partners")
    sheet.write_string(0, 0, "INTEGRATED CARE BOARDS - PARTNER MAPPING")
    sheet.write_row(4, 0, _PARTNERS)
    rows: list[tuple[str, ...]] = []
    for one in places:
        about = (f"{_REGION} (Y99)", f"QZ{one.board.number}", one.board.code)
        name = one.board.full_name.upper()
        rows.append((*about, name, one.name, one.name[-4:], f"{one.council.name} Council",
                     one.council.code[-3:], f"{one.council.name} Trust", "RX1"))  # fmt: skip
    last = places[-1].board
    rows.append((f"{_REGION} (Y99)", f"QZ{last.number}", last.code, last.full_name.upper(), "",
                 "", "", "", "Invented Ambulance Trust", "RX2"))  # fmt: skip
    for number, cells in enumerate(rows, start=5):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write_string(number, column, cell)
    book.close()
    return WorldFile(path, "care_board_partners", _PARTNERS_ON)
