"""Figures of areas as files: one tidy table as csv, and workbooks that everybody can use.

Every row carries its period, its source and the day on which it was known; a figure that was
kept back or is not known is an empty cell, and its quality says which.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from caresight.pipeline.release_index.documents import Summary
from caresight.pipeline.release_index.places import (
    AreaDocument,
    AreaMeasure,
    Figure,
    MeasureDocument,
    MeasureRow,
)
from caresight.web.ui.spreadsheets import Cell, Workbook, Worksheet
from caresight.web.ui.words import day

_OF_FIGURE = (
    "period period_words value lower upper numerator denominator quality why source as_at"
).split()
AREA_COLUMNS = (
    *("area_code area_name measure title unit per".split()),
    *_OF_FIGURE,
    *(
        "neighbours_median region_value england_value against_neighbours against_region "
        "against_england best_neighbour rank rank_lower rank_upper of"
    ).split(),
)
MEASURE_COLUMNS = (
    *("area_code area_name kind region measure title unit per".split()),
    *_OF_FIGURE,
    *("against_england neighbours_median rank rank_lower rank_upper of".split()),
)
_LONG = ("area_code", "area_name", "measure", "period", "value")
_WIDE = {"title": 40, "area_name": 26, "period_words": 26, "source": 40, "unit": 12, "per": 30}
Rows = Iterable[Sequence[Cell]]


def area_rows(document: AreaDocument) -> Rows:
    """One row for each measure of an area, with AREA_COLUMNS."""
    for one in document["measures"]:
        best = one["best_neighbour"]
        yield (
            document["area_code"], document["area_name"], *_of_measure(one["row"]),
            *_of_figure(one["figure"]), one["neighbours_median"], one["region_value"],
            one["england_value"], one["against_neighbours"], one["against_region"],
            one["against_england"], best["area_name"] if best else "", one["rank"],
            one["rank_lower"], one["rank_upper"], one["of"],
        )  # fmt: skip


def measure_rows(document: MeasureDocument) -> Rows:
    """One row for each area of a measure, with MEASURE_COLUMNS."""
    for line in document["lines"]:
        yield (
            line["area_code"], line["area_name"], line["kind"], line["region"],
            *_of_measure(document["row"]), *_of_figure(line["figure"]), line["against_england"],
            line["neighbours_median"], line["rank"], line["rank_lower"], line["rank_upper"],
            line["of"],
        )  # fmt: skip


def area_workbook(areas: Sequence[AreaDocument], summary: Summary, title: str) -> Workbook:
    """The figures of one area or several, and their course."""
    newest = [row for area in areas for row in area_rows(area)]
    course = [
        (area["area_code"], area["area_name"], one["row"]["code"], period, value)
        for area in areas
        for one in area["measures"]
        for period, value in _known(one)
    ]
    return _workbook(
        title,
        summary,
        [
            _sheet("Figures", "The newest figure of every measure", AREA_COLUMNS, newest),
            _sheet("Over time", "Every figure by its first day", _LONG, course),
        ],
    )


def measure_workbook(document: MeasureDocument, summary: Summary) -> Workbook:
    """The figures of one measure, their course, and what the files tell differently."""
    row, names = (
        document["row"],
        {line["area_code"]: line["area_name"] for line in document["lines"]},
    )
    course = [
        (code, names.get(code, code), row["code"], period, value)
        for code, values in document["series"].items()
        for period, value in zip(document["periods"], values, strict=True)
        if value is not None
    ]
    told = [
        (one["area_code"], one["area_name"], one["period_words"], one["first"],
         one["first_source"], one["second"], one["second_source"])
        for one in document["differences"]
    ]  # fmt: skip
    sums = [
        (one["area_name"], one["period_words"], one["told"], one["sum"], one["words"])
        for one in document["does_not_add_up"]
    ]
    sheets = [
        _sheet(
            "Areas", f"{row['title']}, {row['latest_words']}", MEASURE_COLUMNS,
            measure_rows(document), notes=document["notes"],
        ),
        _sheet("Over time", "Every figure by its first day", _LONG, course),
        _sheet(
            "Told differently", "Figures that two files tell differently",
            ("area_code", "area_name", "period_words", "first", "first_source", "second",
             "second_source"), told,
        ),
        _sheet(
            "Not adding up", "Totals that their parts do not add up to",
            ("area_name", "period_words", "told", "sum", "words"), sums,
        ),
    ]  # fmt: skip
    return _workbook(row["title"], summary, [one for one in sheets if one.rows])


def _known(one: AreaMeasure) -> Iterable[tuple[str, float]]:
    pairs = zip(one["periods"], one["series"], strict=True)
    return [(period, value) for period, value in pairs if value is not None]


def _of_measure(row: MeasureRow) -> tuple[str, ...]:
    return (row["code"], row["title"], row["unit"], row["per_words"])


def _of_figure(figure: Figure | None) -> tuple[Cell, ...]:
    if figure is None:
        return (*[None] * 7, "missing", "", "", "")
    return (
        figure["period"], figure["period_words"], figure["value"], figure["lower"],
        figure["upper"], figure["numerator"], figure["denominator"], figure["quality"],
        figure["why"], figure["source"], figure["as_at"],
    )  # fmt: skip


def _sheet(
    name: str, title: str, columns: Sequence[str], rows: Rows, *, notes: Sequence[str] = ()
) -> Worksheet:
    return Worksheet(
        name=name,
        title=title,
        columns=columns,
        widths=[_WIDE.get(column, 14) for column in columns],
        rows=list(rows),
        notes=notes,
    )


def _workbook(title: str, summary: Summary, sheets: list[Worksheet]) -> Workbook:
    cover = [
        ("As known at", day(summary["as_at"])),
        ("Release", summary["release_id"]),
        ("Intervals", "lower and upper are the ends of the 95% interval of a value."),
        ("Places", "rank 1 is the best; rank_lower and rank_upper are the ends of its interval."),
        ("Quality", "good, small, estimated; suppressed is kept back; missing is not known."),
    ]
    if summary["invented"]:
        cover.append(("Invented", "All areas and figures are invented."))
    return Workbook(
        title=title,
        cover=cover,
        worksheets=sheets,
        made_at=datetime.fromisoformat(summary["made_at"]),
    )
