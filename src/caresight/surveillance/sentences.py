"""The sentence of a signal, and what would make it go away, in plain English.

A sentence states what was seen, what was expected, against whom and how sure. It has no
code of ours in it, and no word that a member of the public would have to look up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from caresight.indicators.measured import Measured
from caresight.statistics.intervals import exact_poisson_interval
from caresight.surveillance.findings import Finding, Floats
from caresight.surveillance.numbers_in_words import (
    bare_figure,
    figure,
    period_name,
    rounded,
    subject,
    times,
    unit_of,
    years_and_months,
)
from caresight.surveillance.stretches import latest_stretch
from caresight.surveillance.weights import Weights

_DAYS_IN_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Told:
    """A signal in words, with the numbers that the words give."""

    sentence: str
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
    def span(self) -> str:
        """The periods in a row in words: “three months”."""
        return times(self.lasting, unit_of(self.measured.indicator))

    @property
    def period(self) -> str:
        """The period in words."""
        return period_name(self.measured.periods[self.column])


def tell(place: Place) -> Told:
    """The words of one signal."""
    sentence, would_end = _TELLERS[place.finding.rule](place)
    finding = place.finding
    if finding.rule == "own_history":
        # An echo is explained by the period that was marked, not by the quiet one after it.
        place = replace(place, column=int(place.detail("marked")))
    return Told(
        sentence,
        would_end,
        *(
            place.at(part)
            for part in (
                finding.observed,
                finding.expected,
                finding.lower,
                finding.upper,
                finding.p_value,
            )
        ),
    )


def _own_history(place: Place) -> tuple[str, str]:
    indicator = place.measured.indicator
    stretch = latest_stretch(
        place.measured, place.row, int(place.detail("marked")), 1 if place.rises else -1
    )
    what = subject(indicator)
    until = period_name(place.measured.periods[stretch.last])
    when = f"in {until}" if stretch.length == 1 else f"in the {stretch.span} to {until}"
    if indicator.kind == "rate":
        sentence = (
            f"{what}: {rounded(stretch.events)} {when}, where this home's own past would lead "
            f"one to expect {rounded(stretch.events_expected)}."
        )
    else:
        sentence = (
            f"{what}: {figure(stretch.level, indicator)} {when}, against "
            f"{bare_figure(stretch.level_before, indicator)} before."
        )
    return sentence, f"{what} back near this home's own past level for a few months."


def _peers(place: Place) -> tuple[str, str]:
    indicator = place.measured.indicator
    what = subject(indicator)
    if indicator.kind == "rate":
        sentence = _count_against_peers(place)
    else:
        way = "above" if place.rises else "below"
        sentence = (
            f"{what}: {figure(place.at(place.finding.observed), indicator)} in {place.period}, "
            f"{way} what similar homes show "
            f"({bare_figure(place.at(place.finding.expected), indicator)})"
        )
        sentence += f", for {place.span}." if place.lasting > 1 else "."
    return sentence, f"{what} within what similar homes show, for one {unit_of(indicator)}."


def _count_against_peers(place: Place) -> str:
    measured, indicator = place.measured, place.measured.indicator
    seen = place.at(measured.numerators)
    expected = place.at(measured.denominators) * place.at(measured.expected) / indicator.per
    low, high = exact_poisson_interval(seen, 1.0)
    return (
        f"{subject(indicator)}: {rounded(seen)} in {place.period}, where "
        f"{rounded(expected)} would be expected for a home of its size and kind "
        f"(95 %: {rounded(float(low))} to {rounded(float(high))})."
    )


def _quiet(place: Place) -> tuple[str, str]:
    sentence, _ = _peers(place)
    because = place.measured.indicator.both_tails_because
    what = subject(place.measured.indicator)
    return f"Unusually quiet. {sentence} {because}", f"{what} as often as similar homes show."


def _standard(place: Place) -> tuple[str, str]:
    indicator = place.measured.indicator
    what = subject(indicator)
    standard = bare_figure(place.at(place.finding.expected), indicator)
    sentence = (
        f"{what}: the standard of {standard} missed for {place.span}, latest "
        f"{figure(place.at(place.finding.observed), indicator)}."
    )
    return sentence, f"{what} at the standard of {standard} for one {unit_of(indicator)}."


def _rating(place: Place) -> tuple[str, str]:
    label = _label(place, place.at(place.finding.observed))
    return f"The regulator rates it {label}.", "A better rating at the next inspection."


def _rating_change(place: Place) -> tuple[str, str]:
    before = _label(place, place.at(place.finding.expected))
    now = _label(place, place.at(place.finding.observed))
    months = place.weights.rules.rating.step_months
    way = "fell" if place.finding.direction == "concerning" else "rose"
    sentence = f"The regulator's rating {way} from {before} to {now} within {months} months."
    return sentence, f"{months} months without another fall."


def _label(place: Place, value: float) -> str:
    register = place.measured.indicator.population.register_name
    labels: Mapping[int, str] = place.weights.rules.rating.scales[register].labels
    return labels.get(int(value), rounded(value)) if np.isfinite(value) else "not known"


def _since_inspection(place: Place) -> tuple[str, str]:
    span = years_and_months(place.at(place.finding.observed) / _DAYS_IN_MONTH)
    return f"Not inspected for {span}.", "An inspection."


def _manager_absent(place: Place) -> tuple[str, str]:
    return f"No registered manager for {place.span}.", "A registered manager in post."


_TELLERS: Mapping[str, Callable[[Place], tuple[str, str]]] = {
    "own_history": _own_history,
    "peers": _peers,
    "unusually_quiet": _quiet,
    "standard": _standard,
    "rating": _rating,
    "rating_change": _rating_change,
    "since_inspection": _since_inspection,
    "manager_absent": _manager_absent,
}
