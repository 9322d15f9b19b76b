"""From points to profiles: totals by month, suggested levels, and the sum taken apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caresight.statistics.combination import CombinedPoints, combine_points
from caresight.surveillance.findings import Floats
from caresight.surveillance.ladder import Ladder
from caresight.surveillance.notices import AGENCIES, HISTORY_MONTHS, Notices, Points
from caresight.surveillance.weights import Weights

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Profiles:
    """All homes, n of them, with a agencies; the last month is the as-at."""

    total: Floats
    """Points after the caps, shape (n, HISTORY_MONTHS)."""
    agencies: Ints
    """Agencies that corroborate, shape (n, HISTORY_MONTHS)."""
    steps: Ints
    """Suggested step of the ladder, shape (n, HISTORY_MONTHS)."""
    steps_by_sum: Ints
    """The step that the sum alone suggests, shape (n, HISTORY_MONTHS)."""
    steps_alone: Ints
    """The step that the short list raises whatever the sum says, shape (n, HISTORY_MONTHS)."""
    alone: dict[int, tuple[str, ...]]
    """Row of a home to the things that raise a level alone, as of the last month."""
    by_agency: Floats
    """Points after the caps, last month, shape (n, a)."""
    before_cap: Floats
    """Points before the agency's cap, last month, shape (n, a)."""
    without_total: Floats
    """Total without each agency, last month, shape (n, a)."""
    without_steps: Ints
    """Step without each agency, last month, shape (n, a)."""
    good: Floats
    """Points of improving signals after the caps, shape (n, HISTORY_MONTHS)."""
    rank: Ints
    """Shape (n,): 1 is the home that most needs a look."""


def combine(
    notices: Notices,
    *,
    home_ids: NDArray[np.object_],
    is_open: NDArray[np.bool_],
    ladder: Ladder,
) -> Profiles:
    """Cap, add up, and suggest; a closed home is ranked after every open one."""
    n = len(home_ids)
    bad = _combined(notices.concerning, notices.weights, n)
    good = _combined(notices.improving, notices.weights, n)
    shape = (n, HISTORY_MONTHS)
    total, agencies = bad.total.reshape(shape), bad.agencies.reshape(shape)
    by_sum = ladder.steps(total, agencies)
    raised = _alone_steps(notices, ladder, n)
    last = slice(HISTORY_MONTHS - 1, None, HISTORY_MONTHS)
    without = ladder.steps(bad.without_agency[last], bad.agencies_without[last])
    steps = np.maximum(by_sum, raised.max(axis=2))
    others = np.stack(
        [np.delete(raised[:, -1], a, axis=1).max(axis=1) for a in range(len(AGENCIES))], axis=1
    )
    return Profiles(
        total=total,
        agencies=agencies,
        steps=steps,
        steps_by_sum=by_sum,
        steps_alone=raised.max(axis=2),
        alone=_alone_now(notices, ladder),
        by_agency=bad.by_agency[last],
        before_cap=bad.before_agency_cap[last],
        without_total=bad.without_agency[last],
        without_steps=np.maximum(without, others),
        good=good.total.reshape(shape),
        rank=ranks(home_ids, is_open, steps[:, -1], total[:, -1], agencies[:, -1]),
    )


def _combined(points: Points, weights: Weights, homes: int) -> CombinedPoints:
    def column(parts: list[NDArray[np.int64]]) -> Ints:
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    given = np.concatenate(points.points) if points.points else np.zeros(0)
    return combine_points(
        homes=column(points.cells),
        agencies=column(points.agencies),
        families=column(points.families),
        points=given,
        family_cap=weights.caps.family,
        agency_cap=[weights.caps.of(agency) for agency in AGENCIES],
        shape=(homes * HISTORY_MONTHS, len(AGENCIES)),
    )


def _alone_steps(notices: Notices, ladder: Ladder, homes: int) -> Ints:
    """Step that the short list raises, by home, month and agency."""
    steps = np.zeros((homes * HISTORY_MONTHS, len(AGENCIES)), dtype=np.int64)
    known = ladder.alone()
    for cells, agency, thing in notices.alone:
        if thing in known:
            step = ladder.step_of(known[thing].level)
            steps[cells, agency] = np.maximum(steps[cells, agency], step)
    return steps.reshape(homes, HISTORY_MONTHS, len(AGENCIES))


def _alone_now(notices: Notices, ladder: Ladder) -> dict[int, tuple[str, ...]]:
    known = ladder.alone()
    now: dict[int, tuple[str, ...]] = {}
    for cells, _, thing in notices.alone:
        for cell in cells[cells % HISTORY_MONTHS == HISTORY_MONTHS - 1]:
            row = int(cell) // HISTORY_MONTHS
            if thing in known and thing not in now.get(row, ()):
                now[row] = (*now.get(row, ()), thing)
    return now


def ranks(
    home_ids: NDArray[np.object_],
    is_open: NDArray[np.bool_],
    steps: Ints,
    total: Floats,
    agencies: Ints,
) -> Ints:
    """The place of each home, 1 for the one that most needs a look; closed ones come last."""
    order = np.lexsort((home_ids.astype(str), -agencies, -total, -steps, ~is_open))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    return rank
