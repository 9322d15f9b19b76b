"""Every figure of a measure as columns, for the tidy file of a release."""

from collections.abc import Mapping

import numpy as np

from caresight.indicators.area_figures import QUALITIES, SUPPRESSED, AreaFigures
from caresight.indicators.area_told import Told
from caresight.pipeline.release_index.place_parts import FigureTable


def figure_table(figures: AreaFigures, told: Told, titles: Mapping[str, str]) -> FigureTable:
    """The figures that are known, and those that were kept back, by area and period."""
    area, period = np.nonzero(figures.known | (figures.quality == SUPPRESSED))
    at = area, period
    measured = figures.measure
    return FigureTable(
        code=measured.code,
        title=measured.title,
        measure_set=measured.measure_set,
        unit=measured.unit,
        per_words=measured.per_words,
        areas=list(figures.areas),
        names=[told.name_of(code) for code in figures.areas],
        regions=[told.region_of(code)[1] for code in figures.areas],
        periods=[(one.start.isoformat(), one.end.isoformat()) for one in figures.periods],
        qualities=list(QUALITIES),
        sources=[titles.get(one, one) for one in told.sources],
        columns={
            "area": area,
            "period": period,
            "value": figures.values[at],
            "lower": figures.lower[at],
            "upper": figures.upper[at],
            "numerator": figures.numerators[at],
            "denominator": figures.denominators[at],
            "quality": figures.quality[at],
            "source": figures.source[at],
            "added_up": figures.added_up[at],
            "as_at": figures.as_at[at],
        },
    )
