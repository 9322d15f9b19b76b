"""Invented files of areas in the layouts that are read: days by month, outcomes, people."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.sources.catalogue import load_sources
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.vocabulary.periods import months_after

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AGES = [*map(str, range(90)), "90+"]
SUTTON, KINGSTON, RUTLAND, DERBY = "E09000029", "E09000021", "E06000017", "E06000015"
NAMES = {
    SUTTON: "Sutton", KINGSTON: "Kingston upon Thames", RUTLAND: "Rutland", DERBY: "Derby UA",
}  # fmt: skip
MONTHS = [months_after(date(2017, 4, 1), step) for step in range(24)]
ADULTS_OF_AN_AGE = 1000
"""So that every council has 73,000 adults."""


def days_of(area: str, number: int) -> tuple[int, int, int]:
    """Days attributable to the NHS, social care and both, in the month of a number."""
    level = {SUTTON: 1, KINGSTON: 2, RUTLAND: 3, DERBY: 8}[area]
    wave = 1 + 0.1 * ((number * 7 + level) % 5 - 2)
    return round(60 * level * wave), round(30 * level * wave), 3 * level


def long_csv(path: Path, *, days: Callable[[str, int], tuple[int, int, int]] = days_of) -> Path:
    """The long file of all months by agency; England is the councils, and 7 days more."""
    lines = ["Name,NHS,Social Care,Both,Period_year"]
    for number, month in enumerate(MONTHS):
        told = {area: days(area, number) for area in NAMES}
        whole = [sum(column) for column in zip(*told.values(), strict=True)]
        whole[0] += 7
        rows = [("England", whole), *((NAMES[area], of) for area, of in told.items())]
        lines += [f"{name},{','.join(map(str, of))},{month:%B %Y}" for name, of in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def outcomes(path: Path) -> Path:
    """The outcomes of a year: one share with its counts, one of which they were kept back."""
    headings = ["ONS Code", "ASCOF Measure Code", "Disaggregation Level", "Measure Type",
                "Measure Value"]  # fmt: skip
    shares: Mapping[str, tuple[Any, Any, Any]] = {
        ENGLAND: (79.1, 7910, 10000), SUTTON: (90.0, 450, 500), KINGSTON: (85.0, 425, 500),
        RUTLAND: ("[c]", "[c]", "[c]"), DERBY: (60.0, 300, 500),
    }  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("in")
        sheet.write_row(0, 0, headings)
        number = 0
        for area, values in shares.items():
            kinds = ("Outcome", "Numerator", "Denominator")
            for measure in ("2B1", "2B2"):
                for kind, value in zip(kinds, values, strict=True):
                    number += 1
                    sheet.write_row(number, 0, [area, measure, "Total", kind, value])
    return path


def population(path: Path) -> Path:
    """People of each age, and land; Rutland is thinly settled."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Cover sheet").write_column(0, 0, [
            "Invented population estimates", "Mid-Year Population Estimates, UK, June 2020",
            "first published at 9.30am 25 June 2021.",
        ])  # fmt: skip
        by_age, density = book.add_worksheet("MYE2 - Persons"), book.add_worksheet("MYE 5")
        by_age.write_row(7, 0, ["Code", "Name", "Geography", "All ages", *AGES])
        density.write_row(7, 0, ["Code", "Name", "Geography", "Area (sq km)"])
        for number, area in enumerate([*NAMES, ENGLAND], start=8):
            many = 4 if area == ENGLAND else 1
            people = [many * (ADULTS_OF_AN_AGE + 5 * number)] * 18
            people += [many * ADULTS_OF_AN_AGE] * 73
            kind = "Country" if area == ENGLAND else "Unitary Authority"
            by_age.write_row(number, 0, [area, area, kind, sum(people), *people])
            land_ = 380.0 if area == RUTLAND else 40.0 + number
            density.write_row(number, 0, [area, area, kind, land_])
    return path


def deprivation(path: Path) -> Path:
    """Scores of each council."""
    with xlsxwriter.Workbook(str(path)) as book:
        for sheet in ("IMD", "IDAOPI"):
            page = book.add_worksheet(sheet)
            code = "Upper Tier Local Authority District code (2019)"
            page.write_row(0, 0, [code, f"{sheet} - Average score "])
            for number, area in enumerate(NAMES, start=1):
                page.write_row(number, 0, [area, 10.0 + number])
    return path


def land_areas(home: Path, folder: Path, definitions: Path) -> Lake:
    """A home folder in which nothing but figures of areas was landed."""
    paths = [
        long_csv(folder / "days.csv"),
        outcomes(folder / "invented_2020-21_open_data.xlsx"),
        population(folder / "people.xlsx"),
        deprivation(folder / "invented_iod2019.xlsx"),
    ]
    lake = Lake(home)
    report = land(lake, load_sources(definitions / "sources"), paths, received_at=NOW)
    assert {one.fate for one in report.files} == {"landed"}, report.files
    return lake
