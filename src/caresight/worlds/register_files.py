"""Write the register's workbooks: active locations and deactivated locations."""

import csv
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import xlsxwriter

from caresight.worlds.boards import place_of
from caresight.worlds.listings import Listing, departed, listings
from caresight.worlds.system import System

INVENTED = "This file is invented: no place, firm or person in it exists."

_Cells = dict[str, str | int | float]


@cache
def layout(name: str) -> tuple[str, ...]:
    """The column names of one of the register's files, in order."""
    text = files(__package__).joinpath("layouts", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(next(csv.reader(text.splitlines())))


def day(on: date) -> str:
    """A date as the register writes it."""
    return f"{on:%d/%m/%Y}"


def edition_name(on: date, title: str, ending: str) -> str:
    """A file name in the register's style."""
    return f"{on:%d_%B_%Y}_{title}.{ending}"


def write_active_locations(folder: Path, system: System, on: date) -> Path:
    """Write the active locations as they stood on a day."""
    path = folder / edition_name(on, "HSCA_Active_Locations", "xlsx")
    return _write(path, "HSCA_Active_Locations", on, listings(system, on), _active_cells)


def write_deactivated(folder: Path, system: System, on: date) -> Path:
    """Write the care homes that had left the register by a day."""
    path = folder / edition_name(on, "Deactivated_Locations", "xlsx")
    return _write(path, "Deactivated_Locations", on, departed(system, on), _deactivated_cells)


def _write(
    path: Path,
    sheet: str,
    on: date,
    lines: Iterable[Listing],
    cells_of: Callable[[Listing], _Cells],
) -> Path:
    names = layout(sheet.removeprefix("HSCA_").lower())
    places = {name: column for column, name in enumerate(names)}
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    # A fixed day of making, so that the same world gives the same bytes.
    book.set_properties({"created": datetime(on.year, on.month, on.day, tzinfo=UTC)})
    readme = book.add_worksheet("README")
    for row, text in enumerate((f"CQC database as at {on:%d %B %Y}", INVENTED)):
        readme.write_string(row, 0, text)
    table = book.add_worksheet(sheet)
    for name, column in places.items():
        table.write_string(0, column, name)
    for row, line in enumerate(lines, start=1):
        cells = cells_of(line)
        for name in sorted(cells, key=places.__getitem__):
            value = cells[name]
            if isinstance(value, str):
                if value:
                    table.write_string(row, places[name], value)
            else:
                table.write_number(row, places[name], value)
    book.close()
    return path


def _place(line: Listing) -> _Cells:
    """Cells that both workbooks have, by the names that they share."""
    cells: _Cells = {
        "Location ID": line.location_id,
        "Location HSCA start date": day(line.registered_on),
        "Care home?": "Y" if line.is_care_home else "N",
        "Location Name": line.name,
        "Location ODS Code": line.ods_code,
        "Location Type/Sector": "Social Care Org" if line.beds else "Primary Dental Care",
        "Location Inspection Directorate": "Adult social care",
        "Location Primary Inspection Category": line.category,
        "Location Region": line.council.region,
        "Location Local Authority": line.council.name,
        "Location ONSPD CCG Code": place_of(line.council).code,
        "Location ONSPD CCG": place_of(line.council).name,
        "Location Street Address": line.street,
        "Location City": line.council.name,
        "Location Postal Code": line.postcode,
        "Location UPRN ID": line.uprn,
        "Location Latitude": line.latitude,
        "Location Longitude": line.longitude,
        "Brand ID": line.provider.brand_id,
        "Brand Name": line.provider.brand_name,
        "Location Latest Overall Rating": "",
    }
    if line.inspection is not None:
        cells["Location Latest Overall Rating"] = line.inspection.ratings[0]
        cells["Publication Date"] = day(line.inspection.published_on)
        cells["Inherited Rating (Y/N)"] = "Y" if line.inherited else "N"
    return cells


def _active_cells(line: Listing) -> _Cells:
    cells = _place(line) | {
        "Dormant (Y/N)": "N",
        "Location Telephone Number": "01632960000",
        "Registered manager": "Invented, Person" if line.manager_in_post else "",
        "Location NHS Region": "Invented NHS region",
        "Provider ID": line.provider.provider_id,
        "Provider Name": line.provider.name,
        "Provider HSCA start date": day(line.registered_on),
        "Provider Type/Sector": "Social Care Org",
        "Provider Ownership Type": line.provider.ownership,
        "Provider Local Authority": line.council.name,
        "Provider Region": line.council.region,
        "Provider Postal Code": line.postcode,
        "Location Dual Registered": "Y" if line.is_dual else "N",
        "Primary ID (Dual registration locations)": line.primary_id,
    }
    if line.beds is not None:
        cells["Care homes beds"] = line.beds
        personal = "Accommodation for persons who require nursing or personal care"
        cells[f"Regulated activity - {personal}"] = "Y"
    cells |= {f"Service type - {service}": "Y" for service in line.services}
    return cells | {f"Service user band - {band}": "Y" for band in line.bands}


def _deactivated_cells(line: Listing) -> _Cells:
    cells = _place(line) | {"Location Status": "Inactive-Dereg"}
    if line.deregistered_on is not None:
        cells["Location HSCA End Date"] = day(line.deregistered_on)
    if line.beds is not None:
        cells["Care homes beds at point location de-activated"] = line.beds
    return cells
