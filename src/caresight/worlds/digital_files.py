"""Write what lists and homes say of how digital they are, in the layouts that are read."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from caresight.worlds.boards import place_of
from caresight.worlds.digital import DigitalState, draw_digital
from caresight.worlds.publication import WorldFile
from caresight.worlds.system import System

DSPT, NHSMAIL, RETURN = "dspt", "nhsmail_rollout", "digital_return"
_DSPT = (
    "OrganisationName", "ODSCode", "PublicationStatus", "DateOfPublication", "PrimarySector",
    "CCG (from ODS and CQC)", "ParentODSCode",
)  # fmt: skip
_NHSMAIL = ("ods_code", "home_name", "has_mailbox", "joined_on", "last_used_on", "data_note")
_RETURN = (
    "location_id", "home_name", "criterion", "answer", "number", "out_of", "answered_on",
    "data_note",
)  # fmt: skip
_YEAR_STARTS, _DEADLINE = (4, 1), (6, 30)


def write_digital_files(folder: Path, system: System) -> list[WorldFile]:
    """The toolkit's list of today and of a year ago, the roll-out list, and the homes' returns."""
    folder.mkdir(parents=True, exist_ok=True)
    on = system.months.start(system.months.count) + timedelta(days=4)
    states = list(draw_digital(system, on))
    return [
        _toolkit(folder, states, on - timedelta(days=365)),
        _toolkit(folder, states, on),
        _rollout(folder, states, on),
        _returns(folder, states, on),
    ]


def _toolkit(folder: Path, states: Sequence[DigitalState], on: date) -> WorldFile:
    path = folder / f"dspt_progress_{on}.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": datetime(on.year, on.month, on.day, tzinfo=UTC)})
    readme = book.add_worksheet("README")
    readme.write_string(0, 0, "This file is invented: no place, firm or person in it exists.")
    sheet = book.add_worksheet("DSPT Organisation Profile Progr")
    for row, cells in enumerate([_DSPT, *_lines(states, on)]):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write_string(row, column, cell)
    book.close()
    return WorldFile(path, DSPT, on)


def _lines(states: Iterable[DigitalState], on: date) -> Iterable[tuple[str, ...]]:
    """Homes, then the head offices that publish for theirs."""
    offices: dict[str, tuple[str, ...]] = {}
    for one in states:
        if not one.listed_code:
            continue
        provider = one.location.provider
        parent = f"A{provider.provider_id[-5:]}" if one.by_head_office else ""
        status = _status(one, on)
        name, area = one.location.name, place_of(one.home.council).name
        if parent and (status[0] or parent not in offices):
            # Half of all names begin with a blank, as in the real list.
            offices[parent] = (f" {provider.name} ({parent})", parent, *status, "Company", "", "")
        own = ("", "") if parent else status
        label = f"{name.upper()} ({one.listed_code})"
        yield (label, one.listed_code, *own, "Care Home", area, parent)
    yield from offices.values()


def _status(one: DigitalState, on: date) -> tuple[str, str]:
    """Words and day as the list of a day has them; blank before it was published."""
    published = one.published_on
    if published is None or published > on:
        return "", ""
    words, starts = one.status, date(published.year, *_YEAR_STARTS)
    year = published.year if published >= starts else published.year - 1
    if starts <= published <= date(published.year, *_DEADLINE):
        year -= 1
    return f"{year % 100:02d}/{(year + 1) % 100:02d} {words}", published.isoformat()


def _rollout(folder: Path, states: Iterable[DigitalState], on: date) -> WorldFile:
    rows = (
        (
            one.home.ods_code,
            one.location.name,
            "Y" if one.has_mailbox else "N",
            one.last_used_on - timedelta(days=200) if one.last_used_on else "",
            one.last_used_on or "",
            "invented",
        )
        for one in states
    )
    return _write(folder / f"nhsmail_rollout_{on}.csv", NHSMAIL, on, _NHSMAIL, rows)


def _returns(folder: Path, states: Iterable[DigitalState], on: date) -> WorldFile:
    rows = (
        (
            one.location.location_id,
            one.location.name,
            said.criterion,
            said.answer,
            "" if said.number is None else said.number,
            "" if said.out_of is None else said.out_of,
            one.answered_on,
            "invented",
        )
        for one in states
        for said in one.said
    )
    return _write(folder / f"digital_return_published_{on}.csv", RETURN, on, _RETURN, rows)


def _write(
    path: Path, source: str, on: date, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> WorldFile:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
    return WorldFile(path, source, on)
