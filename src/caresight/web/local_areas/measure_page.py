"""The page of one measure in words: its definition, all areas, the map, its course, its faults."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.boundaries import Boundary
from caresight.pipeline.release_index.places import (
    MeasureDefinition,
    MeasureDocument,
    MeasureLine,
    MeasureRow,
    Told,
)
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.web.local_areas import figures
from caresight.web.local_areas.charts.caterpillar import Ranked, caterpillar
from caresight.web.local_areas.charts.course import Line, course_chart, first_after
from caresight.web.local_areas.map_page import AreaMap, Classes, map_of
from caresight.web.ui.words import day

MOST_TOLD = 50
"""So many differences are listed; the file has them all."""
MOST_PERIODS = 36
"""So many periods are in the table behind the course; the file has them all."""


@dataclass(frozen=True)
class RankedLine:
    """One area in the table of all areas."""

    code: str
    name: str
    region: str
    place: str
    value: str
    interval: str
    doubt: str
    why: str
    england: str
    neighbours: str
    group: str
    """Which group of the map it is in."""
    is_chosen: bool


@dataclass(frozen=True)
class Course:
    """The course of a measure over time."""

    picture: SafeString
    labels: list[str]
    """Names of the lines."""
    rows: list[tuple[str, list[str]]]
    """A period and the figures of the lines, newest first."""
    breaks: list[tuple[str, str, str]]
    """Letter, day and what changed, for those that lie within the course."""
    is_cut: bool


@dataclass(frozen=True)
class MeasurePage:
    """Everything that the page of a measure shows."""

    document: MeasureDocument
    unit: str
    wanted: str
    england: str
    reviewed: str
    breaks: list[tuple[str, str]]
    picture: SafeString | None
    lines: list[RankedLine]
    map: AreaMap | None
    course: Course | None
    differences: list[tuple[str, str, str, str]]
    differences_in_all: int
    chosen: str


def measure_page(
    document: MeasureDocument, boundaries: dict[str, Boundary], *, chosen: str = ""
) -> MeasurePage:
    """The page of one measure; `chosen` is an area that is picked out in the pictures."""
    row = document["row"]
    lines = [line for line in document["lines"] if line["kind"] == "council"]
    classes = Classes.of([line["figure"]["value"] for line in lines], row["decimals"])
    told = document["differences"]
    return MeasurePage(
        document=document,
        unit=figures.unit_words(row),
        wanted=figures.wanted_words(row),
        england=figures.figure_words(document["england"], row),
        reviewed=_reviewed(document["definition"]),
        breaks=[(day(one["on"]), one["note"]) for one in document["breaks"]],
        picture=_picture(document, lines, chosen),
        lines=[_line(line, row, classes, chosen) for line in _in_order(lines)],
        map=map_of(document, lines, boundaries, classes, chosen=chosen),
        course=_course(document, chosen),
        differences=[_told(one) for one in told[:MOST_TOLD]],
        differences_in_all=len(told),
        chosen=next((one["area_name"] for one in lines if one["area_code"] == chosen), ""),
    )


def _reviewed(definition: MeasureDefinition) -> str:
    return (
        f"{definition['owner']}; reviewed by {definition['reviewer']} on "
        f"{day(definition['reviewed_on'])}, due again by {day(definition['review_due'])}. "
        f"Version {definition['version']}."
    )


def _in_order(lines: list[MeasureLine]) -> list[MeasureLine]:
    """The ranked first, best first; then those without a place, by name."""
    return sorted(
        lines, key=lambda line: (line["rank"] is None, line["rank"] or 0, line["area_name"])
    )


def _line(line: MeasureLine, row: MeasureRow, classes: Classes, chosen: str) -> RankedLine:
    figure = line["figure"]
    group = classes.place_of(figure["value"])
    return RankedLine(
        code=line["area_code"],
        name=line["area_name"],
        region=line["region"],
        place=figures.place_words(line["rank"], line["rank_lower"], line["rank_upper"], line["of"]),
        value=figures.figure_words(figure, row),
        interval=figures.interval_words(figure, row),
        doubt=figures.doubt_words(figure),
        why=figure["why"] if figure["value"] is None else "",
        england=figures.against_words(line["against_england"], line["is_good"]),
        neighbours=figures.value_words(line["neighbours_median"], row),
        group="–" if group is None else str(group + 1),
        is_chosen=line["area_code"] == chosen,
    )


def _picture(document: MeasureDocument, lines: list[MeasureLine], chosen: str) -> SafeString | None:
    row, england = document["row"], document["england"]
    drawn = [
        Ranked(
            name=line["area_name"],
            said=_said(line, row),
            value=line["figure"]["value"],
            lower=line["figure"]["lower"],
            upper=line["figure"]["upper"],
            against=line["against_england"],
            is_chosen=line["area_code"] == chosen,
        )
        for line in lines
        if line["figure"]["value"] is not None
    ]
    if len(drawn) < 2:
        return None
    return caterpillar(
        drawn,
        england=england["value"] if england else None,
        polarity=row["polarity"],
        title=f"{row['title']}: every area from the lowest to the highest figure",
        unit="%" if figures.is_percent(row) else row["unit"],
    )


def _said(line: MeasureLine, row: MeasureRow) -> str:
    interval = figures.interval_words(line["figure"], row)
    said = figures.figure_words(line["figure"], row)
    return f"{said}, {interval}" if interval else said


def _course(document: MeasureDocument, chosen: str) -> Course | None:
    """England, the middle of the areas, and the chosen one; None where there is one period."""
    periods, series, row = document["periods"], document["series"], document["row"]
    if len(periods) < 2:
        return None
    lines = []
    if ENGLAND in series:
        lines.append(Line("England", series[ENGLAND]))
    councils = [line["area_code"] for line in document["lines"] if line["kind"] == "council"]
    lines.append(Line("Middle area", _middles([series[c] for c in councils if c in series])))
    if chosen in series and chosen != ENGLAND:
        name = next(
            (one["area_name"] for one in document["lines"] if one["area_code"] == chosen), ""
        )
        lines.append(Line(name[:22], series[chosen]))
    lines = [line for line in lines if any(value is not None for value in line.values)]
    if not lines:
        return None
    breaks = [one for one in document["breaks"] if first_after(periods, one["on"]) is not None]
    words = document["period_words"]
    places = range(len(periods) - 1, -1, -1)[:MOST_PERIODS]
    return Course(
        picture=course_chart(
            lines,
            periods=periods,
            breaks=[one["on"] for one in breaks],
            title=f"{row['title']} over time: {', '.join(line.words for line in lines)}",
            unit="%" if figures.is_percent(row) else row["unit"],
        ),
        labels=[line.words for line in lines],
        rows=[
            (words[p], [figures.value_words(line.values[p], row) for line in lines]) for p in places
        ],
        breaks=[
            (letter, day(one["on"]), one["note"])
            for letter, one in zip("ABCDEFGH", breaks, strict=False)
        ],
        is_cut=len(periods) > MOST_PERIODS,
    )


def _middles(series: list[list[float | None]]) -> list[float | None]:
    """The middle of the known figures of each period."""
    found: list[float | None] = []
    for values in zip(*series, strict=True):
        known = sorted(value for value in values if value is not None)
        half = len(known) // 2
        if not known:
            found.append(None)
        else:
            found.append(known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2)
    return found


def _told(one: Told) -> tuple[str, str, str, str]:
    return (
        one["area_name"],
        one["period_words"],
        f"{_count(one['first'])} ({one['first_source']})",
        f"{_count(one['second'])} ({one['second_source']})",
    )


def _count(value: float | None) -> str:
    return "nothing" if value is None else f"{value:,.10g}"
