"""Up to six areas side by side: a row for each measure, a column for each area."""

from dataclasses import dataclass

from caresight.pipeline.release_index.places import AreaDocument, AreaMeasure, MeasureRow, PlaceRow
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.web.local_areas import figures
from caresight.web.local_areas.parts import by_code, main_measures

MOST = 6


@dataclass(frozen=True)
class Cell:
    """One measure of one area."""

    name: str
    value: str
    interval: str
    against: str
    period: str
    """Only where it differs from the others of the row."""


@dataclass(frozen=True)
class ComparedMeasure:
    """One measure over the areas."""

    row: MeasureRow
    unit: str
    period: str
    england: str
    cells: list[Cell]
    sentence: str
    """Who stands best, and whether the intervals part."""


@dataclass(frozen=True)
class ComparePage:
    """Everything that the comparison shows."""

    areas: list[AreaDocument]
    groups: list[tuple[str, list[ComparedMeasure]]]
    offered: list[PlaceRow]
    is_full: bool
    too_many: bool
    unknown: list[str]


def compare_page(
    areas: list[AreaDocument], places: list[PlaceRow], *, asked: list[str]
) -> ComparePage:
    """The comparison of the areas that are known; others that were asked for are named."""
    chosen = {one["area_code"] for one in areas}
    known = {one["area_code"] for one in places}
    groups: dict[str, list[ComparedMeasure]] = {}
    for row in _rows(areas):
        groups.setdefault(row["set_title"], []).append(_measure(row, areas))
    return ComparePage(
        areas=areas,
        groups=list(groups.items()),
        offered=[
            one
            for one in places
            if one["has_measures"] and one["area_code"] not in {*chosen, ENGLAND}
        ],
        is_full=len(areas) >= MOST,
        too_many=len(dict.fromkeys(asked)) > MOST,
        unknown=[code for code in dict.fromkeys(asked) if code not in known][:MOST],
    )


def _rows(areas: list[AreaDocument]) -> list[MeasureRow]:
    """The measures of which at least one of the areas has a figure, in their order."""
    rows: dict[str, MeasureRow] = {}
    known: set[str] = set()
    for area in areas:
        for one in main_measures(area["measures"]):
            rows.setdefault(one["row"]["code"], one["row"])
            if one["figure"] and one["figure"]["value"] is not None:
                known.add(one["row"]["code"])
    return [row for code, row in rows.items() if code in known]


def _measure(row: MeasureRow, areas: list[AreaDocument]) -> ComparedMeasure:
    ones = [(area["area_name"], by_code(area["measures"]).get(row["code"])) for area in areas]
    cells = [_cell(name, one, row) for name, one in ones]
    england = next((one["england_value"] for _, one in ones if one), None)
    return ComparedMeasure(
        row=row,
        unit=figures.unit_words(row),
        period=row["latest_words"],
        england=figures.value_words(england, row),
        cells=cells,
        sentence=_sentence(ones, row),
    )


def _cell(name: str, one: AreaMeasure | None, row: MeasureRow) -> Cell:
    figure = one["figure"] if one else None
    period = figure["period_words"] if figure else ""
    return Cell(
        name=name,
        value=figures.figure_words(figure, row),
        interval=figures.interval_words(figure, row),
        against=figures.against_words(one["against_england"], one["against_england_is_good"])
        if one and figure and figure["value"] is not None
        else "",
        period=period if period and period != row["latest_words"] else "",
    )


def _sentence(ones: list[tuple[str, AreaMeasure | None]], row: MeasureRow) -> str:
    """Who does best among them, if a direction is better, and whether that is more than chance."""
    known = [
        (name, one["figure"])
        for name, one in ones
        if one and one["figure"] and one["figure"]["value"] is not None
    ]
    if len(known) < 2 or row["polarity"] not in ("higher_is_better", "lower_is_better"):
        return ""
    sign = -1 if row["polarity"] == "higher_is_better" else 1
    ordered = sorted(known, key=lambda pair: sign * (pair[1]["value"] or 0))
    (best, first), (second, next_one) = ordered[0], ordered[1]
    ends = (first["lower"], first["upper"], next_one["lower"], next_one["upper"])
    if None in ends:
        return f"{best} stands best; how sure that is cannot be told."
    apart = (ends[1] or 0) < (ends[2] or 0) or (ends[3] or 0) < (ends[0] or 0)
    if apart:
        return f"{best} stands best, clear of {second}."
    return f"{best} stands best, but {second} is within what chance allows."
