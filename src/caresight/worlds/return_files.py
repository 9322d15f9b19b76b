"""Write the providers' monthly returns: a csv for each council and month, a few workbooks."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import xlsxwriter

from caresight.worlds.publication import RETURNS, WorldFile, published_on
from caresight.worlds.reporting import RETURN_COMPONENTS
from caresight.worlds.system import System
from caresight.worlds.truth import FILE_FAULTS

HEADINGS = ("month", "location_id", "home_name", *RETURN_COMPONENTS, "data_note")
UNKNOWN_LOCATION = "1-9999999999"
"""An id that no register of an invented world lists."""
WORKBOOK_HOMES = 2
WORKBOOK_MONTHS = 6

_MONTH, _ID = 0, 1
_FALLS = HEADINGS.index("falls")
_HARM = HEADINGS.index("falls_with_harm")

Row = list[str]


def return_rows(system: System) -> Iterator[tuple[int, int, Row]]:
    """Home, month and cells of every return, as the home would write it without a slip."""
    homes, months = np.nonzero(system.reported.returned)
    locations = system.locations.all
    labels = [system.months.label(index) for index in range(system.months.count)]
    columns = [_texts(system, name, homes, months) for name in RETURN_COMPONENTS]
    current = system.locations.current[homes, months].tolist()
    pairs = zip(homes.tolist(), months.tolist(), current, zip(*columns, strict=True), strict=True)
    for home, month, location, cells in pairs:
        place = locations[location]
        yield home, month, [labels[month], place.location_id, place.name, *cells, "invented"]


def _texts(
    system: System, name: str, homes: npt.NDArray[np.intp], months: npt.NDArray[np.intp]
) -> list[str]:
    values = system.reported.components[name][homes, months].tolist()
    if name == "registered_manager_in_post":
        return ["Y" if value else "N" for value in values]
    blank = system.reported.blank.get(name)
    if blank is None:
        return list(map(str, values))
    gaps = blank[homes].tolist()
    return ["" if gap else str(value) for value, gap in zip(values, gaps, strict=True)]


def write_returns(folder: Path, system: System) -> list[WorldFile]:
    """Write every return into the file in which it came; late ones come a month later."""
    faults = {(h.home, h.start): h.kind for h in system.happenings if h.kind in FILE_FAULTS}
    by_workbook = _workbook_homes(system)
    first_workbook = system.months.count - WORKBOOK_MONTHS
    sheets: dict[tuple[int, int], Row] = {}
    files: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for home, month, row in return_rows(system):
        if home in by_workbook and month >= first_workbook:
            sheets[home, month] = row
            continue
        came = month + int(system.reported.late[home, month])
        rows = files[system.homes[home].council.code, came]
        rows += _slipped(row, faults.get((home, month), ""))
    written = [_write_csv(folder, system, key, files[key]) for key in sorted(files)]
    return written + [_write_workbook(folder, system, key, sheets[key]) for key in sorted(sheets)]


def _workbook_homes(system: System) -> set[int]:
    """Quiet homes that send a workbook of their own."""
    busy = {thing.home for thing in system.happenings}
    return set([home for home in range(len(system.homes)) if home not in busy][:WORKBOOK_HOMES])


def _slipped(row: Row, fault: str) -> list[Row]:
    """The rows that are really written when somebody slips."""
    changed = list(row)
    match fault:
        case "date_style":
            year, month = row[_MONTH].split("-")
            changed[_MONTH] = f"{month}.{year[2:]}"
        case "unknown_home":
            changed[_ID] = UNKNOWN_LOCATION
            return [row, changed]
        case "duplicate_row":
            return [row, changed]
        case "trailing_space":
            changed[_ID] = row[_ID] + " "
        case "negative_count":
            changed[_FALLS] = "-3"
        case "not_a_number":
            changed[_FALLS] = "n/k"
        case "more_harm_than_falls":
            changed[_HARM] = str(int(row[_FALLS]) + 4)
    return [changed]


def _write_csv(folder: Path, system: System, key: tuple[str, int], rows: list[Row]) -> WorldFile:
    area_code, month = key
    published = published_on(RETURNS, system.months, month)
    label = system.months.label(month)
    path = folder / f"provider_return_{area_code}_{label}_published_{published}.csv"
    lines = [HEADINGS, *rows]
    path.write_bytes(("\n".join(map(",".join, lines)) + "\n").encode())
    return WorldFile(path, RETURNS, published, system.months.start(month), area_code)


def _write_workbook(folder: Path, system: System, key: tuple[int, int], row: Row) -> WorldFile:
    home, month = key
    published = published_on(RETURNS, system.months, month)
    label = system.months.label(month)
    path = folder / f"provider_return_{row[_ID]}_{label}_published_{published}.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties(
        {"created": datetime(published.year, published.month, published.day, tzinfo=UTC)}
    )
    sheet = book.add_worksheet("Return")
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading)
    for column, cell in enumerate(row):
        if cell.isdecimal():
            sheet.write_number(1, column, int(cell))
        elif cell:
            sheet.write_string(1, column, cell)
    book.close()
    council = system.homes[home].council.code
    return WorldFile(path, RETURNS, published, system.months.start(month), council)
