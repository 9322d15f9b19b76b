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
from caresight.web.local_areas import figures
from caresight.web.local_areas.charts.caterpillar import Ranked, caterpillar
from caresight.web.local_areas.course_page import Course, course_of
from caresight.web.local_areas.map_page import map_of
from caresight.web.ui.charts.map_of_areas import AreaMap, Classes
from caresight.web.ui.words import day

MOST_TOLD = 50
"""So many differences are listed; the file has them all."""


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
class MeasurePage:
    """Everything that the page of a measure shows."""

    document: MeasureDocument
    unit: str
    wanted: str
    england: str
    reviewed: str
    breaks: list[tuple[str, str]]
    picture: SafeString | None
    has_intervals: bool
    """Whether it is known how sure any council's figure is."""
    lines: list[RankedLine]
    unranked: list[RankedLine]
    """Regions, then integrated care boards: they have no place, as only councils are ranked."""
    map: AreaMap | None
    near: AreaMap | None
    """The region of the chosen area by itself: its councils may be too small on the whole map."""
    near_title: str
    course: Course | None
    differences: list[tuple[str, str, str, str]]
    differences_in_all: int
    chosen: str

    @property
    def areas(self) -> list[tuple[str, str]]:
        """Areas to choose one of, by name."""
        return sorted(((line.code, line.name) for line in self.lines), key=lambda pair: pair[1])


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
        has_intervals=any(line["figure"]["lower"] is not None for line in lines),
        lines=[_line(line, row, classes, chosen) for line in _in_order(lines)],
        unranked=[_line(line, row, classes, chosen) for line in _unranked(document["lines"])],
        map=map_of(document, lines, boundaries, classes, chosen=chosen),
        near=_near(document, lines, boundaries, classes, chosen),
        near_title=_region(lines, chosen),
        course=course_of(document, chosen),
        differences=[_told(one) for one in told[:MOST_TOLD]],
        differences_in_all=len(told),
        chosen=next((one["area_name"] for one in lines if one["area_code"] == chosen), ""),
    )


def _region(lines: list[MeasureLine], chosen: str) -> str:
    return next((line["region"] for line in lines if line["area_code"] == chosen), "")


def _near(
    document: MeasureDocument,
    lines: list[MeasureLine],
    boundaries: dict[str, Boundary],
    classes: Classes,
    chosen: str,
) -> AreaMap | None:
    """The map of the chosen area's region; None where that is all there is."""
    region = _region(lines, chosen)
    within = [line for line in lines if line["region"] == region]
    if not region or len(within) == len(lines):
        return None
    outlines = {
        line["area_code"]: boundaries[line["area_code"]]
        for line in within
        if line["area_code"] in boundaries
    }
    return map_of(document, within, outlines, classes, chosen=chosen, of=region)


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


def _unranked(lines: list[MeasureLine]) -> list[MeasureLine]:
    """Regions with a figure, then boards, which say why where they have none."""
    regions = [
        one for one in lines if one["kind"] == "region" and one["figure"]["value"] is not None
    ]
    boards = [one for one in lines if one["kind"] == "board"]
    return [*sorted(regions, key=_by_name), *sorted(boards, key=_by_name)]


def _by_name(line: MeasureLine) -> str:
    return line["area_name"]


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


def _told(one: Told) -> tuple[str, str, str, str]:
    return (
        one["area_name"],
        one["period_words"],
        f"{_count(one['first'])} ({one['first_source']})",
        f"{_count(one['second'])} ({one['second_source']})",
    )


def _count(value: float | None) -> str:
    return "no figure" if value is None else f"{value:,.10g}"
