"""What else is known of the neighbour that does best on a measure, beside an area's own figures.

Only what a definition connects is set beside each other: the parts of the measure and those that
are related to it. That two figures differ together says nothing of why.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from caresight.indicators.area_definition import AreaMeasureDefinition
from caresight.pipeline.build_place_figures import Compared, against_words, is_good, number
from caresight.pipeline.release_index.places import BesideBest, BestNeighbour
from caresight.statistics.differing import differing
from caresight.vocabulary.areas_over_time import name_of


def best_neighbour(
    measured: AreaMeasureDefinition,
    row: int,
    found: Mapping[str, Compared],
    measures: Sequence[AreaMeasureDefinition],
) -> BestNeighbour | None:
    """Who does best among the neighbours of the area in a row; None where none has a figure."""
    one = found[measured.code]
    best = int(one.best_neighbour[row])
    if best < 0:
        return None
    code = one.figures.areas[best]
    return BestNeighbour(
        area_code=code,
        area_name=name_of(code),
        value=round(float(one.values[best]), 6),
        against=against_words(_against(one, row, best)),
        beside=_beside(measured, row, best, found, measures),
    )


def _beside(
    measured: AreaMeasureDefinition,
    row: int,
    best: int,
    found: Mapping[str, Compared],
    measures: Sequence[AreaMeasureDefinition],
) -> list[BesideBest]:
    """In the order of the definitions: the parts, then what is related."""
    parts = [
        one.code
        for one in measures
        if one.part_of and one.part_of.whole == measured.code and one.part_of.kind != "month"
    ]
    known = []
    for code in (*parts, *measured.related):
        one = found.get(code)
        value = None if one is None else number(float(one.values[best]))
        if one is None or value is None:
            continue
        against = _against(one, row, best)
        known.append(
            BesideBest(
                code=code,
                value=value,
                against=against_words(against),
                is_good=is_good(against, one.figures.measure.polarity),
            )
        )
    return known


def _against(one: Compared, row: int, other: int) -> float:
    """1 where the area in `row` lies above the other, -1 below, 0 similar; nan if unknown."""
    figures = one.figures
    both = (figures.values, figures.lower, figures.upper)
    mine, theirs = (
        tuple(values[place, one.column] for values in both) for place in (row, other)
    )  # fmt: skip
    if np.isnan(theirs[1]) or np.isnan(theirs[2]):
        return float("nan")
    return float(differing(*mine, *theirs))
