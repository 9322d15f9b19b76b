"""Adds to a release's sum the items that only one reader may know of; nothing is kept.

The same arithmetic, weights and ladder as in the build, for one home at the moment of reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from caresight.pipeline.release_index.reading_together import TogetherPages
from caresight.pipeline.release_index.together import CountedItem
from caresight.surveillance.item_weights import ItemWeights
from caresight.surveillance.items import Item, weigh
from caresight.surveillance.ladder import Ladder
from caresight.surveillance.notices import AGENCIES
from caresight.surveillance.together import (
    EvidencePoints,
    Said,
    TogetherRules,
    combine_together,
)
from caresight.surveillance.weights import Caps
from caresight.vocabulary.agencies import Agency


@dataclass(frozen=True)
class Sum:
    """What a home comes to."""

    points: float
    agencies: int
    step: int
    level: str
    level_label: str


def sum_with(
    index: TogetherPages, home_id: str, further: Sequence[Item], *, as_at: date
) -> Sum | None:
    """The home's sum with some items more than the release holds; None for an unknown home."""
    document = index.together(home_id)
    if document is None:
        return None
    rules = rules_of(index)
    lines, alone = index.evidence_lines(home_id)
    held = [_item(one, as_at) for one in document["items"]]
    weighed = weigh([*held, *further], rules.items, as_at)
    families = {name: number for number, name in enumerate({x["family"] for x in lines})}
    profiles = combine_together(
        concerning=EvidencePoints(
            cells=np.zeros(len(lines), dtype=np.int64),
            agencies=np.array([_place(x["agency"]) for x in lines], dtype=np.int64),
            families=np.array([families[x["family"]] for x in lines], dtype=np.int64),
            points=np.array([x["points"] for x in lines], dtype=float),
        ),
        improving=EvidencePoints.none(),
        alone=_alone(alone),
        said=Said({0: weighed}),
        rules=rules,
        homes=1,
        months=1,
    )
    level = rules.ladder.levels[int(profiles.steps[0, -1])]
    return Sum(
        points=float(profiles.total[0, -1]),
        agencies=int(profiles.agencies[0, -1]),
        step=int(profiles.steps[0, -1]),
        level=level.code,
        level_label=level.label,
    )


@lru_cache(maxsize=8)
def rules_of(index: TogetherPages) -> TogetherRules:
    """The caps, weights and ladder that the release was made with."""
    held: Mapping[str, Any] = index.together_rules
    return TogetherRules(
        caps=Caps.model_validate(held["caps"]),
        items=ItemWeights.model_validate(held["items"]),
        ladder=Ladder.model_validate(held["ladder"]),
    )


def _item(one: CountedItem, as_at: date) -> Item:
    return Item(
        ref=one["ref"],
        observed_on=date.fromisoformat(one["observed_on"]),
        agency=one["agency"],
        themes=frozenset(one["themes"]),
        severity=one["severity"],
        grade=one["grade"],
        direction=one["direction"],
        reliability=one["reliability"],
        credibility=one["credibility"],
        known_on=as_at,
    )


def _place(agency: str) -> int:
    return AGENCIES.index(Agency(agency))


def _alone(things: Sequence[tuple[str, str]]) -> dict[tuple[int, int], tuple[str, ...]]:
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for agency, thing in things:
        key = (0, _place(agency))
        found[key] = (*found.get(key, ()), thing)
    return found
