"""Totals that their parts do not come to, and figures that two sources tell differently."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from caresight.indicators.area_definition import AddedUp, AreaMeasureDefinition, CountShare
from caresight.indicators.area_told import Component, Difference, Told
from caresight.pipeline.build_place_figures import number
from caresight.pipeline.release_index.places import Told as ToldTwice
from caresight.pipeline.release_index.places import Unequal
from caresight.surveillance.numbers_in_words import day_name, period_name
from caresight.vocabulary.areas_over_time import councils_within, kind_of, name_of
from caresight.vocabulary.periods import Period

_OF_COUNCILS = ("england", "region")
_ROUNDING = 0.5
"""Counts are whole: less than this apart is rounding."""


def differences(
    measured: AreaMeasureDefinition, told: Told, titles: Mapping[str, str]
) -> list[ToldTwice]:
    """Figures of a measure that two files tell differently; the first is the one that counts."""
    read = _read(measured)
    return [
        ToldTwice(
            area_code=one.area,
            area_name=name_of(one.area),
            period_words=period_name(one.period),
            first=number(one.first),
            first_source=_edition(one.first_source, one.first_on, one, titles),
            second=number(one.second),
            second_source=_edition(one.second_source, one.second_on, one, titles),
        )
        for one in told.differences
        if one.component in read
    ]


def _edition(source: str, published: date | None, of: Difference, titles: Mapping[str, str]) -> str:
    """The title of a source, with the day where both figures came from editions of it."""
    title = titles.get(source, source)
    if of.first_source != of.second_source or published is None:
        return title
    return f"{title}, published {day_name(published)}"


def _read(measured: AreaMeasureDefinition) -> set[str]:
    how = measured.method
    if isinstance(how, AddedUp):
        return {*how.numerator, *([how.out_of] if isinstance(how, CountShare) else [])}
    return {name for name in (how.outcome, how.numerator, how.denominator, how.margin) if name}


def unequal(measured: AreaMeasureDefinition, told: Told) -> list[Unequal]:
    """Totals of a measure that do not add up: shown as they were told, not repaired."""
    found = [one for of in measured.sums for one in _parts(of.total, of.parts, of.words, told)]
    if isinstance(measured.method, AddedUp) and measured.period != "twelve_months":
        for name in sorted(_read(measured)):
            found += _councils(name, measured.method, told)
    return found


def _parts(total: str, parts: tuple[str, ...], words: str, told: Told) -> Iterator[Unequal]:
    whole = told.components.get(total)
    each = [told.components.get(name) for name in parts]
    if whole is None or all(part is None for part in each):
        return
    for column, period in enumerate(whole.periods):
        columns = [_column(part, period) for part in each if part is not None]
        known = [one for one in columns if one is not None]
        if not known:
            continue
        # A reason that was not asked for in a month has no figure, and adds nothing.
        some = ~np.all([np.isnan(one) for one in known], axis=0)
        added = np.nansum(known, axis=0)
        apart = np.abs(added - whole.values[:, column]) > _ROUNDING
        for row in np.flatnonzero(apart & some):
            yield _line(told.areas[row], period, whole.values[row, column], added[row], words)


def _column(part: Component, period: Period) -> np.ndarray | None:
    return part.values[:, part.periods.index(period)] if period in part.periods else None


def _councils(name: str, how: AddedUp, told: Told) -> Iterator[Unequal]:
    """Where England, or a region, is told, and all its councils are, and they do not agree."""
    whole = told.components.get(name)
    if whole is None:
        return
    place = {code: row for row, code in enumerate(told.areas)}
    for area in (code for code in told.areas if kind_of(code) in _OF_COUNCILS):
        for column in np.flatnonzero(~np.isnan(whole.values[place[area]])).tolist():
            period, total = whole.periods[column], whole.values[place[area], column]
            within = [
                one
                for one in councils_within(area, period.start)
                # Who is not waited for counts all the same where there is a figure.
                if one not in how.without
                or (one in place and not np.isnan(whole.values[place[one], column]))
            ]
            if not within or not set(within) <= set(place):
                continue
            added = whole.values[[place[one] for one in within], column].sum()
            if abs(added - total) > _ROUNDING:
                words = f"The councils together do not come to {name_of(area)}"
                yield _line(area, period, total, added, words)


def _line(area: str, period: Period, told: float, added: float, words: str) -> Unequal:
    return Unequal(
        area_name=name_of(area),
        period_words=period_name(period),
        told=round(float(told), 1),
        sum=round(float(added), 1),
        words=f"{words}: {abs(added - told):,.0f} {'less' if added < told else 'more'}.",
    )
