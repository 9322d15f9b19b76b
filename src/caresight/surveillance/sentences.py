"""The sentence of a signal, and what would make it go away, in plain English.

A sentence states what was seen, what was expected, against whom and how sure. It has no
code of ours in it, and no word that a member of the public would have to look up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from caresight.indicators.measured import Measured
from caresight.statistics.intervals import exact_poisson_interval
from caresight.surveillance.findings import Finding, Floats
from caresight.surveillance.numbers_in_words import (
    bare_figure,
    counted,
    figure,
    last_month,
    month_name,
    once,
    over,
    rounded,
    subject,
    times,
    unit_of,
    years_and_months,
)
from caresight.surveillance.stretches import latest_stretch
from caresight.surveillance.weights import Weights

_DAYS_IN_MONTH = 365.25 / 12
Words = tuple[str, str, str]
"""The sentence, the same for a list, and what would end it."""


@dataclass(frozen=True)
class Told:
    """A signal in words, with the numbers that the words give."""

    sentence: str
    short: str
    """The same for a list of homes."""
    would_end: str
    observed: float
    expected: float
    lower: float
    upper: float
    p_value: float


@dataclass(frozen=True)
class Place:
    """One cell of a finding: a home's row and period."""

    measured: Measured
    """The figures that the finding was made in."""
    finding: Finding
    row: int
    column: int
    weights: Weights

    def at(self, array: Floats | None) -> float:
        """A number at the cell; nan where the finding has none."""
        return float("nan") if array is None else float(array[self.row, self.column])

    def detail(self, name: str) -> float:
        """A further number at the cell."""
        return self.at(self.finding.details.get(name))

    @property
    def rises(self) -> bool:
        """Whether the finding is about a high figure."""
        return self.detail("sign") > 0

    @property
    def lasting(self) -> int:
        """Periods in a row for which it has held; at least one."""
        held = self.finding.lasting
        return 1 if held is None else max(1, int(held[self.row, self.column]))

    @property
    def is_quiet(self) -> bool:
        """Whether it is about a low figure that may mean silence."""
        is_low = not self.rises and self.finding.direction == "concerning"
        return is_low and self.measured.indicator.both_tails

    @property
    def span(self) -> str:
        """The periods in a row in words: “three months”."""
        return times(self.lasting, unit_of(self.measured.indicator))

    @property
    def when(self) -> str:
        """The period in words."""
        return over(self.measured.periods[self.column])


def tell(place: Place) -> Told:
    """The words of one signal."""
    sentence, short, would_end = _TELLERS[place.finding.rule](place)
    if place.is_quiet:
        because = place.measured.indicator.both_tails_because.strip()
        sentence, short = f"Unusually quiet. {sentence} {because}", f"Unusually quiet. {short}"
    finding = place.finding
    if finding.rule == "own_history":
        # An echo is explained by the period that was marked, not by the quiet one after it.
        place = replace(place, column=int(place.detail("marked")))
    return Told(
        sentence,
        short,
        would_end,
        *(
            place.at(part)
            for part in (
                finding.observed, finding.expected, finding.lower, finding.upper, finding.p_value,
            )
        ),
    )  # fmt: skip


def _own_history(place: Place) -> Words:
    indicator = place.measured.indicator
    stretch = latest_stretch(
        place.measured, place.row, int(place.detail("marked")), 1 if place.rises else -1
    )
    what = subject(indicator)
    last = place.measured.periods[stretch.last]
    when = over(last) if stretch.length == 1 else f"in the {stretch.span} to {last_month(last)}"
    if indicator.kind == "rate":
        seen, expected = rounded(stretch.events), counted(stretch.events_expected)
        sentence = (
            f"{what}: {seen} {when}, where this home's own past would lead "
            f"one to expect {expected}."
        )
        short = f"{what}: {seen} {when}, {expected} expected."
    else:
        now = figure(stretch.level, indicator)
        before = bare_figure(stretch.level_before, indicator)
        sentence = f"{what}: {now} {when}, against {before} before."
        short = f"{what}: {bare_figure(stretch.level, indicator)} {when}, against {before} before."
    return sentence, short, f"{what} back near this home's own past level for a few months."


