"""Workbooks about invented areas, sheet by sheet as their publishers lay them out."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import numpy as np
import xlsxwriter

from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.worlds.months import Counts
from caresight.worlds.places import DELAY_MONTHS, Places
from caresight.worlds.publication import WorldFile

NOTE = "Invented figures of an invented care system. No real place is described."
_LATE = (2, 31)
"""The area that the newest workbook tells differently, and by how many days."""
_REASONS = (
    "A) Awaiting completion of assessment", "B) Awaiting public funding",
    "C) Awaiting further non-acute NHS care",
    "Di) Awaiting residential home placement or availability",
    "Dii) Awaiting nursing home placement or availability",
    "E) Awaiting care package in own home",
    "F) Awaiting community equipment and adaptations", "G) Patient or family choice",
    "H) Disputes", "I) Housing - patients not covered by Care Act", "O) Other",
)  # fmt: skip
Rows = list[Sequence[object]]
_OUTCOMES: tuple[tuple[str, str, float, float, float], ...] = (
    ("1C1A", "Share of people using social care who receive self-directed support", 0.92, 8, 100),
    ("1C2A", "Share of people using social care who receive direct payments", 0.27, 10, 100),
    ("1E", "Share of adults with learning disabilities in paid employment", 0.051, 3, 100),
    ("1G", "Share of adults with learning disabilities who live in their own home", 0.78, 3, 100),
    ("2A1", "Admissions of people aged 18-64 to homes per 100,000", 0.000133, 0, 100_000),
    ("2A2", "Admissions of people aged 65 and over to homes per 100,000", 0.00498, 0, 100_000),
    ("2B1", "Share of older people still at home 91 days after discharge", 0.79, 0.9, 100),
    ("2B2", "Share of older people offered reablement after discharge", 0.031, 25, 100),
    ("2D", "Share of people who needed less or no support after short-term help", 0.75, 3, 100),
)  # fmt: skip
"""Code, words, a middling share, people counted per thousand of 65 and more, and the base.

