"""Profiles as rows of the table PROFILES, and the words that pages and rows share."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from caresight.checks.population import Population
from caresight.pipeline.release_index.documents import SumLine, WithoutAgency
from caresight.surveillance.combining import Profiles
from caresight.surveillance.explanation import level_reason, sum_lines, without_lines
from caresight.surveillance.ladder import Ladder
from caresight.surveillance.notices import AGENCIES, HISTORY_MONTHS, Signal
from caresight.surveillance.weights import Weights
from caresight.vocabulary.periods import months_after

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Judged:
    """The profiles of a build with all that words are made from."""

    population: Population
    profiles: Profiles
    ladder: Ladder
    weights: Weights
    as_at: date
    latest: Mapping[str, date]
    """Register to the first day of its latest month."""
    signals: Mapping[int, Sequence[Signal]]
    """A home's row to its signals."""
    coverage: NDArray[np.float64]
    is_open: NDArray[np.bool_]

    def arithmetic(self, row: int) -> list[SumLine]:
        """The lines of the sum."""
        lines = sum_lines(self.profiles, self.weights, self.concerning(row), row)
        return [
            SumLine(
                agency=agency,
                label=label,
                sentences=sentences,
                points=points,
                before_cap=before,
                cap=cap,
            )
            for agency, label, sentences, points, before, cap in lines
        ]

    def without(self, row: int) -> list[WithoutAgency]:
        """What would remain without each agency."""
        return [
            WithoutAgency(agency=agency, label=label, points=points, level_label=level)
            for agency, label, points, level in without_lines(self.profiles, self.ladder, row)
        ]

    def points_by_agency(self, row: int) -> dict[str, float]:
        """Points after the caps, of the agencies that give any."""
        given = self.profiles.by_agency[row].tolist()
        pairs = zip(AGENCIES, given, strict=True)
        return {str(agency): points for agency, points in pairs if points > 0}

    def concerning(self, row: int) -> list[Signal]:
        """Signals that count."""
        return [s for s in self.signals.get(row, ()) if s.direction == "concerning"]

    def improving(self, row: int) -> list[Signal]:
        """Good news."""
        return [s for s in self.signals.get(row, ()) if s.direction == "improving"]

    def is_newly_flagged(self, row: int) -> bool:
        """Whether an open home needs attention now and did not a month ago."""
        before, now = self.profiles.steps[row, -2:]
        return bool(self.is_open[row] and before == 0 < now)

    def history(self, row: int) -> list[float]:
        """Points at the end of each of the months shown, oldest first."""
        return [float(points) for points in self.profiles.total[row, -MONTHS_SHOWN:].tolist()]

    def month(self, row: int, place: int) -> date:
        """First day of a month of the history; place 0 is the oldest."""
        latest = self.latest[str(self.population.register[row])]
        return months_after(latest, place - HISTORY_MONTHS + 1)


def profile_rows(judged: Judged) -> pa.Table:
    """One row a home, open ones and closed ones."""
    profiles, rows = judged.profiles, range(len(judged.population))
    skipped = HISTORY_MONTHS - MONTHS_SHOWN

    def history(row: int) -> str:
        months = (judged.month(row, skipped + place) for place in range(MONTHS_SHOWN))
        return _json({f"{m:%Y-%m}": p for m, p in zip(months, judged.history(row), strict=True)})

    def without(row: int) -> str:
        return _json(
            {
                line["agency"]: {"total": line["points"], "level": line["level_label"]}
                for line in judged.without(row)
            }
        )

    return pa.table(
        {
            "home_id": pa.array(judged.population.home_ids, pa.string()),
            "as_at": pa.array([judged.as_at] * len(rows), pa.date32()),
            "total": pa.array(profiles.total[:, -1]),
            "agencies": pa.array(profiles.agencies[:, -1]),
            "suggested_level": [judged.ladder.levels[s].code for s in profiles.steps[:, -1]],
            "level_reason": [level_reason(profiles, judged.ladder, row) for row in rows],
            "coverage": pa.array(judged.coverage),
            "points_by_agency": [_json(judged.points_by_agency(row)) for row in rows],
            "arithmetic": [_json(judged.arithmetic(row)) for row in rows],
            "without_agency": [without(row) for row in rows],
            "good_points": pa.array(profiles.good[:, -1]),
            "rank": pa.array(profiles.rank),
            "history": [history(row) for row in rows],
        }
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
