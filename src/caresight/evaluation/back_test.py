"""How often the suggestions were right, where the truth is known.

Each month is judged by what its own figures showed, month after month, and then held
against what really happened. A quiet home is one in which nothing ever happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caresight.statistics.intervals import byar_interval, wilson_interval
from caresight.vocabulary.periods import months_between

WITHIN_MONTHS = 12
"""A deterioration that is not suggested within so many months counts as missed."""
FEWEST_MONTHS = 3
"""A deterioration that had fewer months to be seen in is not judged."""


class Deterioration(NamedTuple):
    """Something that really got worse in a home."""

    row: int
    kind: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Judgements:
    """What was suggested for n homes in t months."""

    months: tuple[date, ...]
    """First days, oldest first."""
    steps: NDArray[np.int64]
    """Suggested step of the ladder, shape (n, t); 0 is the lowest."""
    points: NDArray[np.float64]
    """Shape (n, t)."""
    is_open: NDArray[np.bool_]
    """Shape (n, t)."""


class Share(NamedTuple):
    """A share or rate with its 95 % interval; nan where nothing was observed."""

    value: float
    lower: float
    upper: float
    of: int


@dataclass(frozen=True)
class BackTest:
    """The result, ready to be printed."""

    sensitivity: Share
    """Of the deteriorations, the share suggested above the lowest level in time."""
    sensitivity_by_kind: dict[str, Share]
    false_flags: Share
    """New suggestions for quiet homes, per 100 home-months."""
    flagged_quiet_months: float
    """Quiet home-months spent above the lowest level, per 100."""
    months_to_detection: tuple[float, float, float]
    """Quartiles, over the deteriorations that were detected."""
    ranked_above: Share
    """Chance that a home that is getting worse now ranks above a quiet one; ties count half."""
    above_median: Share
    """Of the homes that are getting worse now, the share above the median quiet home."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for printing or JSON."""
        return {
            "sensitivity": self.sensitivity._asdict(),
            "sensitivity_by_kind": {k: s._asdict() for k, s in self.sensitivity_by_kind.items()},
            "false_flags_per_100_home_months": self.false_flags._asdict(),
            "flagged_quiet_home_months_per_100": self.flagged_quiet_months,
            "months_to_detection": dict(
                zip(("quarter", "half", "three_quarters"), self.months_to_detection, strict=True)
            ),
            "ranked_above": self.ranked_above._asdict(),
            "above_median": self.above_median._asdict(),
        }


def back_test(
    judgements: Judgements,
    deteriorations: Sequence[Deterioration],
    quiet: Sequence[int],
) -> BackTest:
    """Hold suggestions against the truth.

    Parameters
    ----------
    judgements
        What was suggested, by home and month.
    deteriorations
        What really got worse; those with too few months to be seen in are left out.
    quiet
        Rows of the homes in which nothing ever happened.
    """
    judged = [(thing, window) for thing in deteriorations if (window := _window(judgements, thing))]
    delays = [_delay(judgements, thing.row, window) for thing, window in judged]
    kinds = sorted({thing.kind for thing, _ in judged})
    by_kind = {
        kind: _share([d for d, (t, _) in zip(delays, judged, strict=True) if t.kind == kind])
        for kind in kinds
    }
    rows = np.asarray(sorted(quiet), dtype=np.int64)
    flagged = (judgements.steps[rows] > 0) & judgements.is_open[rows]
    active = sorted({t.row for t in deteriorations if _is_active(judgements, t)})
    now = _order(judgements)
    return BackTest(
        sensitivity=_share(delays),
        sensitivity_by_kind=by_kind,
        false_flags=_new_flags(flagged, judgements.is_open[rows]),
        flagged_quiet_months=_per_100(int(flagged.sum()), int(judgements.is_open[rows].sum())),
        months_to_detection=_quartiles([d for d in delays if d is not None]),
        ranked_above=_ranked_above(now[active], now[rows]),
        above_median=_above_median(now[active], now[rows]),
    )


def _window(judgements: Judgements, thing: Deterioration) -> range | None:
    """Columns in which a deterioration could be seen and would count as seen in time."""
    first = months_between(judgements.months[0], thing.start)
    last = first + WITHIN_MONTHS - 1
    if thing.end is not None:
        last = min(last, months_between(judgements.months[0], thing.end))
    last = min(last, len(judgements.months) - 1)
    return range(first, last + 1) if first >= 0 and last - first + 1 >= FEWEST_MONTHS else None


def _delay(judgements: Judgements, row: int, window: range) -> int | None:
    """Months from the start to the first suggestion; None where there was none in time."""
    raised = np.flatnonzero(judgements.steps[row, window.start : window.stop] > 0)
    return int(raised[0]) if len(raised) else None


def _share(delays: Sequence[int | None]) -> Share:
    found = sum(delay is not None for delay in delays)
    return _wilson(found, len(delays))


def _wilson(found: int, of: int) -> Share:
    if not of:
        return Share(float("nan"), float("nan"), float("nan"), 0)
    interval = wilson_interval(found, of)
    return Share(found / of, float(interval.lower), float(interval.upper), of)


def _new_flags(flagged: NDArray[np.bool_], is_open: NDArray[np.bool_]) -> Share:
    new = int((flagged[:, 1:] & ~flagged[:, :-1]).sum())
    months = int(is_open[:, 1:].sum())
    if not months:
        return Share(float("nan"), float("nan"), float("nan"), 0)
    interval = byar_interval(new, months)
    return Share(
        100 * new / months, 100 * float(interval.lower), 100 * float(interval.upper), months
    )


def _per_100(count: int, of: int) -> float:
    return 100 * count / of if of else float("nan")


def _quartiles(delays: Sequence[int]) -> tuple[float, float, float]:
    if not delays:
        return (float("nan"),) * 3
    quarter, half, three = np.quantile(delays, [0.25, 0.5, 0.75])
    return float(quarter), float(half), float(three)


def _is_active(judgements: Judgements, thing: Deterioration) -> bool:
    """Whether it goes on in the last month, and has had time to show."""
    last = judgements.months[-1]
    lasting = thing.end is None or thing.end >= last
    return lasting and months_between(thing.start, last) + 1 >= FEWEST_MONTHS


def _order(judgements: Judgements) -> NDArray[np.float64]:
    """What homes are ranked by in the last month: the step, and within it the points."""
    return judgements.steps[:, -1] * 1_000.0 + judgements.points[:, -1]


def _ranked_above(worse: NDArray[np.float64], quiet: NDArray[np.float64]) -> Share:
    """Area under the curve, with the interval of Hanley and McNeil (1982)."""
    m, n = len(worse), len(quiet)
    if not m or not n:
        return Share(float("nan"), float("nan"), float("nan"), m)
    ordered = np.sort(quiet)
    below = np.searchsorted(ordered, worse, side="left")
    level = np.searchsorted(ordered, worse, side="right")
    area = float((below + level).sum() / (2 * m * n))
    q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
    variance = area * (1 - area) + (m - 1) * (q1 - area**2) + (n - 1) * (q2 - area**2)
    reach = 1.959964 * float(np.sqrt(max(variance, 0.0) / (m * n)))
    return Share(area, max(area - reach, 0.0), min(area + reach, 1.0), m)


def _above_median(worse: NDArray[np.float64], quiet: NDArray[np.float64]) -> Share:
    if not len(quiet):
        return _wilson(0, 0)
    return _wilson(int((worse > np.median(quiet)).sum()), len(worse))
