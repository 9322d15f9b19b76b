"""Whether an action did something: the chart begun anew at it, and homes like it beside it.

Nothing here says that an action worked. It says whether the home changed more than homes
like it that were not acted upon, and how much of the change was to be expected anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from caresight.statistics.control_charts import Charts, Kind, control_charts
from caresight.statistics.matched_comparison import MatchedComparison, matched_comparison
from caresight.statistics.regression_to_mean import Return, expected_return

Floats = NDArray[np.float64]
Direction = Literal["down", "up"]


class Finding(StrEnum):
    """What can be said of the home beside homes like it."""

    NO_FIGURES = "no_figures"
    TOO_FEW_BEFORE = "too_few_before"
    TOO_EARLY = "too_early"
    NO_COMPARISON = "no_comparison"
    AS_EXPECTED = "as_expected"
    OPPOSITE = "opposite"
    NO_DIFFERENCE = "no_difference"


@dataclass(frozen=True)
class Enough:
    """How much must be known before anything is said."""

    fewest_after: int
    fewest_before: int
    most_before: int
    comparison_homes: int
    fewest_comparison_homes: int


@dataclass(frozen=True)
class Figures:
    """One indicator of one home, period by period."""

    starts: tuple[date, ...]
    values: tuple[float | None, ...]
    numerators: tuple[float | None, ...] = ()
    denominators: tuple[float | None, ...] = ()
    kind: str = "value"
    method: str = "xmr"

    @property
    def array(self) -> Floats:
        """The values, nan where nothing is known."""
        return _array(self.values)


@dataclass(frozen=True)
class Band:
    """The matched homes, period by period: the middle one, and all but a tenth at each end."""

    middle: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class ActionEffect:
    """What the figures say of an action, and what they cannot say."""

    finding: Finding
    known_before: int
    known_after: int
    needed_after: int
    first_after: date | None
    """Start of the first whole period after the action."""
    charts: Charts | None
    """Of one series: a phase before, a phase after, each with its own centre and limits.

    With too few points for limits a phase still has its centre: the mean of what is known.
    """
    before: slice
    after: slice
    comparison: MatchedComparison | None = None
    expected_return: Return | None = None
    band: Band | None = None


def action_effect(
    figures: Figures,
    acted_on: date,
    direction: Direction,
    candidates: Floats,
    *,
    enough: Enough,
) -> ActionEffect:
    """Judge one action by one indicator.

    `candidates` are the same periods of homes that were not acted upon, a home a row. The
    period in which the action fell is left out: it belongs to neither side.
    """
    before, after = _sides(figures.starts, acted_on, enough.most_before)
    own = figures.array
    known_before = int(np.isfinite(own[before]).sum())
    known_after = int(np.isfinite(own[after]).sum())
    comparison = matched_comparison(
        own[before], own[after], candidates[:, before], candidates[:, after],
        matches=enough.comparison_homes, fewest=enough.fewest_comparison_homes,
    )  # fmt: skip
    can_say = known_before >= enough.fewest_before and known_after >= enough.fewest_after
    return ActionEffect(
        finding=_finding(
            comparison, direction, enough, known_before=known_before, known_after=known_after
        ),
        known_before=known_before,
        known_after=known_after,
        needed_after=enough.fewest_after,
        first_after=figures.starts[after.start] if after.start < len(figures.starts) else None,
        charts=rebased(figures, after.start) if known_before + known_after else None,
        before=before,
        after=after,
        comparison=comparison if can_say else None,
        # Said from the first day on: it needs no figure after the action.
        expected_return=expected_return(own[before], candidates[:, before]),
        band=_band(candidates, comparison.matched, own, before) if comparison else None,
    )


def rebased(figures: Figures, first_after: int) -> Charts:
    """The home's chart in two phases, each with its own centre and limits.

    The period of the action is a phase of its own, of which nothing is drawn.
    """
    places = np.arange(len(figures.starts))
    phases = np.where(places >= first_after, 2, (places == first_after - 1).astype(int))
    charts = _charts(figures, phases)
    for phase in (0, 2):
        there = phases == phase
        known = there & np.isfinite(figures.array)
        if known.any() and np.isnan(charts.centre[0, there]).all():
            charts.centre[0, there] = figures.array[known].mean()
    return charts


def _charts(figures: Figures, phases: NDArray[np.int_]) -> Charts:
    kind = _chart_kind(figures)
    if kind == "value":
        method = figures.method if figures.method in ("xmr", "run") else "auto"
        return control_charts(
            values=figures.array[None], kind="value", method=method, phases=phases, signals=False
        )
    numerators, denominators = _array(figures.numerators), _array(figures.denominators)
    hidden = ~np.isfinite(figures.array)
    return control_charts(
        numerators=np.where(hidden, np.nan, numerators)[None],
        denominators=np.where(hidden, np.nan, denominators)[None],
        kind=kind,
        per=_per(figures.array, numerators, denominators),
        method=figures.method,
        phases=phases,
        signals=False,
    )


def _chart_kind(figures: Figures) -> Kind:
    """Counts where the chart was drawn from counts; else the values themselves."""
    counted = figures.method in ("u_prime", "p_prime", "exact")
    known = _array(figures.numerators), _array(figures.denominators)
    if not counted or any(np.isfinite(part).sum() == 0 for part in known):
        return "value"
    return "share" if figures.kind == "share" else "rate"


def _per(values: Floats, numerators: Floats, denominators: Floats) -> float:
    """The base of the unit, as the values themselves tell it: 1,000 for a rate per 1,000."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = values * denominators / numerators
    known = ratios[np.isfinite(ratios) & (ratios > 0)]
    return float(np.median(known)) if len(known) else 1.0


def _sides(starts: Sequence[date], acted_on: date, most_before: int) -> tuple[slice, slice]:
    """Periods before the one in which the action fell, and periods after it."""
    begun = sum(start <= acted_on for start in starts)
    last_before = max(0, begun - 1)
    return slice(max(0, last_before - most_before), last_before), slice(begun, len(starts))


def _finding(
    comparison: MatchedComparison | None,
    direction: Direction,
    enough: Enough,
    *,
    known_before: int,
    known_after: int,
) -> Finding:
    if known_before + known_after == 0:
        return Finding.NO_FIGURES
    if known_before < enough.fewest_before:
        return Finding.TOO_FEW_BEFORE
    if known_after < enough.fewest_after:
        return Finding.TOO_EARLY
    if comparison is None:
        return Finding.NO_COMPARISON
    if comparison.lower <= 0 <= comparison.upper:
        return Finding.NO_DIFFERENCE
    fell = comparison.upper < 0
    return Finding.AS_EXPECTED if fell == (direction == "down") else Finding.OPPOSITE


def _band(candidates: Floats, matched: NDArray[np.int64], own: Floats, before: slice) -> Band:
    """The matched homes, each moved to start at the home's own mean, so that shapes compare."""
    chosen = candidates[matched]
    level = np.nanmean(chosen[:, before], axis=1)
    moved = chosen - level[:, None] + np.nanmean(own[before])
    parts = np.full((3, candidates.shape[1]), np.nan)
    enough = np.isfinite(moved).sum(axis=0) >= len(matched) / 2
    parts[:, enough] = np.nanquantile(moved[:, enough], (0.5, 0.1, 0.9), axis=0)
    return Band(*parts)


def _array(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