Where nothing is counted per thousand, the people of the age themselves are.
"""


def write_books(folder: Path, places: Places) -> list[WorldFile]:
    """The newest month of delayed transfers, the people, deprivation, and outcomes."""
    return [
        _delays(folder, places),
        _people(folder, places),
        _deprivation(folder, places),
        _outcomes(folder, places),
    ]


def _delays(folder: Path, places: Places) -> WorldFile:
    """The last month again, as its workbook told it: one council counts otherwise there."""
    last = DELAY_MONTHS.count - 1
    days = float(DELAY_MONTHS.days[last])
    agency, reason = places.by_agency[:, last].copy(), places.by_reason[:, last].copy()
    place, more = _LATE
    agency[place, 1] += more
    reason[place, 5] += more
    care = np.rint(agency.sum(axis=1)[:, None] * np.array([0.65, 0.35])).astype(np.int32)
    book = folder / f"DToC_{DELAY_MONTHS.start(last):%b_%y}_invented.xlsx"
    kinds = ("Acute", "Non-Acute", "Total")
    bodies = ("NHS", "Social Care", "Both", "Total")
    save_book(book, {
        "England": [*_above(last), ("", "Type of Care", "Reason for Delay")],
        "LA - by type of care": _twice(places, last, kinds, _with_total(care), days),
        "LA - by responsible org": _twice(places, last, bodies, _with_total(agency), days),
        "LA - by reason": _twice(places, last, (*_REASONS, "Total"), _with_total(reason), days),
    })  # fmt: skip
    return WorldFile(book, "delayed_transfers_by_agency", date(2020, 2, 13))


def _above(month: int) -> Rows:
    return [
        ("",),
        ("", "Title:", "Delayed Transfer of Care, NHS Organisations, England"),
        ("", "Summary:", NOTE),
        ("",),
        ("", "Period:", f"{DELAY_MONTHS.start(month):%B %Y}"),
        ("", "Source:", "Invented"),
        ("", "Basis:", "Local Authority"),
        ("", "Published:", "13th February 2020"),
        ("", "Revised:"),
        ("", "Status:", "Published"),
        ("", "Contact:", "nobody"),
        ("",),
    ]


def _twice(
    places: Places, month: int, headings: Sequence[str], counts: Counts, days: float
) -> Rows:
    """Days, then the same as people in a day under the same headings."""
    head = ("", "Region", "ONS Geography", "Code", "Name", *headings, *headings)
    groups = ("", "", "", "", "", "Delayed Days", *[""] * (len(headings) - 1), "Average per day")
    whole = counts.sum(axis=0)
    rows: Rows = [*_above(month), groups, head]
    rows.append(("", "-", "-", "-", "England", *whole.tolist(), *(whole / days).tolist()))
    for (code, name), within in places.by_region.items():
        part = counts[within].sum(axis=0)
        rows.append(("", "-", code, "-", name, *part.tolist(), *(part / days).tolist()))
    rows.append(("",))
    for council, row in zip(places.councils, counts, strict=True):
        number = council.code[-3:]
        cells = (*row.tolist(), *(row / days).tolist())
        rows.append(("", council.region, council.code, number, council.name, *cells))
    return rows


def _with_total(counts: Counts) -> Counts:
    return np.column_stack([counts, counts.sum(axis=1)])


def _people(folder: Path, places: Places) -> WorldFile:
    book = folder / "mid2020_population_by_age_invented.xlsx"
    about: Rows = [
        ("Mid-Year Population Estimates, UK, June 2020",), (NOTE,),
        ("This data tables in this spreadsheet were originally published at 9.30am 25 June 2021.",),
    ]  # fmt: skip
    ages = [str(age) for age in range(90)]
    by_age: Rows = [("MYE2: Persons by single year of age (invented)",), ("",)]
    by_age.append(("Code", "Name", "Geography", "All ages", *ages, "90+"))
    land: Rows = [("MYE5: Population density (invented)",), ("",)]
    land.append(("Code", "Name", "Geography", "Area (sq km)", "Estimated Population mid-2020"))
    for code, name, kind, rows in _areas(places):
        people = places.people[rows].sum(axis=0)
        by_age.append((code, name, kind, int(people.sum()), *people.tolist()))
        land.append((code, name, kind, float(places.land[rows].sum()), int(people.sum())))
    save_book(book, {"Cover sheet": about, "MYE2 - Persons": by_age, "MYE 5": land})
    return WorldFile(book, "population_by_age", date(2021, 6, 25))


def _areas(places: Places) -> Iterator[tuple[str, str, str, list[int]]]:
    """England, the regions, then councils; each with the rows of the councils within."""
    yield ENGLAND, "ENGLAND", "Country", list(range(len(places.councils)))
    for (code, name), within in places.by_region.items():
        yield code, name.upper(), "Region", within
    for row, council in enumerate(places.councils):
        yield council.code, council.name, "Unitary Authority", [row]


def _deprivation(folder: Path, places: Places) -> WorldFile:
    published = date(2019, 9, 26)
    book = folder / f"iod2019_upper_tier_summaries_invented_published_{published}.xlsx"
    head = tuple(f"Upper Tier Local Authority District {what} (2019)" for what in ("code", "name"))
    sheets: dict[str, Rows] = {"Notes": [(NOTE,)]}
    for name, scores in (("IMD", places.deprivation), ("IDAOPI", places.older_deprivation)):
        rows: Rows = [(*head, f"{name} - Average score ")]
        pairs = zip(places.councils, scores.tolist(), strict=True)
        rows += [(council.code, council.name, score) for council, score in pairs]
        sheets[name] = rows
    save_book(book, sheets)
    return WorldFile(book, "deprivation", published)


def _outcomes(folder: Path, places: Places) -> WorldFile:
    published = date(2021, 10, 21)
    book = folder / f"ascof_2020-21_open_data_invented_published_{published}.xlsx"
    rows: Rows = [
        ("Geographical Code", "Geographical Description", "Geographical Level", "ONS Code",
         "ASCOF Measure Code", "Disaggregation Level", "Measure Type", "Measure Value",
         "Measure Group", "Measure Group Description", "data_note"),
    ]  # fmt: skip
    rng = np.random.default_rng([int(places.people.sum()), 0xA5C0F])
    for measure, words, share, per_thousand, base in _OUTCOMES:
        trials = _trials(places, measure, per_thousand)
        each = np.clip(share * rng.gamma(250.0, 1 / 250.0, len(trials)), 0, 0.99)
        events = rng.binomial(trials, each)
        for code, name, kind, within in _areas(places):
            level = {"Country": "England", "Region": "Region"}.get(kind, "Council")
            top, below = int(events[within].sum()), int(trials[within].sum())
            hidden = level == "Council" and top < 5
            for what, value in (
                ("Numerator", "[c]" if hidden else top),
                ("Denominator", below),
                ("Outcome", "[c]" if hidden else round(base * top / below, 1)),
                ("Margin Of Error", "[x]"),
            ):
                rows.append(
                    (code[-3:], name, level, code, measure, "Total", what, value,
                     measure[:2], words, "invented")
                )  # fmt: skip
    save_book(book, {"in": rows})
    return WorldFile(book, "ascof_2020_21", published)


def _trials(places: Places, measure: str, per_thousand: float) -> Counts:
    """How many people a measure counts in each area."""
    older = places.people[:, 65:].sum(axis=1)
    if per_thousand:
        return np.asarray(np.maximum(older * per_thousand / 1000, 20).astype(np.int32))
    return np.asarray(places.people[:, 18:65].sum(axis=1) if measure == "2A1" else older)


def save_book(path: Path, sheets: dict[str, Rows]) -> None:
    """Write a workbook; its dates are fixed, so that the same rows give the same bytes."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"comments": NOTE, "created": datetime(2020, 1, 1)})  # noqa: DTZ001
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value != "":
                        sheet.write(number, place, value)
