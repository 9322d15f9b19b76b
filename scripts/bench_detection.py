"""How often the suggestions are right on invented boroughs whose truth is hidden from them.

The weights were set on other seeds than these, so that the figures are not flattered.
"""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from caresight.checks.time_axis import day_number
from caresight.evaluation.back_test import BackTest, Deterioration, Judgements, Share, back_test
from caresight.evaluation.truth import deteriorations_of, quiet_rows
from caresight.lake.as_at import KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build
from caresight.pipeline.build_profiles import Judged
from caresight.pipeline.build_single_rows import homes_by_any_id
from caresight.surveillance.notices import HISTORY_MONTHS
from caresight.worlds.evidence import evidence_world
from scripts.bench import Line, figure

ROOT = Path(__file__).resolve().parents[1]
SEEDS = (101, 102, 103)
HOMES = 450
MONTHS = 36
LAST_MONTH = date(2026, 10, 1)
MADE_AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


class Borough(NamedTuple):
    """One invented borough, judged."""

    judgements: Judgements
    deteriorations: tuple[Deterioration, ...]
    quiet: tuple[int, ...]


def judged_borough(seed: int) -> Borough:
    """Build a borough and hold on to its profiles and its truth."""
    world = evidence_world(seed=seed, homes=HOMES, months=MONTHS, last_month=LAST_MONTH)
    kept: list[Judged] = []
    with tempfile.TemporaryDirectory() as name:
        lake = Lake(Path(name))
        with lake.writing("landing", MADE_AT) as writer:
            for table, rows in world.tables.items():
                writer.append(table, rows)
        known = KnownAt(MADE_AT.date(), "published")
        build(lake, ROOT / "definitions", known=known, made_at=MADE_AT, told_profiles=kept.append)
    row_of = {location: row for location, (row, _) in homes_by_any_id(kept[0].population).items()}
    return Borough(
        _judgements(kept[0]),
        deteriorations_of(world.truth, row_of),
        quiet_rows(world.truth, row_of, len(kept[0].population)),
    )


def _judgements(judged: Judged) -> Judgements:
    population = judged.population
    months = tuple(judged.month(0, place) for place in range(HISTORY_MONTHS))
    days = np.array([day_number(month) for month in months])
    is_open = (population.opened[:, None] <= days) & (population.closed[:, None] > days)
    return Judgements(months, judged.profiles.steps, judged.profiles.total, is_open)


def together(boroughs: list[Borough]) -> BackTest:
    """One back-test over several boroughs."""
    starts = np.cumsum([0, *(len(b.judgements.steps) for b in boroughs)]).tolist()
    judgements = Judgements(
        boroughs[0].judgements.months,
        *(
            np.concatenate([getattr(b.judgements, name) for b in boroughs])
            for name in ("steps", "points", "is_open")
        ),
    )
    worse = [
        thing._replace(row=thing.row + start)
        for start, borough in zip(starts, boroughs, strict=False)
        for thing in borough.deteriorations
    ]
    quiet = [
        row + start
        for start, borough in zip(starts, boroughs, strict=False)
        for row in borough.quiet
    ]
    return back_test(judgements, worse, quiet)


def lines() -> list[Line]:
    """The figures of this part; they have no limit, only an interval."""
    result = together([judged_borough(seed) for seed in SEEDS])
    quarter, half, three = result.months_to_detection
    return [
        Line("deteriorations suggested within a year", _share(result.sensitivity, 100, "%")),
        *(
            Line(f"  of the kind {kind}", _share(share, 100, "%"))
            for kind, share in result.sensitivity_by_kind.items()
        ),
        Line("new false flags per 100 home-months", _share(result.false_flags, 1, "")),
        Line("quiet home-months above routine, of 100", figure(result.flagged_quiet_months)),
        Line("months to detection", f"{half:.0f} ({quarter:.0f} to {three:.0f} for half of them)"),
        Line("chance to rank above a quiet home", _share(result.ranked_above, 100, "%")),
        Line("ranked above the median quiet home", _share(result.above_median, 100, "%")),
    ]


def _share(share: Share, scale: float, unit: str) -> str:
    value, low, high = (figure(scale * part) for part in share[:3])
    return f"{value} {unit} ({low} to {high}; {share.of:,})".replace("  ", " ")
