"""Invented projects of which the truth is known: what the method is tried on.

Homes differ for good, months differ more than chance alone makes them, winter is worse, and
the project's homes are taken by lot, for a lasting high level or for a bad last year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from caresight.evaluation.comparison_homes import HomeLike, comparison_homes
from caresight.evaluation.impact_months import ChosenBy, Start
from caresight.evaluation.impact_rules import ImpactRules
from caresight.evaluation.project_impact import Impact, Panel, project_impact
from caresight.vocabulary.periods import months_after

Floats = NDArray[np.float64]
Chosen = Literal["by_lot", "high_level", "bad_year"]

FIRST_MONTH = date(2023, 4, 1)


@dataclass(frozen=True)
class Setting:
    """How the projects are made."""

    ratio: float = 1.0
    """What the project does to the rate of its homes; 1 is nothing."""
    project_homes: int = 40
    homes: int = 300
    months_before: int = 24
    months_after: int = 12
    chosen: Chosen = "by_lot"
    said: ChosenBy | None = None
    """What the method is told of how they were chosen; None: the truth."""
    per_bed_month: float = 0.045
    home_spread: float = 0.6
    """Coefficient of variation between homes: as the invented borough's 999 calls."""
    month_spread: float = 0.3
    """Of each home's months beyond chance."""
    winter: float = 0.2
    drift: float = 0.02
    """Standard deviation of each home's step from month to month, of the logarithm."""


@dataclass(frozen=True)
class Tally:
    """What came of many projects."""

    projects: int
    covered: int
    """Intervals that hold the truth."""
    claimed: int
    """Projects of which a number was claimed."""
    covered_claimed: int
    found: int
    """Claimed numbers whose interval leaves no effect out."""

    @property
    def coverage(self) -> float:
        """Share of all intervals that hold the truth."""
        return self.covered / self.projects


def tally(setting: Setting, rules: ImpactRules, *, projects: int, seed: int) -> Tally:
    """Try the method on many projects."""
    covered = claimed = covered_claimed = found = 0
    for impact in simulated(setting, rules, projects=projects, seed=seed):
        difference = impact.difference
        holds = difference is not None and difference.lower <= setting.ratio <= difference.upper
        covered += holds
        if impact.can_say and difference is not None:
            claimed += 1
            covered_claimed += holds
            found += not difference.lower <= 1 <= difference.upper
    return Tally(projects, covered, claimed, covered_claimed, found)


def simulated(
    setting: Setting, rules: ImpactRules, *, projects: int, seed: int
) -> Iterator[Impact]:
    """One impact after the other; the same seed gives the same ones."""
    begins = months_after(FIRST_MONTH, setting.months_before)
    truly = ChosenBy.FIGURES if setting.chosen == "bad_year" else ChosenBy.OTHERWISE
    start = Start(
        begins, setting.said or truly, months_after(begins, -12), months_after(begins, -1)
    )
    for stream in np.random.SeedSequence(seed).spawn(projects):
        yield project_impact(_panel(np.random.default_rng(stream), setting, rules), start, rules)


def _panel(rng: np.random.Generator, setting: Setting, rules: ImpactRules) -> Panel:
    shape = (setting.homes, setting.months_before + setting.months_after)
    beds = np.clip(np.round(rng.lognormal(3.5, 0.4, setting.homes)), 8, 140)
    level = _gamma(rng, setting.home_spread, (setting.homes,))
    course = np.exp(np.cumsum(rng.normal(0, setting.drift, shape), axis=1))
    season = 1 + setting.winter * np.cos(2 * np.pi * (np.arange(shape[1]) - 9) / 12)
    exposure = np.tile(np.round(beds * rng.uniform(0.75, 0.95, setting.homes))[:, None], shape[1])
    usual = setting.per_bed_month * exposure * level[:, None] * course * season
    counts = rng.poisson(usual * _gamma(rng, setting.month_spread, shape)).astype(float)
    mine = _chosen(rng, setting, counts / exposure, level)
    after = np.arange(shape[1]) >= setting.months_before
    # Events of the project's homes are thinned, so that chance stays chance.
    kept = rng.binomial(counts.astype(int), min(1.0, setting.ratio)).astype(float)
    counts = np.where(mine[:, None] & after, kept, counts)
    ids = tuple(f"H{place:04d}" for place in range(setting.homes))
    like = [HomeLike(home, "residential", int(size)) for home, size in zip(ids, beds, strict=True)]
    project = {home for home, own in zip(ids, mine, strict=True) if own}
    others = comparison_homes(like, project, not_these=(), each=rules.comparison_homes_each)
    used = np.array([home in project or home in set(others) for home in ids])
    return Panel(
        home_ids=tuple(home for home, is_used in zip(ids, used, strict=True) if is_used),
        starts=tuple(months_after(FIRST_MONTH, place) for place in range(shape[1])),
        numerators=counts[used],
        denominators=exposure[used] * 1.0,
        is_project=mine[used],
    )


def _chosen(
    rng: np.random.Generator, setting: Setting, rates: Floats, level: Floats
) -> NDArray[np.bool_]:
    by = {
        "by_lot": rng.random(setting.homes),
        "high_level": level * rng.lognormal(0, 0.3, setting.homes),
        "bad_year": rates[:, setting.months_before - 12 : setting.months_before].mean(axis=1),
    }[setting.chosen]
    mine = np.zeros(setting.homes, dtype=bool)
    if setting.chosen == "by_lot":
        mine[np.argsort(-by)[: setting.project_homes]] = True
        return mine
    # Of the upper quarter, by lot: no project takes exactly the highest.
    upper = np.argsort(-by)[: setting.homes // 4]
    mine[rng.choice(upper, setting.project_homes, replace=False)] = True
    return mine


def _gamma(rng: np.random.Generator, spread: float, shape: tuple[int, ...]) -> Floats:
    if spread == 0:
        return np.ones(shape)
    return rng.gamma(1 / spread**2, spread**2, shape)
