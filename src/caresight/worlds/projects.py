"""Digital projects in an invented world: some homes take part, and calls may become fewer.

The homes are quiet ones, taken by lot. Calls that a project spares are taken out of those
that happened, by lot as well, so that what is left is as much chance as before.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from caresight.worlds.counting import Counted
from caresight.worlds.truth import Happening, quiet_homes

SPARED = "ambulance_incidents"
_STREAM = 977
"""Drawn apart from everything else, so that a project moves nothing but its own calls."""


@dataclass(frozen=True)
class Project:
    """A digital project to invent."""

    name: str
    kind: str
    months_ago: int
    """Whole months of figures since it began."""
    share_of_homes: float
    factor: float
    """On 999 calls from the start; 1 does nothing."""


@dataclass(frozen=True)
class TakingPart:
    """A project and the homes that take part."""

    project: Project
    start: int
    """Index of the first month."""
    homes: tuple[int, ...]


DEMO_PROJECTS = (
    Project("Invented remote monitoring", "remote_monitoring", 10, 0.09, 0.65),
    Project("Invented tablets for every floor", "connectivity", 10, 0.09, 1.0),
)


def take_part(
    projects: Sequence[Project],
    happenings: Sequence[Happening],
    *,
    seed: int,
    homes: int,
    months: int,
) -> tuple[TakingPart, ...]:
    """Choose the homes of each project; no home is in two."""
    rng = np.random.default_rng([seed, _STREAM])
    free = rng.permutation(quiet_homes(homes, happenings))
    made, first = [], 0
    for project in projects:
        wanted = max(8, round(project.share_of_homes * homes))
        chosen = sorted(int(home) for home in free[first : first + wanted])
        first += wanted
        made.append(TakingPart(project, max(1, months - project.months_ago), tuple(chosen)))
    return tuple(made)


def spare(counted: Counted, taking_part: Sequence[TakingPart], *, seed: int) -> Counted:
    """Take out the calls that the projects spare; the counts as they were, without projects."""
    effective = [one for one in taking_part if one.project.factor < 1]
    if not effective:
        return counted
    rng = np.random.default_rng([seed, _STREAM, 1])
    calls = counted.components[SPARED].copy()
    for one in effective:
        rows = list(one.homes)
        kept = rng.binomial(calls[rows, one.start :], one.project.factor)
        calls[rows, one.start :] = kept
    return replace(counted, components=counted.components | {SPARED: calls})


def write_projects(path: Path, rows: Iterator[tuple[object, ...]]) -> None:
    """Which homes take part since when: what the people of the invented board know."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("project", "kind", "start_month", "location_id", "data_note"))
        writer.writerows(rows)
