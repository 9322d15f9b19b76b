"""What a project changed: its homes before and after, against homes alike, and what forbids it.

Nothing is claimed unless every check is passed. A check that fails is named, and the number
is then kept from the reader: a number with a warning beside it is quoted without the warning.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from caresight.evaluation.impact_months import Sides, Start, sides
from caresight.evaluation.impact_rules import ImpactRules
from caresight.statistics.difference_in_differences import Difference, difference_in_differences
from caresight.statistics.month_effects import month_effects
from caresight.statistics.pre_trend import Courses, pre_trend

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Obstacle(StrEnum):
    """Why nothing can be said."""

    TOO_FEW_HOMES = "too_few_homes"
    TOO_FEW_COMPARISON_HOMES = "too_few_comparison_homes"
    TOO_FEW_MONTHS_BEFORE = "too_few_months_before"
    TOO_EARLY = "too_early"
    TOO_FEW_EVENTS = "too_few_events"
    ONE_HOME_DECIDES = "one_home_decides"
    LEVELS_DIFFER = "levels_differ"
    COURSES_DIFFER = "courses_differ"
    PLACEBO_FINDS = "placebo_finds"
    UNCHANGING_CHANGED = "unchanging_changed"


@dataclass(frozen=True)
class Panel:
    """Counts of an indicator by home and month; nan is unknown."""

    home_ids: tuple[str, ...]
    starts: tuple[date, ...]
    numerators: Floats
    denominators: Floats
    is_project: Flags
    per: float = 1.0

    def rates(self, group: Flags) -> Floats:
        """All events of a group by all its exposure, month by month."""
        known = np.isfinite(self.numerators) & np.isfinite(self.denominators) & group[:, None]
        top = np.where(known, self.numerators, 0.0).sum(axis=0)
        bottom = np.where(known, self.denominators, 0.0).sum(axis=0)
        rates: Floats = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), np.nan)
        return rates * self.per


@dataclass(frozen=True)
class Rates:
    """Events per `per` of one group, and how many events there were."""

    before: float
    after: float
    events_before: int
    events_after: int


@dataclass(frozen=True)
class Impact:
    """Everything that was found, and whether it may be claimed."""

    obstacles: tuple[Obstacle, ...]
    months: Sides
    project_homes: int
    comparison_homes: int
    left_aside: tuple[str, ...]
    """Project homes of which too many months are unknown."""
    difference: Difference | None
    placebo: Difference | None
    unchanging: Difference | None
    courses: Courses | None
    project: Rates
    comparison: Rates
    project_rates: Floats
    comparison_rates: Floats
    expected_rates: Floats
    """Of the project homes, had they gone as the comparison homes did."""

    @property
    def can_say(self) -> bool:
        """Whether a number may be claimed."""
        return not self.obstacles and self.difference is not None

    @property
    def spared(self) -> tuple[float, float, float] | None:
        """Events after the start that the project homes had less, and its bounds."""
        found = self.difference
        if found is None:
            return None
        own = self.project.events_after
        return own / found.ratio - own, own / found.upper - own, own / found.lower - own


def project_impact(
    panel: Panel, start: Start, rules: ImpactRules, *, unchanging: Panel | None = None
) -> Impact:
    """Judge a project by one indicator, and by one that it should not change, if given."""
    months = sides(panel.starts, start, rules)
    known = _known(panel, months, rules.share_of_months_known)
    group, others = panel.is_project & known, ~panel.is_project & known
    difference = _difference(panel, months, known, rules)
    placebo = _difference(panel, months.halves(), known, rules)
    found = Impact(
        obstacles=(),
        months=months,
        project_homes=int(group.sum()),
        comparison_homes=int(others.sum()),
        left_aside=tuple(
            home
            for home, own, is_known in zip(panel.home_ids, panel.is_project, known, strict=True)
            if own and not is_known
        ),
        difference=difference,
        placebo=placebo,
        unchanging=_of_the_unchanging(unchanging, start, rules),
        courses=_courses(panel, months, known, rules),
        project=_rates(panel, months, group),
        comparison=_rates(panel, months, others),
        project_rates=panel.rates(group),
        comparison_rates=panel.rates(others),
        expected_rates=np.full(len(panel.starts), np.nan),
    )
    level = found.project.before / found.comparison.before if found.comparison.before else np.nan
    expected = np.where(months.window, found.comparison_rates * level, np.nan)
    return replace(found, obstacles=_obstacles(found, rules), expected_rates=expected)


def finds(difference: Difference | Courses | None) -> bool:
    """Whether an interval leaves no difference out."""
    return difference is not None and not difference.lower <= 1 <= difference.upper


def _obstacles(found: Impact, rules: ImpactRules) -> tuple[Obstacle, ...]:
    """Every reason that holds, in the order in which a reader should learn of them."""
    few = min(found.project.events_before, found.project.events_after)
    level = found.project.before / found.comparison.before if found.comparison.before else np.inf
    free = found.difference.freedom if found.difference else 0.0
    apart = max(level, 1 / level) if level > 0 else np.inf
    too_early = int(found.months.after.sum()) < rules.fewest_months_after
    held = {
        Obstacle.TOO_FEW_HOMES: found.project_homes < rules.fewest_project_homes,
        Obstacle.TOO_FEW_COMPARISON_HOMES: found.comparison_homes < rules.fewest_comparison_homes,
        Obstacle.TOO_FEW_MONTHS_BEFORE: int(found.months.before.sum()) < rules.fewest_months_before,
        Obstacle.TOO_EARLY: too_early,
        Obstacle.TOO_FEW_EVENTS: not too_early and few < rules.fewest_events,
        Obstacle.LEVELS_DIFFER: apart > rules.level_ratio_most,
        Obstacle.COURSES_DIFFER: finds(found.courses),
        Obstacle.PLACEBO_FINDS: finds(found.placebo),
        Obstacle.UNCHANGING_CHANGED: finds(found.unchanging),
    }
    named = tuple(obstacle for obstacle, holds in held.items() if holds)
    if not named and free < rules.fewest_degrees_of_freedom:
        return (Obstacle.ONE_HOME_DECIDES,)
    return named


def _known(panel: Panel, months: Sides, share: float) -> Flags:
    """Homes of which enough is known on both sides."""
    cells = np.isfinite(panel.numerators) & (panel.denominators > 0)
    enough = np.ones(len(panel.home_ids), dtype=bool)
    for side in (months.before, months.after):
        enough &= cells[:, side].sum(axis=1) >= max(1.0, share * side.sum())
    return enough


def _difference(panel: Panel, months: Sides, known: Flags, rules: ImpactRules) -> Difference | None:
    """The difference between the groups; what is expected of a month is told by the others."""
    if not (months.before.any() and months.after.any() and known.any()):
        return None
    events, expected = _expected(panel, months.before | months.after, known)
    sums = [
        np.where(np.isfinite(cells[:, side]), cells[:, side], 0.0).sum(axis=1)
        for cells in (events, expected)
        for side in (months.before, months.after)
    ]
    usable = (sums[2] > 0) & (sums[3] > 0)
    return difference_in_differences(
        sums[0][usable], sums[1][usable], sums[2][usable], sums[3][usable],
        panel.is_project[known][usable], confidence=rules.confidence,
    )  # fmt: skip


def _expected(panel: Panel, window: Flags, known: Flags) -> tuple[Floats, Floats]:
    """Events and what would be expected, both nan where either is unknown."""
    events = np.where(window, panel.numerators[known], np.nan)
    exposure = np.where(window, panel.denominators[known], np.nan)
    others = ~panel.is_project[known]
    effect = month_effects(events[others], exposure[others])
    # A month in which the others had no event tells nothing: it is left out for all.
    expected = exposure * effect
    told = np.isfinite(events) & np.isfinite(expected) & (expected > 0)
    return np.where(told, events, np.nan), np.where(told, expected, np.nan)


def _courses(panel: Panel, months: Sides, known: Flags, rules: ImpactRules) -> Courses | None:
    if months.before.sum() < 3 or not known.any():
        return None
    events, expected = _expected(panel, months.before, known)
    before = months.before
    return pre_trend(
        events[:, before], expected[:, before], panel.is_project[known],
        confidence=rules.confidence,
    )  # fmt: skip


def _of_the_unchanging(panel: Panel | None, start: Start, rules: ImpactRules) -> Difference | None:
    if panel is None:
        return None
    months = sides(panel.starts, start, rules)
    known = _known(panel, months, rules.share_of_months_known)
    return _difference(panel, months, known, rules)


def _rates(panel: Panel, months: Sides, group: Flags) -> Rates:
    values = []
    for side in (months.before, months.after):
        events, amount = panel.numerators[group][:, side], panel.denominators[group][:, side]
        known = np.isfinite(events) & (amount > 0)
        top, bottom = float(events[known].sum()), float(amount[known].sum())
        values.append((panel.per * top / bottom if bottom else float("nan"), round(top)))
    (before, events_before), (after, events_after) = values
    return Rates(before, after, events_before, events_after)