def _peers(place: Place) -> Words:
    indicator = place.measured.indicator
    what = subject(indicator)
    would_end = f"{what} within what similar homes show, {once(indicator)}."
    if indicator.kind == "rate":
        return *_count_against_peers(place), would_end
    way = "above" if place.rises else "below"
    seen, expected = place.at(place.finding.observed), place.at(place.finding.expected)
    sentence = (
        f"{what}: {figure(seen, indicator)} {place.when}, "
        f"{way} what similar homes show ({bare_figure(expected, indicator)})"
    )
    sentence += f", for {place.span}." if place.lasting > 1 else "."
    short = (
        f"{what}: {bare_figure(seen, indicator)}, similar homes {bare_figure(expected, indicator)}."
    )
    return sentence, short, would_end


def _count_against_peers(place: Place) -> tuple[str, str]:
    measured, indicator = place.measured, place.measured.indicator
    what, when = subject(indicator), over(measured.periods[place.column])
    seen = place.at(measured.numerators)
    expected = place.at(measured.denominators) * place.at(measured.expected) / indicator.per
    low, high = exact_poisson_interval(seen, 1.0)
    sentence = (
        f"{what}: {rounded(seen)} {when}, where "
        f"{counted(expected)} would be expected for a home of its size and kind. "
        f"Allowing for chance, the {rounded(seen)} seen may stand for "
        f"{counted(float(low))} to {counted(float(high))}."
    )
    return sentence, f"{what}: {rounded(seen)} {when}, {counted(expected)} expected."


def _quiet(place: Place) -> Words:
    sentence, short, _ = _peers(place)
    return sentence, short, f"{subject(place.measured.indicator)} as often as similar homes show."


def _standard(place: Place) -> Words:
    indicator = place.measured.indicator
    what = subject(indicator)
    standard = bare_figure(place.at(place.finding.expected), indicator)
    latest = place.at(place.finding.observed)
    sentence = (
        f"{what}: the standard of {standard} missed for {place.span}, latest "
        f"{figure(latest, indicator)}."
    )
    short = f"{what}: {bare_figure(latest, indicator)}, the standard is {standard}."
    return sentence, short, f"{what} at the standard of {standard} {once(indicator)}."


def _rating(place: Place) -> Words:
    label = _label(place, place.at(place.finding.observed))
    sentence = f"The regulator rates it {label}."
    return sentence, sentence, "A better rating at the next inspection."


def _rating_change(place: Place) -> Words:
    before = _label(place, place.at(place.finding.expected))
    now = _label(place, place.at(place.finding.observed))
    months = times(place.weights.rules.rating.step_months, "month")
    way = "fell" if place.finding.direction == "concerning" else "rose"
    sentence = f"The regulator's rating {way} from {before} to {now} within {months}."
    would_end = f"{months.capitalize()} without another lower rating."
    return sentence, f"Rating {way} from {before} to {now}.", would_end


def _label(place: Place, value: float) -> str:
    register = place.measured.indicator.population.register_name
    labels: Mapping[int, str] = place.weights.rules.rating.scales[register].labels
    return labels.get(int(value), rounded(value)) if np.isfinite(value) else "not known"


def _since_inspection(place: Place) -> Words:
    if place.finding.direction == "neutral":
        return _inspections_unknown(place)
    span = years_and_months(place.at(place.finding.observed) / _DAYS_IN_MONTH)
    return f"Not inspected for {span}.", f"Not inspected for {span}.", "An inspection."


def _inspections_unknown(place: Place) -> Words:
    # Nobody near has a newer rating either: the list is old, not the inspection.
    newest = place.measured.periods[place.column].end - timedelta(days=place.detail("newest"))
    sentence = f"Nothing is known of inspections in its area since {month_name(newest)}."
    return sentence, sentence, "A newer list of ratings."


def _manager_absent(place: Place) -> Words:
    sentence = f"No registered manager for {place.span}."
    return sentence, sentence, "A registered manager in post."


_TELLERS: Mapping[str, Callable[[Place], Words]] = {
    "own_history": _own_history,
    "peers": _peers,
    "unusually_quiet": _quiet,
    "standard": _standard,
    "rating": _rating,
    "rating_change": _rating_change,
    "since_inspection": _since_inspection,
    "manager_absent": _manager_absent,
}
