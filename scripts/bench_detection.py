"""How often the suggestions are right on invented boroughs whose truth is hidden from them.

The weights were set on other seeds than these, so that the figures are not flattered.
"""

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from caresight.checks.time_axis import day_number
from caresight.evaluation.back_test import BackTest, Deterioration, Judgements, Share, back_test
from caresight.evaluation.track_record import record_of, rules_of, save_track_record
from caresight.evaluation.truth import deteriorations_of, quiet_rows
from caresight.lake.as_at import KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build
from caresight.pipeline.build_judgements import ItemsOfHomes
from caresight.pipeline.build_profiles import Judged
from caresight.pipeline.build_single_rows import homes_by_any_id
from caresight.pipeline.build_together import put_together
from caresight.surveillance.explanation import improves
from caresight.surveillance.item_weights import load_item_weights
from caresight.surveillance.items import Item
from caresight.surveillance.notices import HISTORY_MONTHS, Notices
from caresight.worlds.evidence import evidence_world
from caresight.worlds.said import SaidOfHome, said_of
from scripts.bench import Line, figure

DEFINITIONS = Path(__file__).resolve().parents[1] / "definitions"
THRESHOLDS = (4, 5, 6, 7)
SEEDS = (101, 102, 103)
HOMES = 450
MONTHS = 36
LAST_MONTH = date(2026, 10, 1)
MADE_AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


class Borough(NamedTuple):
    """One invented borough, judged."""

    judged: Judged
    judgements: Judgements
    deteriorations: tuple[Deterioration, ...]
    quiet: tuple[int, ...]
    improved: frozenset[int]
    """Rows of the homes that really got better."""
    together: Judgements
    """What would be suggested with what people say as well."""

    def above(self, points: float) -> "Borough":
        """The same, had the lowest threshold been at other points."""
        profiles, level = self.judged.profiles, self.judged.ladder.levels[1]
        by_sum = (profiles.total >= points - 1e-9) & (profiles.agencies >= level.agencies)
        steps = np.maximum(by_sum, profiles.steps_alone).astype(np.int64)
        return self._replace(judgements=replace(self.judgements, steps=steps))


def judged_borough(seed: int) -> Borough:
    """Build a borough and hold on to its profiles and its truth."""
    world = evidence_world(seed=seed, homes=HOMES, months=MONTHS, last_month=LAST_MONTH)
    kept: list[Judged] = []
    noticed: list[Notices] = []
    with tempfile.TemporaryDirectory() as name:
        lake = Lake(Path(name))
        with lake.writing("landing", MADE_AT) as writer:
            for table, rows in world.tables.items():
                writer.append(table, rows)
        known = KnownAt(MADE_AT.date(), "published")
        build(
            lake,
            DEFINITIONS,
            known=known,
            made_at=MADE_AT,
            told_profiles=kept.append,
            told_notices=noticed.append,
        )
    row_of = {location: row for location, (row, _) in homes_by_any_id(kept[0].population).items()}
    return Borough(
        kept[0],
        _judgements(kept[0]),
        deteriorations_of(world.truth, row_of),
        quiet_rows(world.truth, row_of, len(kept[0].population)),
        frozenset(
            row_of[location]
            for thing in world.truth
            if thing.is_improvement
            for location in thing.location_ids
            if location in row_of
        ),
        _with_items(kept[0], noticed[0], said_of(world.system, seed=seed), row_of),
    )


def _with_items(
    judged: Judged, noticed: Notices, said: list[SaidOfHome], row_of: dict[str, int]
) -> Judgements:
    """The same months judged with what people say, by the weights of items."""
    items: dict[int, list[Item]] = {}
    for number, one in enumerate(said):
        if one.location_id in row_of:
            items.setdefault(row_of[one.location_id], []).append(_item(number, one))
    found = put_together(
        noticed, judged, ItemsOfHomes(items), load_item_weights(DEFINITIONS), months=HISTORY_MONTHS
    )
    alone = _judgements(judged)
    steps, points = alone.steps.copy(), alone.points.copy()
    rows = np.array(found.rows, dtype=np.int64)
    steps[rows], points[rows] = found.profiles.steps, found.profiles.total
    return replace(alone, steps=steps, points=points)


def _item(number: int, one: SaidOfHome) -> Item:
    return Item(
        ref=f"I-{number:06d}", observed_on=one.on, agency=one.agency,
        themes=frozenset({one.theme}), severity=one.severity, grade="none",
        direction=one.direction, reliability="not_assessed", credibility="not_assessed",
        known_on=one.recorded_on,
    )  # fmt: skip


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
    boroughs = [judged_borough(seed) for seed in SEEDS]
    result = together(boroughs)
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
        *(_at(boroughs, points) for points in THRESHOLDS),
        *_with_what_people_say(boroughs),
        *_flagged_now(boroughs),
        *_doing_well(boroughs),
    ]


