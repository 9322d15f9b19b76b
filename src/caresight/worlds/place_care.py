"""What is told of care homes of invented areas in 2020: deaths, outbreaks, and who works there.

One wave of infection passes in spring: areas are hit unequally, and homes tell less at weekends.
The layouts are those of the real files, with their odd places: an area where more homes told of
an outbreak than were counted, and one whose vacancies nobody knew.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from caresight.worlds.months import Floats
from caresight.worlds.place_books import NOTE, save_book
from caresight.worlds.places import Places
from caresight.worlds.publication import WorldFile

Integers = NDArray[np.int64]
FIRST_DAY, LAST_DAY = date(2020, 4, 10), date(2020, 9, 11)
WEEKS = tuple(date(2020, 3, 9) + timedelta(weeks=week) for week in range(19))
MORE_THAN_THERE_ARE = 9
"""The area where more homes told of an outbreak than were counted."""
NOT_KNOWN = 6
"""The area whose vacancies nobody knew."""
_DEATHS_A_DAY = 2.2e-5
"""Of one person aged 65 or over, in a care home and without the infection."""
_PEAK, _HALVED_IN = 5.0e-5, 18.0
"""The same of the infection on the first day, and the days in which it halves."""
_AT_WEEKENDS = 0.25
_HOMES_PER_PERSON = 1.5e-3


def write_care_files(folder: Path, places: Places) -> list[WorldFile]:
    """The files of one world."""
    rng = np.random.default_rng([int(places.people.sum()), 0xCA4E])
    hit = rng.gamma(4.0, 1 / 4.0, len(places.councils))
    return [
        _deaths(folder, places, rng, hit),
        _outbreaks(folder, places, rng, hit),
        _workforce(folder, places, rng),
    ]


def _deaths(folder: Path, places: Places, rng: np.random.Generator, hit: Floats) -> WorldFile:
    published = date(2020, 9, 22)
    path = folder / f"care_home_deaths_daily_invented_published_{published}.csv"
    days = [FIRST_DAY + timedelta(days=d) for d in range((LAST_DAY - FIRST_DAY).days + 1)]
    told = np.array([_AT_WEEKENDS if day.weekday() > 4 else 1.3 for day in days])
    older = places.people[:, 65:].sum(axis=1)
    wave = _PEAK * 0.5 ** (np.arange(len(days)) / _HALVED_IN)
    covid = rng.poisson(older[:, None] * hit[:, None] * (wave * told)[None, :])
    every = covid + rng.poisson(older[:, None] * (_DEATHS_A_DAY * told)[None, :])
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Name", "Date", "All cause", "Covid-19 Deaths", "data_note"))
        for place, day in enumerate(days):
            for name, rows in _areas(places):
                counts = every[rows, place].sum(), covid[rows, place].sum()
                writer.writerow((name, day, *counts, "invented"))
            writer.writerow(("Notes:", day, "", "", "invented"))
    return WorldFile(path, "care_home_deaths_daily", published)


def _areas(places: Places) -> Iterator[tuple[str, list[int]]]:
    """England, the regions, then councils; each with the rows of the councils within."""
    yield "England", list(range(len(places.councils)))
    for (_, name), within in places.by_region.items():
        yield name, within
    for row, council in enumerate(places.councils):
        yield council.name, [row]


def _outbreaks(folder: Path, places: Places, rng: np.random.Generator, hit: Floats) -> WorldFile:
    published = date(2020, 7, 23)
    book = folder / f"care_home_outbreaks_invented_published_{published}.xlsx"
    homes = np.maximum(places.people[:, 65:].sum(axis=1) * _HOMES_PER_PERSON, 8).astype(np.int64)
    reached = rng.binomial(homes, np.clip(0.42 * hit, 0.05, 0.85))
    reached[MORE_THAN_THERE_ARE] = homes[MORE_THAN_THERE_ARE] + 2
    shares = np.array([0.5 ** (abs(week - 4) / 2) for week in range(len(WEEKS))])
    weeks = rng.multinomial(reached, shares / shares.sum())
    title = ["Title", "Number of COVID-19 outbreaks in care homes (invented)"]
    about = f"Figures are included for each week starting from 2 March 2020 by area. {NOTE}"
    days = [str(week) for week in WEEKS]
    ends = ("All outbreaks", "Number of care homes")
    regions: list[Sequence[object]] = [
        ("", "", "Week commencing"), ("Government office region", "RGN09CD", *days, *ends)
    ]  # fmt: skip
    for (code, name), within in places.by_region.items():
        regions.append((name, code, *_counts(weeks[within], homes[within])))
    councils: list[Sequence[object]] = [
        ("", "", "", "Week commencing"),
        ("Local Authority", "UTLAApr19CD", "Government office regions", *days, *ends),
    ]
    for row, one in enumerate(places.councils):
        councils.append((one.name, one.code, one.region, *_counts(weeks[[row]], homes[[row]])))
    save_book(book, {
        "Metadata": [title, ("Summary", about)],
        "Government_office_regions": regions,
        "Upper_Tier_Local_authorities": councils,
    })  # fmt: skip
    return WorldFile(book, "care_home_outbreaks_council", published)


def _counts(weeks: Integers, homes: Integers) -> tuple[int | str, ...]:
    by_week = weeks.sum(axis=0)
    # the number of homes is a text in the real file
    return (*by_week.tolist(), int(by_week.sum()), str(int(homes.sum())))


def _workforce(folder: Path, places: Places, rng: np.random.Generator) -> WorldFile:
    published = date(2020, 10, 8)
    path = folder / f"care_workforce_2019-20_invented_published_{published}.csv"
    count = len(places.councils)
    figures = np.column_stack([
        rng.beta(20, 62, count), rng.gamma(30, 5 / 30, count), rng.beta(9, 110, count),
        rng.beta(60, 18, count),
    ])  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((
            "LAD19CD", "Staff turnover rate", "Mean sickness days", "Vacancy rate",
            "Mean % of non-zero-hours contracts", "data_note",
        ))  # fmt: skip
        for row, council in enumerate(places.councils):
            cells: list[float | str] = [round(float(value), 6) for value in figures[row]]
            if row == NOT_KNOWN:
                cells[2] = "NA"
            writer.writerow((council.code, *cells, "invented"))
    return WorldFile(path, "care_workforce", published)
