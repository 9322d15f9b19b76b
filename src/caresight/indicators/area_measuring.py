"""Measures areas: figures as told, or days over days and people, with intervals and reasons."""

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.area_adding import added_up
from caresight.indicators.area_counting import counted
from caresight.indicators.area_definition import AreaMeasureDefinition, DaysRate, Published
from caresight.indicators.area_figures import (
    ESTIMATED,
    GOOD,
    MISSING,
    SMALL,
    SUPPRESSED,
    AreaFigures,
    Reasons,
)
from caresight.indicators.area_population import people_of
from caresight.indicators.area_stretch import Stretch
from caresight.indicators.area_told import SUPPRESSED as KEPT_BACK
from caresight.indicators.area_told import Component, Told
from caresight.statistics.intervals import byar_interval, wilson_interval
from caresight.statistics.monthly_rates import month_rates, window_rates
from caresight.vocabulary.areas_over_time import kind_of, lasted
from caresight.vocabulary.periods import Period, month_of, months_after, months_between

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_NOT_OF_BOARDS = (
    "The publisher gives it by council. Shares and rates as published are not added up to boards."
)


def measure(measured: AreaMeasureDefinition, told: Told) -> AreaFigures | None:
    """The figures of one measure; None where nothing was told of it."""
    match measured.method:
        case Published() as how:
            return _published(measured, how, told)
        case DaysRate() as how:
            return _days_rate(measured, how, told)
        case how:
            return counted(measured, how, told)


def _days_rate(measured: AreaMeasureDefinition, how: DaysRate, told: Told) -> AreaFigures | None:
    parts = [told.components.get(name) for name in how.numerator]
    found = [part for part in parts if part is not None]
    starts = [one.start for part in found for one in part.periods if one == month_of(one.start)]
    if len(found) < len(parts) or not starts:
        return None
    months = tuple(
        month_of(months_after(min(starts), step))
        for step in range(months_between(min(starts), max(starts)) + 1)
    )
    step = how.months if measured.period == "twelve_months" else 1
    if len(months) < step:
        return None
    by_month = added_up([_by_month(part, months) for part in found], told, months, how)
    days = np.array([float(one.days) for one in months])
    rates = (month_rates if step == 1 else window_rates)(by_month.values, days, months=how.months)
    stretch = Stretch(by_month, months, step, told, how)
    people = people_of(told, how.over, stretch.periods)
    counts = stretch.people(people)
    scale = how.per / counts
    values = rates.per_day * scale
    reasons = Reasons()
    kept_back = stretch.rolling(by_month.status == KEPT_BACK).any(axis=2)
    quality = np.where(people.far[None, :], ESTIMATED, GOOD) + np.zeros(values.shape, dtype=int)
    quality = np.where(np.isnan(values), np.where(kept_back, SUPPRESSED, MISSING), quality)
    return AreaFigures(
        measure=measured,
        areas=told.areas,
        periods=stretch.periods,
        numerators=rates.total,
        denominators=counts,
        values=values,
        lower=rates.lower * scale,
        upper=rates.upper * scale,
        quality=quality,
        source=stretch.rolling(by_month.source).max(axis=2),
        as_at=stretch.rolling(by_month.as_at).max(axis=2),
        added_up=stretch.councils,
        why=stretch.why(values, people, reasons),
        reasons=reasons.all(),
    )


def _by_month(part: Component, months: tuple[Period, ...]) -> Component:
    """A component with one column for each month, known or not."""
    shape = (part.values.shape[0], len(months))
    one = Component(months, np.full(shape, np.nan), np.zeros(shape, dtype=np.int64),
                    np.full(shape, -1), np.full(shape, -1))  # fmt: skip
    place = {month: column for column, month in enumerate(months)}
    pairs = [(column, place[p]) for column, p in enumerate(part.periods) if p in place]
    own, to = np.array(pairs).T
    for name in ("values", "status", "source", "as_at"):
        getattr(one, name)[:, to] = getattr(part, name)[:, own]
    return one


def _published(measured: AreaMeasureDefinition, how: Published, told: Told) -> AreaFigures | None:
    outcome = told.components.get(how.outcome)
    if outcome is None or np.isnan(outcome.values).all():
        return None
    numerator, denominator, margin = (
        _beside(told, name, outcome) for name in (how.numerator, how.denominator, how.margin)
    )
    values = outcome.values * how.times
    lower, upper = _published_interval(how, values, numerator, denominator, margin * how.times)
    reasons = Reasons()
    kept_back = outcome.status == KEPT_BACK
    small = np.nan_to_num(denominator, nan=np.inf) < how.smallest_denominator
    quality = np.where(small, SMALL, GOOD)
    quality = np.where(np.isnan(values), np.where(kept_back, SUPPRESSED, MISSING), quality)
    why = np.zeros(values.shape, dtype=np.int64)
    why[quality == SUPPRESSED] = reasons.place("The publisher kept this figure back.")
    why[quality == MISSING] = reasons.place("The publisher gave no figure for this area.")
    for row, column in np.argwhere(quality == MISSING):
        if not lasted(told.areas[row], outcome.periods[column].start):
            why[row, column] = reasons.place("The area was not there at this time.")
    boards = np.array([kind_of(code) == "board" for code in told.areas])
    why[(quality == MISSING) & boards[:, None]] = reasons.place(_NOT_OF_BOARDS)
    without = (quality <= SMALL) & np.isnan(lower) & (how.interval != "none")
    why[without] = reasons.place("What it was made of was kept back, so that it has no interval.")
    return AreaFigures(
        measure=measured,
        areas=told.areas,
        periods=outcome.periods,
        numerators=numerator,
        denominators=denominator,
        values=values,
        lower=lower,
        upper=upper,
        quality=quality,
        source=outcome.source,
        as_at=outcome.as_at,
        added_up=np.zeros(values.shape, dtype=np.int64),
        why=why,
        reasons=reasons.all(),
    )


def _beside(told: Told, name: str | None, outcome: Component) -> Floats:
    """Another component in the periods of the outcome."""
    found = np.full(outcome.values.shape, np.nan)
    part = told.components.get(name) if name else None
    if part is not None:
        for column, period in enumerate(outcome.periods):
            if period in part.periods:
                found[:, column] = part.values[:, part.periods.index(period)]
    return found


def _published_interval(
    how: Published, values: Floats, numerator: Floats, denominator: Floats, margin: Floats
) -> tuple[Floats, Floats]:
    none = np.full(values.shape, np.nan)
    if how.interval == "none":
        return none, none
    if how.interval == "margin":
        return values - margin, values + margin
    # Published counts are rounded: a numerator may come out above its denominator.
    top = np.minimum(numerator, denominator) if how.interval == "wilson" else numerator
    make = wilson_interval if how.interval == "wilson" else byar_interval
    bounds = make(top, denominator)
    lower, upper = bounds.lower * how.per, bounds.upper * how.per
    unknown = np.isnan(values) | np.isnan(top)
    # The figure was rounded, and the counts apart from it: the interval holds both.
    return (
        np.where(unknown, np.nan, np.fmin(lower, values)),
        np.where(unknown, np.nan, np.fmax(upper, values)),
    )
