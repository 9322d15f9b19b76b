"""Each row of a spreadsheet, checked as the form would: what it means, or what is wrong with it."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from caresight.vocabulary.refusal import Refusal
from caresight.web.directory.homes import find_homes, known_home
from caresight.web.directory.releases import newest
from caresight.web.intelligence import policies
from caresight.web.intelligence.importing.columns import BY_NAME, COLUMNS, choices_of
from caresight.web.intelligence.importing.reading import Row, Sheet

_DEFAULTS = {
    "direction": "worrying", "kind": "observation", "grade": "none", "voice": "own",
    "reliability": "not_assessed", "credibility": "not_assessed", "handling": "group_only",
}  # fmt: skip
HEADINGS = [column.heading for column in COLUMNS]
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell."""

    row: int
    column: str
    expected: str
    came: str
    what_to_do: str


@dataclass
class Checked:
    """A spreadsheet, checked."""

    good: list[dict[str, Any]] = field(default_factory=list)
    bad: list[dict[str, Any]] = field(default_factory=list)
    """Each with its row number, its cells as they came, and its faults."""


class _Wrong(Exception):  # noqa: N818 - it is what is wrong with a cell
    def __init__(self, column: str, expected: str, what_to_do: str) -> None:
        super().__init__(column)
        self.column, self.expected, self.what_to_do = column, expected, what_to_do


def check_sheet(sheet: Sheet, *, sender: str, today: date) -> Checked:
    """Check every row. `sender` tells rows of one agency from the same rows of another."""
    checked = Checked()
    homes: dict[str, tuple[str, str, str]] = {}
    for row in sheet.rows:
        item, faults = _check_row(row, homes, today)
        if faults:
            checked.bad.append(
                {"row": row.number, "cells": list(row.came), "faults": [asdict(f) for f in faults]}
            )
        else:
            checked.good.append({**item, "row": row.number, "row_hash": _hash(item, sender)})
    return checked


def _check_row(
    row: Row, homes: dict[str, tuple[str, str, str]], today: date
) -> tuple[dict[str, Any], list[Fault]]:
    item: dict[str, Any] = {}
    faults: list[Fault] = []

    def take(name: str, read: Callable[[str], Any]) -> None:
        cell = row.cells.get(name, "").replace("\x00", "")
        try:
            item[name] = read(cell)
        except _Wrong as wrong:
            heading = BY_NAME[wrong.column].heading
            faults.append(Fault(row.number, heading, wrong.expected, cell[:120], wrong.what_to_do))

    take("home", lambda cell: _home(cell, homes))
    take("observed_on", lambda cell: _day("observed_on", cell, today))
    take("received_on", lambda cell: _received(cell, item.get("observed_on"), today))
    take("words", _words)
    take("themes", _themes)
    for name in ("severity", *_DEFAULTS):
        take(name, partial(_choice, name))
    faults.sort(key=lambda fault: HEADINGS.index(fault.column))
    if not faults:
        item["home_id"], item["home_name"], item["area_code"] = item.pop("home")
        item["severity"] = int(item["severity"])
        item["observed_on"] = item["observed_on"].isoformat()
        item["received_on"] = item["received_on"].isoformat()
    return item, faults


def _home(cell: str, homes: dict[str, tuple[str, str, str]]) -> tuple[str, str, str]:
    key = " ".join(cell.split())
    if not key:
        raise _Wrong("home", "a home", "Write the home's registered id, or its name and postcode.")
    if key not in homes:
        homes[key] = _find_home(key)
    return homes[key]


def _find_home(key: str) -> tuple[str, str, str]:
    release = newest()
    by_location = release.index.home_by_location(key) if release else None
    home = known_home(by_location or key)
    if home is None:
        found = find_homes(key.replace(",", " "), area_codes=None, limit=6)
        exact = [one for one in found if one["name"].casefold() == key.casefold()]
        found = exact or found
        if len(found) > 1:
            raise _Wrong(
                "home",
                "one home",
                "Several homes fit. Write the registered id, or add the postcode.",
            )
        if not found:
            raise _Wrong("home", "a home of the register", "Check the id or the spelling.")
        home = found[0]
    return home["home_id"], home["name"], home["area_code"]


def _day(column: str, cell: str, today: date) -> date:
    text = re.sub(r"[T ]00:00(:00)?$", "", cell.strip())
    for form in _DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day > today:
            raise _Wrong(column, "a day that is not in the future", "Check the year and month.")
        if (today - day).days > policies.OLDEST_DAYS:
            raise _Wrong(column, "a day within the last ten years", "Check the year.")
        return day
    raise _Wrong(column, "a day such as 2026-11-05 or 05/11/2026", "Write the day in that form.")


def _received(cell: str, observed_on: date | None, today: date) -> date | None:
    if not cell.strip():
        return observed_on
    day = _day("received_on", cell, today)
    if observed_on and day < observed_on:
        raise _Wrong("received_on", "a day not before it was seen", "Correct one of the two days.")
    return day


def _words(cell: str) -> str:
    try:
        return policies.check_words(cell)
    except Refusal as refusal:
        raise _Wrong(
            "words", refusal.expected or "", refusal.what_to_do or "Say what was seen."
        ) from None


def _themes(cell: str) -> list[str]:
    codes = []
    for part in re.split(r"[;\n|]", cell):
        if part.strip():
            codes.append(_choice("themes", part))
    if not 0 < len(set(codes)) <= policies.MOST_THEMES:
        raise _Wrong(
            "themes", f"1 to {policies.MOST_THEMES} themes", "Choose from the list in the template."
        )
    return sorted(set(codes))


def _choice(name: str, cell: str) -> str:
    text = " ".join(cell.split()).casefold()
    if not text and name in _DEFAULTS:
        return _DEFAULTS[name]
    for code, label in choices_of(name):
        # "2", "2 – Discomfort or poor practice" and the words alone all mean the same.
        if text in (code, label.casefold(), code.replace("_", " ")) or (
            name == "severity" and re.fullmatch(rf"{code}(\.0)?\b.*", text)
        ):
            return code
    labels = [label for _, label in choices_of(name)]
    listed = "1 to 5" if name == "severity" else "; ".join(labels[:12])
    raise _Wrong(name, f"one of: {listed}", "Choose from the list in the template.")


def _hash(item: dict[str, Any], sender: str) -> str:
    parts = (sender, item["home_id"], item["observed_on"], item["kind"], item["direction"])
    text = "\x1f".join((*parts, " ".join(item["words"].split()).casefold()))
    return hashlib.sha256(text.encode()).hexdigest()