def _at(boroughs: list[Borough], points: int) -> Line:
    """What another threshold would cost and spare."""
    moved = [borough.above(points) for borough in boroughs]
    result, new = together(moved), _new_of_100([b.judgements for b in moved])
    return Line(
        f"with enhanced from {points} points",
        f"{100 * result.sensitivity.value:.0f} % found, {new:.1f} new of 100 homes a month, "
        f"{result.false_flags.value:.1f} of 100 quiet ones",
    )


def _with_what_people_say(boroughs: list[Borough]) -> list[Line]:
    """The same with invented items, which know a little of the truth."""
    result = together([borough._replace(judgements=borough.together) for borough in boroughs])
    quarter, half, three = result.months_to_detection
    return [
        Line("with items: suggested within a year", _share(result.sensitivity, 100, "%")),
        Line("with items: months to detection", f"{half:.0f} ({quarter:.0f} to {three:.0f})"),
        Line("with items: new false flags per 100 home-months", _share(result.false_flags, 1, "")),
        Line(
            "with items: chance to rank above a quiet home", _share(result.ranked_above, 100, "%")
        ),
        Line(
            "with items: new of 100 homes a month",
            f"{_new_of_100([b.together for b in boroughs]):.1f}, "
            f"{_new_of_100([b.judgements for b in boroughs]):.1f} without",
        ),
    ]


def _new_of_100(judgements: list[Judgements]) -> float:
    """Newly suggested homes of any kind, of 100 open homes a month."""
    new = homes = 0
    for each in judgements:
        above = (each.steps > 0) & each.is_open
        new += int((above[:, 1:] & ~above[:, :-1]).sum())
        homes += int(each.is_open[:, 1:].sum())
    return 100 * new / homes


def _flagged_now(boroughs: list[Borough]) -> list[Line]:
    """What the homes above the lowest level are in truth."""
    above = alone = quiet = chance = 0
    for borough in boroughs:
        profiles, is_open = borough.judged.profiles, borough.judged.is_open
        flagged = set(np.flatnonzero((profiles.steps[:, -1] > 0) & is_open).tolist())
        by_list = set(np.flatnonzero(profiles.steps_alone[:, -1] > 0).tolist())
        above, alone = above + len(flagged), alone + len(flagged & by_list)
        quiet += len(flagged & set(borough.quiet))
        chance += len((flagged & set(borough.quiet)) - by_list)
    return [
        Line("homes above routine in the last month", f"{above} in {len(boroughs)} boroughs"),
        Line("  by the short list, such as an inadequate rating", f"{alone}"),
        Line("  in which nothing happened", f"{quiet}, {chance} of them by the sum alone"),
    ]


def _doing_well(boroughs: list[Borough]) -> list[Line]:
    """What the homes that are listed as improving are in truth."""
    told = better = worse = listed = 0
    for borough in boroughs:
        judged = borough.judged
        over = {thing.row for thing in borough.deteriorations if thing.end is not None}
        bad = {thing.row for thing in borough.deteriorations} - over
        calm = (judged.profiles.steps[:, -1] == 0) & judged.is_open
        for row in np.flatnonzero(calm).tolist():
            if improves(judged.improving(row)):
                told += 1
                listed += row in borough.improved
                better += row in borough.improved or row in over
                worse += row in bad
    known = sum(len(borough.improved) for borough in boroughs)
    return [
        Line("homes listed as improving", f"{told}, {better} of them better, {worse} worse"),
        Line("homes made better that are listed", f"{listed} of {known}"),
    ]


def write_record(made_on: date) -> Path:
    """Write what the pages of an invented world may say of these rules."""
    boroughs = [judged_borough(seed) for seed in SEEDS]
    judged = boroughs[0].judged
    record = record_of(
        together(boroughs),
        rules=rules_of(judged.weights, judged.ladder),
        made_on=made_on,
        seeds=SEEDS,
        homes=HOMES,
        months=MONTHS,
    )
    return save_track_record(record, DEFINITIONS)


def _share(share: Share, scale: float, unit: str) -> str:
    value, low, high = (figure(scale * part) for part in share[:3])
    return f"{value} {unit} ({low} to {high}; {share.of:,})".replace("  ", " ")


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        print(write_record(datetime.now(UTC).date()))
    else:
        for line in lines():
            print(line)
