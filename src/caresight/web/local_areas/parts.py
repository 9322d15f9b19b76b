"""Which measures a page puts first, and which are parts of others: as the definitions say.

A whole is told by who it is attributable to, by reason and by month: a page shows the whole in
its table and the parts in a picture of their own.
"""

from collections.abc import Iterable

from caresight.pipeline.release_index.places import AreaMeasure, MeasureRow, PartOf


def part_of(row: MeasureRow) -> PartOf | None:
    """What a measure is a part of; None for one that stands alone."""
    return row.get("part_of")


def main_measures(measures: Iterable[AreaMeasure]) -> list[AreaMeasure]:
    """Those that stand in a table of an area by themselves."""
    return [one for one in measures if part_of(one["row"]) is None]


def by_code(measures: Iterable[AreaMeasure]) -> dict[str, AreaMeasure]:
    """Measures of an area by their code."""
    return {one["row"]["code"]: one for one in measures}


def divided(measures: list[AreaMeasure]) -> AreaMeasure | None:
    """The measure that is told by who it is attributable to; None where there is none."""
    wholes = [of["whole"] for one in measures if (of := _agency(one["row"]))]
    return by_code(measures).get(wholes[0]) if wholes else None


def parts_of(
    measures: Iterable[AreaMeasure], whole: str, kind: str
) -> list[tuple[AreaMeasure, PartOf]]:
    """The parts of a measure, of one kind, in the order of the definitions."""
    return [
        (one, of)
        for one in measures
        if (of := part_of(one["row"])) and of["whole"] == whole and of["kind"] == kind
    ]


def _agency(row: MeasureRow) -> PartOf | None:
    of = part_of(row)
    return of if of and of["kind"] == "agency" else None
