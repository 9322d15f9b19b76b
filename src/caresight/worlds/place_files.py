"""Write what publishers say of invented areas: delayed transfers, people, outcomes, maps.

The layouts, their odd places too, are those that `definitions/sources` read: a total that does
not add up, a month that a later file tells differently, counts that were kept back.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from caresight.worlds.board_files import write_board_files
from caresight.worlds.months import Counts
from caresight.worlds.place_books import write_books
from caresight.worlds.place_care import write_care_files
from caresight.worlds.place_outlines import write_outlines
from caresight.worlds.places import DELAY_MONTHS, Places
from caresight.worlds.publication import WorldFile

INVENTED = "invented"
PUBLISHED = date(2020, 2, 13)
_AGENCIES = ("Name", "NHS", "Social Care", "Both", "Period_year", "data_note")
_REASONS = (
    "Code", "Name", "Awaiting completion of assessment", "Awaiting public funding",
    "Awaiting further NHS non-acute care", "Awaiting residential home placement or availability",
    "Awaiting nursing home placement or availability", "Awaiting care package in own home",
    "Awaiting community equipment and adaptations", "Patient or family choice", "Disputes",
    "Housing - Patients not covered by NHS and Community Care Act", "Other",
    "Total Delayed Transfers of Care", "Period", "data_note",
)  # fmt: skip
NOT_GIVEN = (3, 7)
"""The area and the month whose figures nobody gave."""
WRONG_TOTAL = (4, 20)
"""The area and the month whose reasons do not add up to their total."""


def write_place_files(folder: Path, places: Places) -> list[WorldFile]:
    """Every file about the areas of a world."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _by_agency(folder, places),
        _by_reason(folder, places),
        *write_books(folder, places),
        *write_board_files(folder, places.councils),
        *write_care_files(folder, places),
        write_outlines(folder, places.councils, seed=int(places.people.sum())),
    ]


def _by_agency(folder: Path, places: Places) -> WorldFile:
    rows = (
        (name, *cells, words, INVENTED)
        for _, name, words, cells in _by_month(places, places.by_agency)
    )
    source = "delayed_transfers_by_agency_long"
    return _write(folder, source, _AGENCIES, rows)


def _by_reason(folder: Path, places: Places) -> WorldFile:
    rows = (
        (code, name, *cells, *_total(cells, more=(code, words) == odd), words, INVENTED)
        for odd in [(places.councils[WRONG_TOTAL[0]].code, _words(WRONG_TOTAL[1]))]
        for code, name, words, cells in _by_month(places, places.by_reason)
    )
    return _write(folder, "delayed_transfers_by_reason_long", _REASONS, rows)


def _by_month(
    places: Places, counts: Counts
) -> Iterable[tuple[str, str, str, Sequence[int | str]]]:
    """Code, name, month and figures: the whole country first in each month, then its regions.

    Regions tell their own, as files of invented areas hold some of the councils of a region
    alone: nobody could add them up.
    """
    regions = places.by_region
    for month in range(DELAY_MONTHS.count):
        words = _words(month)
        yield "-", "England", words, counts[:, month].sum(axis=0).tolist()
        for (code, name), within in regions.items():
            yield code, name, words, counts[within, month].sum(axis=0).tolist()
        for place, council in enumerate(places.councils):
            given = counts[place, month].tolist()
            if (place, month) == NOT_GIVEN:
                given = ["-"] * len(given)
            yield council.code, council.name, words, given


def _total(cells: Sequence[int | str], *, more: bool) -> tuple[int | str]:
    if any(isinstance(cell, str) for cell in cells):
        return ("-",)
    return (int(np.sum(cells)) + (25 if more else 0),)


def _words(month: int) -> str:
    return f"{DELAY_MONTHS.start(month):%B %Y}"


def _write(
    folder: Path, source: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> WorldFile:
    path = folder / f"{source}_published_{PUBLISHED}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
    return WorldFile(path, source, PUBLISHED)
