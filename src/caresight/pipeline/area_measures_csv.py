"""All measures of areas of a release as tidy rows, for Tableau, Power BI and the like.

One row is one area, measure and period. What is missing has no row; what the publisher kept
back has a row without a value.
"""

from collections.abc import Iterator
from typing import Any

from caresight.indicators.area_told import day_of
from caresight.lake.lake import Lake
from caresight.pipeline.release_index.place_parts import FigureTable
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.vocabulary.areas_over_time import kind_of, name_of, region_of
from caresight.vocabulary.refusal import Refusal

COLUMNS = (
    "area_code", "area_name", "area_kind", "region", "measure", "title", "measure_set",
    "period_start", "period_end", "value", "lower", "upper", "numerator", "denominator", "unit",
    "quality", "source", "added_up_from", "as_at",
)  # fmt: skip
"""`period_end` is the day after the last; `as_at` the day of publication of the newest part."""

_NUMBERS = ("value", "lower", "upper", "numerator", "denominator")
_DIGITS = 6


def area_measures(
    lake: Lake, *, release_id: str | None = None, measure: str | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of every measure, or of one, of a release; of the latest where none is named.

    Raises
    ------
    Refusal
        If the release has no figures of areas, or none of the measure.
    """
    release = lake.release(release_id)
    index = ReleaseIndex(index_path(lake.home, release.release_id))
    tables = [one for one in index.figure_tables() if measure in (None, one.code)]
    if not tables:
        known = [one["code"] for one in index.measures() if not one["why_none"]]
        raise Refusal(
            "this release has no such figures of areas",
            expected="one of " + ", ".join(known) if known else "files of areas, landed",
            came=measure,
            what_to_do="Choose one of the measures."
            if known
            else "Land files of areas and build; docs/how-to/show-england.md names some.",
        )
    return (row for table in tables for row in _rows(table))


def _rows(table: FigureTable) -> Iterator[dict[str, Any]]:
    names = table.names or [name_of(code) for code in table.areas]
    regions = table.regions or [region_of(code)[1] for code in table.areas]
    areas = [
        {"area_code": code, "area_name": name, "area_kind": kind_of(code), "region": region}
        for code, name, region in zip(table.areas, names, regions, strict=True)
    ]
    unit = f"{table.unit} {table.per_words}".strip()
    about = {"measure": table.code, "title": table.title, "measure_set": table.measure_set}
    columns = {name: column.tolist() for name, column in table.columns.items()}
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        start, end = table.periods[row["period"]]
        yield {
            **areas[row["area"]],
            **about,
            "period_start": start,
            "period_end": end,
            **{name: _number(row[name]) for name in _NUMBERS},
            "unit": unit,
            "quality": table.qualities[row["quality"]],
            "source": table.sources[row["source"]] if row["source"] >= 0 else "",
            "added_up_from": _councils(row["added_up"]),
            "as_at": day_of(row["as_at"]).isoformat() if row["as_at"] >= 0 else "",
        }


def _councils(count: int) -> str:
    """Of how many councils a figure was added up; nothing where the publisher gave it."""
    if not count:
        return ""
    return "1 council" if count == 1 else f"{count} councils"


def _number(value: float) -> float | None:
    return None if value != value else round(value, _DIGITS)  # noqa: PLR0124 - nan
