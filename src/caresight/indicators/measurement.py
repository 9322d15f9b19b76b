"""Measures indicators: many at a time, from one reading of the reported numbers."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from caresight.checks.population import Population
from caresight.checks.reading_population import Evidence
from caresight.checks.reported import Reported, read_reported
from caresight.checks.verdicts import Verdicts
from caresight.indicators.axes import calendar_periods, edition_periods
from caresight.indicators.comparators import comparators
from caresight.indicators.comparison import compare, impossible, values_of
from caresight.indicators.definition import (
    Answers,
    Indicator,
    Observed,
    OccupiedBedDays,
    PeriodKind,
    Spec,
)
from caresight.indicators.happenings import Happenings
from caresight.indicators.measured import (
    BELOW_GATE,
    ESTIMATED,
    GOOD,
    MISSING,
    SMALL,
    SUPPRESSED,
    Measured,
    Parts,
)
from caresight.indicators.parts import Facts, Part, facts
from caresight.indicators.strata import measured_rows, strata_of
from caresight.vocabulary.periods import Period

Readings = Mapping[tuple[str, PeriodKind], Reported]
"""Readings by register and kind of period."""


def measure(
    indicator: Indicator,
    *,
    evidence: Evidence,
    population: Population,
    verdicts: Verdicts,
    months: Sequence[Period],
) -> Measured:
    """Measure one indicator. For several, `measure_all` reads the numbers once."""
    return next(
        measure_all(
            [indicator],
            evidence=evidence,
            population=population,
            verdicts=verdicts,
            months=months,
        )
    )


def read_all(
    indicators: Sequence[Indicator],
    *,
    checks: Sequence[str] = (),
    evidence: Evidence,
    population: Population,
    months: Sequence[Period],
) -> Readings:
    """Read all reported numbers that the indicators, and the checks' components, need."""
    readings: dict[tuple[str, PeriodKind], Reported] = {}
    for (register, kind), members in _groups(indicators).items():
        components = components_of(members)
        if kind == "edition":
            periods = edition_periods(evidence, components)
        else:
            periods = calendar_periods(kind, months)
        readings[register, kind] = read_reported(
            evidence=evidence,
            population=population,
            register=register,
            components=(*components, *checks) if kind == "month" else components,
            periods=periods,
        )
    return readings


def measure_all(
    indicators: Sequence[Indicator],
    *,
    evidence: Evidence,
    population: Population,
    verdicts: Verdicts,
    months: Sequence[Period],
    readings: Readings | None = None,
) -> Iterator[Measured]:
    """Measure indicators one after another, so that only one is held at a time.

    `months` runs over every month that a chart may show; quarters and years are the whole
    ones within it. `readings` come from `read_all` and spare a second reading.
    """
    if readings is None:
        readings = read_all(indicators, evidence=evidence, population=population, months=months)
    for (register, kind), members in _groups(indicators).items():
        reported = readings[register, kind]
        known = facts(
            population=population,
            periods=reported.periods,
            reported=reported,
            happenings=Happenings(evidence, population, register),
        )
        for indicator in members:
            yield measure_from(indicator, known, verdicts)


def _groups(
    indicators: Sequence[Indicator],
) -> dict[tuple[str, PeriodKind], list[Indicator]]:
    groups: dict[tuple[str, PeriodKind], list[Indicator]] = {}
    for indicator in indicators:
        key = (indicator.population.register_name, indicator.period)
        groups.setdefault(key, []).append(indicator)
    return groups


def measure_from(indicator: Indicator, known: Facts, verdicts: Verdicts) -> Measured:
    """Measure one indicator from facts that have been read."""
    population = known.population
    rows = measured_rows(indicator, population)
    inside = np.searchsorted(known.rows, rows)
    parts = _parts(indicator, known, inside, verdicts)
    periods = known.periods
    if indicator.period == "edition":
        stated = np.flatnonzero((parts.quality != MISSING).any(axis=0))
        periods = tuple(periods[column] for column in stated)
        parts = parts.columns(stated)
    strata, stratum_names = strata_of(indicator, population, rows)
    area_codes = population.area_codes[rows]
    compared = compare(indicator, parts, strata)
    return Measured(
        indicator=indicator,
        home_ids=population.home_ids[rows],
        rows=rows,
        area_codes=area_codes,
        strata=strata,
        stratum_names=stratum_names,
        periods=periods,
        numerators=parts.numerators,
        denominators=parts.denominators,
        values=parts.values,
        quality=parts.quality,
        comparators=comparators(
            indicator,
            parts,
            strata=strata,
            stratum_names=stratum_names,
            area_codes=area_codes,
            periods=periods,
        ),
        **compared._asdict(),
    )


def components_of(indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Every reported component that the indicators are made of."""
    found: dict[str, None] = {}
    for indicator in indicators:
        for spec in indicator.specs:
            found.update(dict.fromkeys(_components(spec)))
    return tuple(found)


def _components(spec: Spec) -> tuple[str, ...]:
    match spec:
        case Observed() | Answers():
            return spec.components
        case OccupiedBedDays():
            return (spec.component, spec.residents)
    return ()


def _parts(
    indicator: Indicator, known: Facts, inside: np.ndarray[tuple[int], np.dtype[np.int64]],
    verdicts: Verdicts,
) -> Parts:  # fmt: skip
    read = [known.part(spec) for spec in indicator.specs]
    chosen = [part.values[inside] for part in read]
    if indicator.value is not None:
        values = chosen[0]
        top = bottom = np.full(values.shape, np.nan)
    else:
        known_both = ~(np.isnan(chosen[0]) | np.isnan(chosen[1]))
        top, bottom = (np.where(known_both, array, np.nan) for array in chosen)
        values = values_of(indicator, top, bottom)
    quality = _quality(indicator, read, bottom, inside)
    parts = Parts(top, bottom, values, quality)
    doubtful = impossible(indicator, parts)
    for part in read:
        doubtful |= _below_gate(part, known, verdicts)[inside]
    quality[doubtful] = BELOW_GATE
    quality[np.isnan(values)] = MISSING
    hidden = np.any([part.suppressed[inside] for part in read], axis=0)
    quality[hidden & np.isnan(values)] = SUPPRESSED
    return parts


def _quality(
    indicator: Indicator,
    read: Sequence[Part],
    denominators: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    inside: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    estimated = np.any([part.estimated[inside] for part in read], axis=0)
    quality = np.where(estimated, ESTIMATED, GOOD).astype(np.uint8)
    quality[denominators < indicator.minimum_denominator] = SMALL
    return quality


def _below_gate(
    part: Part, known: Facts, verdicts: Verdicts
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    closed = np.zeros(part.values.shape, dtype=bool)
    closed |= verdicts.below_gate(part.sources, known.periods)
    for component in part.components:
        for doubt in verdicts.doubted(component):
            home = np.searchsorted(known.population.home_ids[known.rows], doubt.home_id)
            if doubt.period in known.periods:
                closed[home, known.periods.index(doubt.period)] = True
    return closed
