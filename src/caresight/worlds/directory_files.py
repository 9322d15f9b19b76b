"""Write the register's csv files: the weekly directory and the latest ratings."""

import csv
import io
from datetime import date
from pathlib import Path

from caresight.worlds.boards import place_of
from caresight.worlds.inspections import DOMAINS
from caresight.worlds.listings import Listing, listings
from caresight.worlds.register_files import day, edition_name, layout
from caresight.worlds.system import System

_SERVICES = {
    "Care home service with nursing": "Nursing homes",
    "Care home service without nursing": "Residential homes",
    "Domiciliary care service": "Homecare agencies",
    "Dental service": "Dentist",
}
_SPECIALISMS = {
    "Older People": "Caring for adults over 65 yrs",
    "Younger Adults": "Caring for adults under 65 yrs",
    "Learning disabilities or autistic spectrum disorder": "Learning disabilities",
    "Physical Disability": "Physical disabilities",
    "Whole Population": "Services for everyone",
    "Dementia": "Dementia",
}


def write_directory(folder: Path, system: System, on: date) -> Path:
    """Write the directory as it was produced on a day: the header stands on line 5."""
    names = layout("directory")
    blank = [""] * (len(names) - 1)
    lines = [
        ["CQC Locations data", *blank],
        ["This file is invented", *blank],
        [f"This data was produced on {on:%d %B %Y}", *blank],
        ["", *blank],
        list(names),
        *(_directory_row(line) for line in listings(system, on)),
    ]
    return _write(folder / edition_name(on, "CQC_directory", "csv"), lines)


def write_latest_ratings(folder: Path, system: System, on: date) -> Path:
    """Write the ratings in force on a day, a row for each home and domain."""
    lines = [[*layout("latest_ratings"), "data_note"]]
    for line in listings(system, on, others=False):
        if line.inspection is not None:
            pairs = zip(DOMAINS, line.inspection.ratings, strict=True)
            lines += [_rating_row(line, domain, rating) for domain, rating in pairs]
    return _write(folder / edition_name(on, "Latest_ratings", "csv"), lines)


def _write(path: Path, lines: list[list[str]]) -> Path:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    path.write_bytes(text.getvalue().encode())
    return path


def _directory_row(line: Listing) -> list[str]:
    checked = line.inspection.published_on if line.inspection else None
    url = f"https://example.org/location/{line.location_id}"
    return [
        line.name,
        "",
        f"{line.street},{line.council.name}",
        line.postcode,
        "1632960000",
        "",
        "|".join(_SERVICES[service] for service in line.services),
        f"{checked:%d/%b/%Y} - 00:00" if checked else "",
        "|".join(_SPECIALISMS[band] for band in line.bands),
        line.provider.name,
        line.council.name,
        line.council.region,
        url,
        line.location_id,
        line.provider.provider_id,
    ]


def _rating_row(line: Listing, domain: str, rating: str) -> list[str]:
    inspection = line.inspection
    published = day(inspection.published_on) if inspection else ""
    return [
        line.location_id,
        line.ods_code,
        line.name,
        "Y" if line.is_care_home else "N",
        "Social Care Org",
        line.category,
        line.street,
        "",
        line.council.name,
        line.postcode,
        line.council.name,
        line.council.region,
        "Invented NHS region",
        place_of(line.council).code,
        place_of(line.council).name,
        *[""] * 2,
        "Overall",
        domain,
        rating,
        published,
        "Location",
        "Y" if line.inherited else "N",
        f"https://example.org/location/{line.location_id}",
        line.provider.provider_id,
        line.provider.name,
        line.provider.brand_id,
        line.provider.brand_name,
        "invented",
    ]
