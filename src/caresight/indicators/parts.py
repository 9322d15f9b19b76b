"""Numerators, denominators and values by home and period, from the definition's specs.

Zero and missing are told apart here: a blank return is missing; no ambulance call is a
zero where a receipt covers the month and area, and otherwise missing; nothing at all is
known of a home before it opens and after it closes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from caresight.checks.population import Flags, Floats, Ints, Population
from caresight.checks.reported import Reported
from caresight.checks.time_axis import bounds, open_days
from caresight.indicators.definition import (
    Answers,
    BedDays,
    Components,
    Counted,
    DaysSince,
    LastRating,
    Observed,
    OccupiedBedDays,
    RegisterFact,
    Spec,
)
from caresight.indicators.happenings import Happenings
from caresight.vocabulary.periods import Period


@dataclass(frozen=True)
class Part:
    """One spec by home and period, shape (n, m)."""

    values: Floats
    estimated: Flags
    suppressed: Flags
    sources: tuple[str, ...] = ()
    components: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All that the specs of one register's indicators are read from, over one axis."""

    population: Population
    rows: Ints
    periods: tuple[Period, ...]
    reported: Reported
    happenings: Happenings
    days_open: Floats
    counted: dict[Components, Floats] = field(default_factory=dict, compare=False)
    """Answers that were counted already, by their components."""

    def part(self, spec: Spec) -> Part:
        """One spec by home and period; nan while the home is not open."""
        return _READERS[type(spec)](self, spec)  # type: ignore[no-any-return,operator]

    def plain(self, values: Floats, sources: tuple[str, ...] = ()) -> Part:
        """A part in which nothing is estimated or suppressed."""
        none = np.zeros(values.shape, dtype=bool)
        return Part(np.where(self.days_open > 0, values, np.nan), none, none, sources)

    def answers(self, components: Components) -> Floats:
        """How many of the components each home answered, shape (n, m)."""
        if components not in self.counted:
            given = np.zeros(self.days_open.shape)
            for component in components:
                figures = self.reported.figures(component)
                given += ~np.isnan(figures.values) | figures.suppressed
            self.counted[components] = given
        return self.counted[components]

    def beds(self) -> Floats:
        """Registered beds at the end of each period; before the first edition, its beds."""
        editions = self.population.editions
        stated = in_force(editions.homes, editions.on, editions.beds, self.rows, self.periods)
        first = _first_stated(editions.homes, editions.beds, len(self.population))[self.rows]
        fallen_back = np.where(np.isnan(first), self.population.beds[self.rows], first)
        return np.where(np.isnan(stated), fallen_back[:, None], stated)


def facts(
    *,
    population: Population,
    periods: Sequence[Period],
    reported: Reported,
    happenings: Happenings,
) -> Facts:
    """Bring together what has been read for one register and axis."""
    days = open_days(population, reported.rows, periods)
    return Facts(population, reported.rows, tuple(periods), reported, happenings, days)


def in_force(
    homes: Ints, on: Ints, values: Floats, rows: Ints, periods: Sequence[Period]
) -> Floats:
    """What the last edition before each period's end said, shape (n, m); nan for none.

    `homes` and `on` are sorted by home and then by day.
    """
    _, ends = bounds(periods)
    stated = ~np.isnan(values)
    held, days, said = homes[stated], on[stated], values[stated]
    span = np.int64(10_000_000)
    place = np.searchsorted(held * span + days, rows[:, None] * span + ends, side="left") - 1
    same = np.append(held, -1)[place] == rows[:, None]
    return np.where((place >= 0) & same, np.append(said, np.nan)[place], np.nan)


def _first_stated(homes: Ints, values: Floats, count: int) -> Floats:
    first = np.full(count, np.nan)
    stated = np.flatnonzero(~np.isnan(values))[::-1]
    first[homes[stated]] = values[stated]
    return first


def _observed(facts: Facts, spec: Observed) -> Part:
    figures = [facts.reported.figures(c, mean=spec.take == "mean") for c in spec.components]
    values = np.sum([figure.values for figure in figures], axis=0)
    if spec.take == "mean":
        values = values / len(figures)
    suppressed = np.any([figure.suppressed for figure in figures], axis=0)
    is_open = facts.days_open > 0
    return Part(
        np.where(is_open, values, np.nan),
        np.zeros(values.shape, dtype=bool),
        suppressed & is_open,
        _sources(facts, spec.components),
        spec.components,
    )


def _occupied_bed_days(facts: Facts, spec: OccupiedBedDays) -> Part:
    stated = facts.reported.figures(spec.component).values
    residents = facts.reported.figures(spec.residents).values
    values = np.where(np.isnan(stated), residents * facts.days_open, stated)
    if spec.fall_back_on_beds:
        values = np.where(np.isnan(values), facts.beds() * facts.days_open, values)
    is_open = facts.days_open > 0
    return Part(
        np.where(is_open, values, np.nan),
        np.isnan(stated) & is_open,
        np.zeros(values.shape, dtype=bool),
        (),
        (spec.component,),
    )


def _bed_days(facts: Facts, _: BedDays) -> Part:
    return facts.plain(facts.beds() * facts.days_open)


def _answers(facts: Facts, spec: Answers) -> Part:
    given = facts.answers(spec.components)
    awaited = _anybody_answers(facts.population.area_codes[facts.rows], given > 0)
    counted = given if spec.count == "given" else np.full(given.shape, len(spec.components))
    return facts.plain(np.where(awaited, counted, np.nan))


def _anybody_answers(area_codes: NDArray[np.object_], answered: Flags) -> Flags:
    """Whether any home of the same area answered in the period, shape (n, m)."""
    names, areas = np.unique(area_codes.astype(str), return_inverse=True)
    somebody = np.zeros((len(names), answered.shape[1]), dtype=bool)
    np.logical_or.at(somebody, areas, answered)
    return np.asarray(somebody[areas])


def _counted(facts: Facts, spec: Counted) -> Part:
    counts = facts.happenings.counts(spec, facts.rows, facts.periods)
    return facts.plain(counts, (spec.covered_by,))


def _last_rating(facts: Facts, spec: LastRating) -> Part:
    return facts.plain(facts.happenings.last_rating(spec.topic, facts.rows, facts.periods))


def _days_since(facts: Facts, spec: DaysSince) -> Part:
    return facts.plain(facts.happenings.days_since(spec.kind, facts.rows, facts.periods))


def _register_fact(facts: Facts, spec: RegisterFact) -> Part:
    if spec.fact == "beds":
        return facts.plain(facts.beds())
    editions = facts.population.editions
    return facts.plain(
        in_force(editions.homes, editions.on, editions.manager_in_post, facts.rows, facts.periods)
    )


def _sources(facts: Facts, components: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({s for c in components for s in facts.reported.sources.get(c, ())}))


_READERS = {
    Observed: _observed,
    OccupiedBedDays: _occupied_bed_days,
    BedDays: _bed_days,
    Answers: _answers,
    Counted: _counted,
    LastRating: _last_rating,
    DaysSince: _days_since,
    RegisterFact: _register_fact,
}
