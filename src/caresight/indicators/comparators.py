"""What each set of peers shows: the standard, local peers, all peers and the best tenth.

Levels of rates and shares are pooled, so that large homes weigh more; of measured values
they are the median. Only figures that may raise a signal count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from caresight.checks.population import Floats, Ints
from caresight.indicators.definition import Indicator
from caresight.indicators.measured import Parts
from caresight.statistics.overdispersion import sorted_quantile
from caresight.vocabulary.periods import Period
from caresight.vocabulary.polarity import Polarity


@dataclass(frozen=True)
class _Level:
    """One set of peers over all periods; arrays of shape (m,)."""

    comparator: str
    area_code: str
    stratum: str
    value: Floats
    lower_quartile: Floats
    upper_quartile: Floats
    homes: Ints


def comparators(
    indicator: Indicator,
    parts: Parts,
    *,
    strata: Ints,
    stratum_names: Sequence[str],
    area_codes: np.ndarray[tuple[int, ...], np.dtype[np.object_]],
    periods: Sequence[Period],
) -> pa.Table:
    """Rows of the evidence table COMPARATORS; sets without a home in a period have no row."""
    masked = parts.usable()
    levels: list[_Level] = []
    wanted = indicator.comparators
    if wanted.standard is not None:
        levels.append(_standard(wanted.standard.value, len(periods)))
    if wanted.all_peers or wanted.best_tenth:
        for rows, name in _groups(strata, stratum_names):
            levels.extend(_peers(indicator, masked, rows, stratum=name))
    if wanted.local_peers:
        names, areas = np.unique(area_codes.astype(str), return_inverse=True)
        for rows, name in _groups(areas, names.tolist()):
            if name:
                levels.append(_level(indicator, masked, rows, "local_peers", area_code=name))
    return _table(indicator, levels, periods)


def _peers(indicator: Indicator, parts: Parts, rows: Ints, *, stratum: str) -> Iterator[_Level]:
    level = _level(indicator, parts, rows, "all_peers", stratum=stratum)
    if indicator.comparators.all_peers:
        yield level
    if indicator.comparators.best_tenth and indicator.polarity is not Polarity.NEUTRAL:
        best = 0.9 if indicator.polarity is Polarity.HIGHER_IS_BETTER else 0.1
        tenth = sorted_quantile(np.sort(parts.values[rows], axis=0), best)
        nothing = np.full(tenth.shape, np.nan)
        yield _Level("best_tenth", "", stratum, tenth, nothing, nothing, level.homes)


def _level(
    indicator: Indicator,
    parts: Parts,
    rows: Ints,
    comparator: str,
    *,
    area_code: str = "",
    stratum: str = "",
) -> _Level:
    ordered = np.sort(parts.values[rows], axis=0)
    if indicator.kind in ("rate", "share", "ratio"):
        with np.errstate(divide="ignore", invalid="ignore"):
            pooled = np.nansum(parts.numerators[rows], axis=0) / np.nansum(
                parts.denominators[rows], axis=0
            )
        value = pooled * indicator.per
    else:
        value = sorted_quantile(ordered, 0.5)
    return _Level(
        comparator,
        area_code,
        stratum,
        value,
        sorted_quantile(ordered, 0.25),
        sorted_quantile(ordered, 0.75),
        (~np.isnan(ordered)).sum(axis=0),
    )


def _standard(value: float, count: int) -> _Level:
    nothing = np.full(count, np.nan)
    return _Level(
        "standard", "", "", np.full(count, value), nothing, nothing, np.zeros(count, np.int64)
    )


def _groups(index: Ints, names: Sequence[str]) -> Iterator[tuple[Ints, str]]:
    order = np.argsort(index, kind="stable")
    edges = np.searchsorted(index[order], np.arange(len(names) + 1))
    for place, name in enumerate(names):
        rows = order[edges[place] : edges[place + 1]]
        if len(rows):
            yield rows, str(name)


def _table(indicator: Indicator, levels: Sequence[_Level], periods: Sequence[Period]) -> pa.Table:
    m = len(periods)
    wide = {
        name: np.concatenate([getattr(level, name) for level in levels] or [np.zeros(0)])
        for name in ("value", "lower_quartile", "upper_quartile", "homes")
    }
    texts = {
        name: np.repeat(np.array([getattr(level, name) for level in levels], dtype=object), m)
        for name in ("comparator", "area_code", "stratum")
    }
    kept = np.flatnonzero(~np.isnan(wide["value"]))
    starts = [period.start for period in periods] * len(levels)
    ends = [period.end for period in periods] * len(levels)
    columns = {
        "indicator": pa.array([indicator.code] * len(kept), pa.string()),
        "period_start": pa.array(starts, pa.date32()).take(pa.array(kept)),
        "period_end": pa.array(ends, pa.date32()).take(pa.array(kept)),
        **{name: pa.array(texts[name][kept], pa.string()) for name in texts},
        **{name: _nullable(wide[name][kept]) for name in wide if name != "homes"},
        "homes": pa.array(wide["homes"][kept].astype(np.int64)),
    }
    return pa.table(columns)


def _nullable(values: Floats) -> pa.Array:
    return pa.array(values, pa.float64(), from_pandas=True)
