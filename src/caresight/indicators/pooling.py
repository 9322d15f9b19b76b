"""Several months read together, where one month is too small to be read alone."""

from dataclasses import replace

import numpy as np

from caresight.checks.population import Floats
from caresight.indicators.comparators import comparators
from caresight.indicators.comparison import compare, values_of
from caresight.indicators.measured import ESTIMATED, MISSING, SMALL, Measured, Parts
from caresight.vocabulary.periods import Period


def pooled(measured: Measured, months: int | None = None) -> Measured:
    """The same indicator over windows of several periods that end with each period.

    Figures that may not be used are left out of the window, as nan; a window of which
    less than half is known is missing. `months` defaults to the definition's.

    Raises
    ------
    ValueError
        If the definition does not allow pooling and no number of periods is given.
    """
    indicator = measured.indicator
    if months is None:
        if indicator.pooling is None:
            raise ValueError(f"{indicator.code} is not pooled by its definition")
        months = indicator.pooling.months
    parts = _pooled_parts(measured, months)
    compared = compare(indicator, parts, measured.strata)
    periods = tuple(
        Period(measured.periods[max(place - months + 1, 0)].start, period.end)
        for place, period in enumerate(measured.periods)
    )
    return replace(
        measured,
        periods=periods,
        **parts._asdict(),
        comparators=comparators(
            indicator,
            parts,
            strata=measured.strata,
            stratum_names=measured.stratum_names,
            area_codes=measured.area_codes,
            periods=periods,
        ),
        **compared._asdict(),
    )


def _pooled_parts(measured: Measured, months: int) -> Parts:
    usable = (measured.quality <= SMALL) & ~np.isnan(measured.numerators / measured.denominators)
    top = _windows(np.where(usable, measured.numerators, 0.0), months)
    bottom = _windows(np.where(usable, measured.denominators, 0.0), months)
    enough = 2 * _windows(usable.astype(float), months) >= months
    numerators, denominators = np.where(enough, top, np.nan), np.where(enough, bottom, np.nan)
    estimated = _windows((usable & (measured.quality == ESTIMATED)).astype(float), months) > 0
    quality = np.where(estimated, ESTIMATED, 0).astype(np.uint8)
    quality[denominators < measured.indicator.minimum_denominator] = SMALL
    values = values_of(measured.indicator, numerators, denominators)
    quality[np.isnan(values)] = MISSING
    return Parts(numerators, denominators, values, quality)


def _windows(values: Floats, length: int) -> Floats:
    """Sums over windows of `length` columns that end with each column."""
    running = np.cumsum(values, axis=1)
    running[:, length:] -= running[:, :-length].copy()
    return running
