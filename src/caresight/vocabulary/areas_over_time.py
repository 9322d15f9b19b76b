"""England, its regions and its councils, by code, through mergers and new numbers.

A council that only got a new number (a county that became unitary on the same land) is one
area under its newest code. A council whose land changed is an area of its own until that day:
its figures are never added to those of who followed it. Codes, names and days are those of
the Office for National Statistics; the merged councils of `data/la` and the delayed-transfer
files of 2011 to 2019 were read by them.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from caresight.vocabulary.areas import (
    area_name,
    council_code,
    councils,
    fold_name,
    invented_councils,
)
from caresight.vocabulary.lists import joined

ENGLAND = "E92000001"
AreaKind = Literal["england", "region", "board", "council"]
_BOARDS = ("E54", "X97")
"""How the codes of integrated care boards begin, and those of invented ones."""
_CODE = len(ENGLAND)
_SAME_LAND = {
    "E06000048": "E06000057",  # Northumberland, 2013
    "E08000020": "E08000037",  # Gateshead, 2013
    "E10000002": "E06000060",  # Buckinghamshire, 2020
    "E10000023": "E06000065",  # North Yorkshire, 2023
    "E10000027": "E06000066",  # Somerset, 2023
}
"""New numbers for the same land."""


@dataclass(frozen=True)
class Ended:
    """A council whose land went to others."""

    code: str
    name: str
    region: str
    ended_on: date
    """The first day on which it was no more."""
    followed_by: tuple[str, ...]


@cache
def ended_areas() -> dict[str, Ended]:
    """Every council that ended with a change of land since 2011, by its code."""
    return {
        row["code"]: Ended(
            row["code"], row["name"], row["region"],
            date.fromisoformat(row["ended_on"]), tuple(row["followed_by"].split()),
        )
        for row in _rows("england_areas_ended.csv")
    }  # fmt: skip


@cache
def regions() -> dict[str, str]:
    """Names of regions by their code: those of England, and that of invented worlds."""
    rows = [*_rows("england_regions.csv"), *_rows("invented_regions.csv")]
    return {row["code"]: row["name"] for row in rows}


def name_of(code: str) -> str:
    """What an area is called, also one that has ended; the code itself where it is not known."""
    if code == ENGLAND:
        return "England"
    ended = ended_areas().get(code)
    return regions().get(code) or (ended.name if ended else area_name(code))


def kind_of(code: str) -> AreaKind:
    """What kind of area bears a code."""
    if code == ENGLAND:
        return "england"
    if code.startswith(_BOARDS):
        return "board"
    return "region" if code in regions() else "council"


def region_of(code: str) -> tuple[str, str]:
    """Code and name of the region that an area lies in; the code is empty where it has none."""
    ended = ended_areas().get(code)
    council = councils().get(code) or invented_councils().get(code)
    name = ended.region if ended else council.region if council else ""
    return next((one for one, called in regions().items() if called == name), ""), name


def came_from(code: str) -> tuple[Ended, ...]:
    """The councils whose land an area took over."""
    return tuple(one for one in ended_areas().values() if code in one.followed_by)


def lasted(code: str, on: date) -> bool:
    """Whether an area was there on a day; what began before 2011 is taken to have been."""
    ended = ended_areas().get(code)
    if ended:
        return on < ended.ended_on
    return all(one.ended_on <= on for one in came_from(code))


@cache
def councils_within(region: str, on: date) -> tuple[str, ...]:
    """The councils of England, or of a region of it, on a day."""
    every = {*councils(), *ended_areas()}
    return tuple(
        code
        for code in sorted(every)
        if code not in _SAME_LAND and lasted(code, on) and region in (ENGLAND, region_of(code)[0])
    )


@cache
def area_code(text: str, on: date, *, restated: bool = True) -> str | None:
    """The code of the area that a file of a day names, by code or name; None where unknown.

    A council that had ended by then is not known: its figures would stand twice, once more
    under who followed it. One that had not begun is known only where the file states older
    figures anew on later land, as estimates of people do.
    """
    code = _code_on(text, on)
    return code if restated or code is None or lasted(code, on) else None


def why_unknown(text: str, on: date) -> str:
    """Why an area is not known on a day, where it had ended or not begun; else nothing."""
    code = _code_on(text, on)
    if code and lasted(code, on):
        return ""
    if code:
        before = joined([_without_note(one.name) for one in came_from(code)])
        began = max(one.ended_on for one in came_from(code))
        return f"{name_of(code)} began on {_day(began)}, after {before}."
    for ended in ended_areas().values():
        name = _without_note(ended.name)
        if on >= ended.ended_on and (text == ended.code or fold_name(text) == fold_name(name)):
            after = joined([name_of(code) for code in ended.followed_by])
            return f"{name} ended on {_day(ended.ended_on)}; {after} followed."
    return ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _code_on(text: str, on: date) -> str | None:
    folded = fold_name(text)
    wide = {"england": ENGLAND, **_regions_by_name()}.get(folded)
    if wide or text == ENGLAND or text in regions() or _is_board(text):
        return wide or text
    for ended in _ended_by_name().get(folded, ()):
        if on < ended.ended_on:
            return ended.code
        if folded != _name_after(ended):
            return None
    known = text if text in ended_areas() else council_code(_SAME_LAND.get(text, text))
    if known in ended_areas():
        return known if on < ended_areas()[known].ended_on else None
    return _SAME_LAND.get(known, known) if known else None


def _name_after(ended: Ended) -> str:
    """The name of who followed, where one of them took the old name over, as Dorset did."""
    folded = fold_name(_without_note(ended.name))
    names = {fold_name(area_name(code)) for code in ended.followed_by}
    return folded if folded in names else ""


@cache
def _ended_by_name() -> dict[str, tuple[Ended, ...]]:
    found: dict[str, tuple[Ended, ...]] = {}
    for ended in ended_areas().values():
        folded = fold_name(_without_note(ended.name))
        found[folded] = (*found.get(folded, ()), ended)
    return found


@cache
def _regions_by_name() -> dict[str, str]:
    return {fold_name(name): code for code, name in regions().items()}


def known_area(code: str) -> str | None:
    """An area by a code that it has or had, whether it has ended or not; None if none is known."""
    newest = _SAME_LAND.get(code, code)
    wide = newest == ENGLAND or newest in regions() or _is_board(newest)
    if wide or newest in ended_areas():
        return newest
    return newest if newest == council_code(newest) else None


def _is_board(text: str) -> bool:
    """Whether it is the code of a board: which there are, files say."""
    return text.startswith(_BOARDS) and len(text) == _CODE and text[1:].isdigit()


def _without_note(name: str) -> str:
    return name.partition(" (")[0]


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
