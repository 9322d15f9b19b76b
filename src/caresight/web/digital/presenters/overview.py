"""The overview: bands of all homes, uptake of one criterion by area, homes to ring."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.digital import (
    DigitalArea,
    DigitalRow,
    DigitalSummary,
    Uptake,
)
from caresight.vocabulary.lists import joined
from caresight.web.digital.presenters.words import band_words, facts_by_code
from caresight.web.directory.criteria import source_words
from caresight.web.ui.charts.share_interval import share_interval
from caresight.web.ui.words import count, day, percent

ALL, COUNCIL, BOARD = "all", "council", "board"
_KINDS = {COUNCIL: "Councils", BOARD: "Integrated care boards", "region": "Regions"}


@dataclass(frozen=True)
class BandLine:
    """A step, and how many homes are at it."""

    label: str
    settled: str
    reached: str


@dataclass(frozen=True)
class AreaLine:
    """The uptake of a criterion in an area."""

    name: str
    homes: str
    share: str
    interval: str
    bar: SafeString
    not_known: str
    compared: str


@dataclass(frozen=True)
class BandsOfArea:
    """An area's homes by band."""

    name: str
    homes: int
    bands: list[int]
    not_settled: int
    nothing_known: int


@dataclass(frozen=True)
class RingLine:
    """A home to ring, and why."""

    home_id: str
    name: str
    area: str
    band: str
    why: str


def band_lines(area: DigitalArea, summary: DigitalSummary) -> list[BandLine]:
    """The steps from the highest down: homes that are certainly there, and there or above."""
    lines = [
        BandLine(
            label=step["label"],
            settled=f"{area['bands'][place]:,}",
            reached=f"{sum(area['reached'][place:]):,}" if place else "",
        )
        for place, step in enumerate(summary["steps"])
    ]
    return lines[::-1]


def kinds_of(areas: list[DigitalArea]) -> dict[str, str]:
    """The kinds of area that homes are counted by, in words."""
    there = {area["kind"] for area in areas}
    return {kind: words for kind, words in _KINDS.items() if kind in there}


def in_no_board(areas: list[DigitalArea]) -> int:
    """Homes that no file says the board of."""
    return areas[0]["homes"] - sum(area["homes"] for area in areas if area["kind"] == BOARD)


def bands_of_areas(areas: list[DigitalArea], kind: str) -> list[BandsOfArea]:
    """Areas of a kind by name, with the highest band first."""
    return [
        BandsOfArea(
            area["name"],
            area["homes"],
            area["bands"][::-1],
            area["not_settled"],
            area["nothing_known"],
        )
        for area in areas
        if area["kind"] == kind
    ]


def area_lines(areas: list[DigitalArea], criterion: str, kind: str) -> list[AreaLine]:
    """Areas of a kind by the uptake of a criterion, the highest share first; none if of none."""
    everywhere = _uptake(areas[0], criterion) if areas else None
    found = [(area, _uptake(area, criterion)) for area in areas if area["kind"] == kind]
    if all(one["share"] is None for _, one in found):
        return []
    found.sort(key=lambda pair: (-(pair[1]["share"] or 0), pair[1]["share"] is None))
    return [_line(area, one, everywhere) for area, one in found]


def best_sentence(areas: list[DigitalArea], criterion: str, label: str, kind: str) -> str:
    """Which area stands highest, and whether that is more than chance."""
    found = [
        (area, one)
        for area in areas
        if area["kind"] == kind and (one := _uptake(area, criterion))["share"] is not None
    ]
    if not found:
        return f"{label}: it is not known of any home."
    area, one = max(found, key=lambda pair: pair[1]["share"] or 0)
    others = [other for _, other in found if other is not one]
    apart = all((one["lower"] or 0) > (other["upper"] or 0) for other in others)
    end = "; chance does not explain it" if apart else "; chance could explain it"
    return (
        f"{label}: {area['name']} stands highest, with {percent(one['share'])} of the "
        f"{count(one['yes'] + one['no'], 'home')} of which it is known "
        f"({percent(one['lower'])} to {percent(one['upper'])})"
        f"{end if others else ''}. {_gap(one['not_known'])}"
    )


def _gap(not_known: int) -> str:
    if not not_known:
        return "It is known of every home there."
    return f"It is not known of {count(not_known, 'home')} there."


def instead_of(criterion: str, summary: DigitalSummary) -> tuple[str, ...]:
    """A criterion and those that a band takes in its place."""
    needs = [need for step in summary["steps"] for need in step["needs"] if criterion in need]
    return tuple(dict.fromkeys([criterion, *(code for need in needs for code in need)]))


def ring_lines(
    falling: list[DigitalRow], waiting: list[DigitalRow], criterion: str, summary: DigitalSummary
) -> list[RingLine]:
    """Homes whose evidence runs out soon, then those whose next band waits for a criterion."""
    facts = facts_by_code(summary)
    lines = [
        _ring(row, summary, f"Falls to a lower band on {day(row['falls_on'])} unless renewed.")
        for row in falling
    ]
    seen = {row["home_id"] for row in falling}
    one = facts[criterion]
    for row in waiting:
        if row["home_id"] not in seen:
            is_no = row["states"].get(criterion) == "no"
            lines.append(_ring(row, summary, one["next_step"] if is_no else one["ask"]))
    return lines[: summary["ring_most"]]


def sources_sentence(summary: DigitalSummary) -> str:
    """What the figures are made of, and of which day each is."""
    named = [f"{source_words(one)} of {day(on)}" for one, on in summary["sources"].items()]
    return f"As known at {day(summary['as_at'])}, from: {joined(named)}."


def _uptake(area: DigitalArea, criterion: str) -> Uptake:
    return next(one for one in area["uptake"] if one["criterion"] == criterion)


def _line(area: DigitalArea, one: Uptake, everywhere: Uptake | None) -> AreaLine:
    known = one["yes"] + one["no"]
    interval = "" if one["lower"] is None else f"{percent(one['lower'])} to {percent(one['upper'])}"
    return AreaLine(
        name=area["name"],
        homes=f"{one['yes']:,} of {known:,} known",
        share=percent(one["share"]),
        interval=interval,
        bar=share_interval(one["share"], one["lower"], one["upper"]),
        not_known=f"{one['not_known']:,} of {area['homes']:,}",
        compared=_compared(one, everywhere),
    )


def _compared(one: Uptake, everywhere: Uptake | None) -> str:
    middle = everywhere["share"] if everywhere else None
    if middle is None or one["lower"] is None or one["upper"] is None:
        return "not known"
    if one["lower"] > middle:
        return "above all homes"
    return "below all homes" if one["upper"] < middle else "as all homes, allowing for chance"


def _ring(row: DigitalRow, summary: DigitalSummary, why: str) -> RingLine:
    return RingLine(
        home_id=row["home_id"],
        name=row["name"],
        area=row["area_name"],
        band=band_words(row["band"], row["band_possible"], summary),
        why=why,
    )
