"""Measures areas by things counted: deaths by day out of people, homes out of all homes.

Days are added up to calendar months, or to all the time that was told. A month of which a file
tells some days alone stands as those days; a rate is for a number of days, so that it may stand
beside whole months.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.area_adding import ByMonth, added_up
from caresight.indicators.area_definition import AreaMeasureDefinition, CountRate, CountShare
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
from caresight.vocabulary.periods import Period, month_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_KEPT_BACK = "The publisher kept this figure back."


@dataclass(frozen=True)
class _Below:
    """What counts are set against, and how sure the quotient is; arrays are areas x periods."""

    denominators: Floats
    lower: Floats
    upper: Floats
    scale: Floats
    quality: Integers
    why: Integers
    reasons: tuple[str, ...]
    kept_back: NDArray[np.bool_]


def counted(
    measured: AreaMeasureDefinition, how: CountRate | CountShare, told: Told
) -> AreaFigures | None:
    """The figures of a measure that is counted; None where nothing was told of it."""
    parts = [part for name in how.numerator if (part := told.components.get(name))]
    if len(parts) < len(how.numerator):
        return None
    if isinstance(how, CountRate):
        parts = [days_added_up(part, by_month=measured.period == "month") for part in parts]
    periods = tuple(sorted({period for part in parts for period in part.periods}))
    if not periods:
        return None
    tops = added_up([on_periods(part, periods) for part in parts], told, periods, how)
    if isinstance(how, CountRate):
        below = _people(how, told, tops, periods)
    else:
        below = _all_there_are(how, told, tops, periods)
    values = tops.values / below.denominators * below.scale
    kept_back = (tops.status == KEPT_BACK) | below.kept_back
    missing = np.where(kept_back, SUPPRESSED, MISSING)
    return AreaFigures(
        measure=measured,
        areas=told.areas,
        periods=periods,
        numerators=tops.values,
        denominators=below.denominators,
        values=values,
        lower=below.lower * below.scale,
        upper=below.upper * below.scale,
        quality=np.where(np.isnan(values), missing, below.quality),
        source=tops.source,
        as_at=tops.as_at,
        added_up=tops.councils,
        why=below.why,
        reasons=below.reasons,
    )


def days_added_up(part: Component, *, by_month: bool) -> Component:
    """Days added up to the months that they lie in, or all of them; with a gap there is no sum.

    The first and the last month reach from the first day that was told to the last. What was
    told for longer than a day is left out: it would count the same twice.
    """
    columns: dict[Period | None, list[int]] = {}
    for column, period in enumerate(part.periods):
        if period.days == 1:
            of = month_of(period.start) if by_month else None
            columns.setdefault(of, []).append(column)
    spans: dict[Period, list[int]] = {}
    for within in columns.values():
        days = [part.periods[column] for column in within]
        span = Period(days[0].start, days[-1].end)
        spans[span] = within if len(within) == span.days else []
    return _summed(part, spans)


def _summed(part: Component, groups: Mapping[Period, Sequence[int]]) -> Component:
    """The component by other periods: each the sum of some columns, or unknown where of none."""
    shape = part.values.shape[0], len(groups)
    nothing = np.full(shape, -1)
    one = Component(tuple(groups), np.full(shape, np.nan), np.zeros(shape, dtype=np.int64),
                    nothing.copy(), nothing.copy())  # fmt: skip
    for place, within in enumerate(groups.values()):
        if within:
            status = part.status[:, within]
            one.values[:, place] = part.values[:, within].sum(axis=1)
            kept_back = (status == KEPT_BACK).any(axis=1)
            one.status[:, place] = np.where(kept_back, KEPT_BACK, status.min(axis=1))
            one.source[:, place] = part.source[:, within].max(axis=1)
            one.as_at[:, place] = part.as_at[:, within].max(axis=1)
    return one


def on_periods(part: Component, periods: Sequence[Period]) -> Component:
    """A component with a column for each period, known or not."""
    place = {period: column for column, period in enumerate(part.periods)}
    return _summed(part, {one: [place[one]] if one in place else [] for one in periods})


def _people(how: CountRate, told: Told, tops: ByMonth, periods: tuple[Period, ...]) -> _Below:
    stretch = Stretch(tops, periods, 1, told, how)
    people = people_of(told, how.over, periods)
    counts = stretch.people(people)
    scale = np.array([how.per * how.days / period.days for period in periods])[None, :]
    interval = byar_interval(tops.values, counts)
    reasons = Reasons()
    return _Below(
        denominators=counts,
        lower=interval.lower,
        upper=interval.upper,
        scale=scale,
        quality=np.where(people.far[None, :], ESTIMATED, GOOD) + np.zeros(counts.shape, dtype=int),
        why=stretch.why(tops.values / counts, people, reasons),
        reasons=reasons.all(),
        kept_back=np.zeros(counts.shape, dtype=bool),
    )


def _all_there_are(
    how: CountShare, told: Told, tops: ByMonth, periods: tuple[Period, ...]
) -> _Below:
    part = told.components.get(how.out_of)
    shape = tops.values.shape
    every, kept_back = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    if part is not None:
        of = added_up([on_periods(part, periods)], told, periods, how)
        every, kept_back = of.values, of.status == KEPT_BACK
    # More than there are is shown as it was told; no interval of a share holds it.
    too_many = tops.values > every
    interval = wilson_interval(np.where(too_many, np.nan, tops.values), every)
    reasons = Reasons()
    why = np.zeros(shape, dtype=np.int64)
    why[np.isnan(tops.values)] = reasons.place("No figure was told for all of this time.")
    without = np.isnan(every) & ~np.isnan(tops.values)
    why[without] = reasons.place("Out of how many was not told, so that there is no share.")
    why[kept_back | (tops.status == KEPT_BACK)] = reasons.place(_KEPT_BACK)
    why[too_many] = reasons.place("More were told than there are in all; it is not repaired.")
    return _Below(
        denominators=every,
        lower=interval.lower,
        upper=interval.upper,
        scale=np.full((1, 1), how.per),
        quality=np.where(every < how.smallest_denominator, SMALL, GOOD),
        why=why,
        reasons=reasons.all(),
        kept_back=kept_back,
    )
