"""Evidence and intelligence added up together, by the same arithmetic as evidence alone.

What people of an agency say joins that agency's evidence under the same cap, so that an
agency that both counts and says something is still one agency. A lone low-level worry adds
its points and is no agency that corroborates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from caresight.statistics.combination import CombinedPoints, combine_points
from caresight.surveillance.combining import Profiles
from caresight.surveillance.item_weights import ItemWeights
from caresight.surveillance.items import GOOD, WORRYING, Weighed, lone_low_level, raises_alone
from caresight.surveillance.ladder import Ladder
from caresight.surveillance.notices import AGENCIES
from caresight.surveillance.weights import Caps
from caresight.vocabulary.agencies import Agency

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class EvidencePoints:
    """Points of the evidence: parallel arrays, a line for each thing noticed."""

    cells: Ints
    """Home × months + month, of the homes and months that are combined."""
    agencies: Ints
    families: Ints
    points: NDArray[np.float64]

    @staticmethod
    def none() -> "EvidencePoints":
        """Nothing noticed."""
        nothing = np.zeros(0, dtype=np.int64)
        return EvidencePoints(nothing, nothing, nothing, np.zeros(0))


@dataclass(frozen=True)
class Said:
    """The items that count, by cell."""

    by_cell: Mapping[int, Sequence[Weighed]] = field(default_factory=dict)

    def joined(self, evidence: EvidencePoints, direction: str) -> EvidencePoints:
        """The evidence, and a line more for each voice; no voice shares a family."""
        first = int(evidence.families.max(initial=-1)) + 1
        voices = [
            (cell, AGENCIES.index(Agency(one.item.agency)), one.counted)
            for cell, weighed in self.by_cell.items()
            for one in weighed
            if one.item.direction == direction and one.counted > 0
        ]
        cells, agencies, points = zip(*voices, strict=True) if voices else ((), (), ())
        return EvidencePoints(
            np.concatenate([evidence.cells, np.array(cells, dtype=np.int64)]),
            np.concatenate([evidence.agencies, np.array(agencies, dtype=np.int64)]),
            np.concatenate([evidence.families, first + np.arange(len(voices))]),
            np.concatenate([evidence.points, np.array(points, dtype=float)]),
        )


@dataclass(frozen=True)
class TogetherRules:
    """All that adding up needs to know."""

    caps: Caps
    items: ItemWeights
    ladder: Ladder


def combine_together(
    *,
    concerning: EvidencePoints,
    improving: EvidencePoints,
    alone: Mapping[tuple[int, int], Sequence[str]],
    said: Said,
    rules: TogetherRules,
    homes: int,
    months: int,
) -> Profiles:
    """Profiles of evidence and items together.

    Parameters
    ----------
    concerning, improving
        The evidence, without any cap.
    alone
        Cell and agency to the things of the ladder's short list that the evidence holds.
    said
        The items that count.
    homes, months
        How many there are; the last month is the one that words are made for.
    """
    shape, cells = (homes, months), homes * months
    bad = _combined(said.joined(concerning, WORRYING), rules, cells)
    good = _combined(said.joined(improving, GOOD), rules, cells)
    evidence = _combined(concerning, rules, cells)
    corroborates = _corroborates(bad, evidence, said, rules)
    agencies = corroborates.sum(axis=1)
    things = _things(alone, said, rules)
    raised = _raised(things, rules.ladder, cells)
    by_sum = rules.ladder.steps(bad.total, agencies)
    last = slice(months - 1, None, months)
    without = rules.ladder.steps(bad.without_agency[last], (agencies[:, None] - corroborates)[last])
    others = [np.delete(raised[last], a, axis=1).max(axis=1) for a in range(len(AGENCIES))]
    return Profiles(
        total=bad.total.reshape(shape),
        agencies=agencies.reshape(shape),
        steps=np.maximum(by_sum, raised.max(axis=1)).reshape(shape),
        steps_by_sum=by_sum.reshape(shape),
        steps_alone=raised.max(axis=1).reshape(shape),
        alone={cell // months: _codes(things, cell) for cell in range(months - 1, cells, months)},
        by_agency=bad.by_agency[last],
        before_cap=bad.before_agency_cap[last],
        without_total=bad.without_agency[last],
        without_steps=np.maximum(without, np.stack(others, axis=1)),
        good=good.total.reshape(shape),
        rank=np.zeros(homes, dtype=np.int64),
    )


def _combined(lines: EvidencePoints, rules: TogetherRules, cells: int) -> CombinedPoints:
    return combine_points(
        homes=lines.cells,
        agencies=lines.agencies,
        families=lines.families,
        points=lines.points,
        family_cap=rules.caps.family,
        agency_cap=[rules.caps.of(agency) for agency in AGENCIES],
        shape=(cells, len(AGENCIES)),
    )


def _corroborates(
    together: CombinedPoints, evidence: CombinedPoints, said: Said, rules: TogetherRules
) -> NDArray[np.bool_]:
    """Whether each agency speaks, by cell; a lone low-level worry alone does not count."""
    speaks = together.by_agency > 0
    for cell, weighed in said.by_cell.items():
        agency = lone_low_level(weighed, rules.items)
        if agency is not None:
            place = AGENCIES.index(Agency(agency))
            speaks[cell, place] = evidence.by_agency[cell, place] > 0
    return speaks


def _things(
    alone: Mapping[tuple[int, int], Sequence[str]], said: Said, rules: TogetherRules
) -> dict[tuple[int, int], tuple[str, ...]]:
    """Cell and agency to what raises a level alone, of the evidence and of the items."""
    known = rules.ladder.alone()
    found = {key: tuple(t for t in things if t in known) for key, things in alone.items()}
    for cell, weighed in said.by_cell.items():
        for one in weighed:
            thing = raises_alone(one.item, rules.items)
            if thing in known:
                key = (cell, AGENCIES.index(Agency(one.item.agency)))
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), thing)))
    return found


def _raised(things: Mapping[tuple[int, int], Sequence[str]], ladder: Ladder, cells: int) -> Ints:
    steps = np.zeros((cells, len(AGENCIES)), dtype=np.int64)
    for (cell, agency), codes in things.items():
        for code in codes:
            step = ladder.step_of(ladder.alone()[code].level)
            steps[cell, agency] = max(int(steps[cell, agency]), step)
    return steps


def _codes(things: Mapping[tuple[int, int], Sequence[str]], cell: int) -> tuple[str, ...]:
    found = (code for (held, _), codes in things.items() if held == cell for code in codes)
    return tuple(dict.fromkeys(found))
