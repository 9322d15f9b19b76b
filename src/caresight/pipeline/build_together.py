"""Evidence and intelligence of a release put together, for the members of a home's groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from caresight.pipeline.build_judgements import Decided, ItemsOfHomes
from caresight.pipeline.build_profiles import Judged
from caresight.pipeline.build_together_lines import (
    alone_now,
    alone_things,
    evidence_points,
    lines_now,
)
from caresight.pipeline.build_together_words import document_of
from caresight.pipeline.release_index.together import EvidenceLine, TogetherHome, TogetherParts
from caresight.surveillance.combining import Profiles, ranks
from caresight.surveillance.item_weights import ItemWeights
from caresight.surveillance.items import Weighed, weigh
from caresight.surveillance.notices import Notices
from caresight.surveillance.together import Said, TogetherRules, combine_together
from caresight.vocabulary.periods import months_after

NOW_AND_BEFORE = 2
"""Months that a release combines: this one, and the one before for what is new."""


@dataclass(frozen=True)
class Together:
    """Homes of which something was said, combined over some months."""

    rows: Sequence[int]
    """The homes' rows in the population; the profiles have one line for each."""
    profiles: Profiles
    weighed: Mapping[int, Sequence[Weighed]]
    """A home's row to its items as they count in the last month."""


def put_together(
    notices: Notices,
    judged: Judged,
    said: ItemsOfHomes,
    items: ItemWeights,
    *,
    months: int = NOW_AND_BEFORE,
) -> Together:
    """Combine the homes of which something was said, over the latest months."""
    rows = sorted(said.items)
    place = {row: number for number, row in enumerate(rows)}
    rules = TogetherRules(judged.weights.caps, items, judged.ladder)
    days = [reference_day(judged, back) for back in range(months - 1, -1, -1)]
    by_cell = {
        place[row] * months + month: found
        for row in rows
        for month, day in enumerate(days)
        if (found := weigh(said.items[row], items, day))
    }
    profiles = combine_together(
        concerning=evidence_points(notices.concerning, place, months),
        improving=evidence_points(notices.improving, place, months),
        alone=alone_things(notices, place, months),
        said=Said(by_cell),
        rules=rules,
        homes=len(rows),
        months=months,
    )
    last = {row: by_cell.get(place[row] * months + months - 1, []) for row in rows}
    return Together(rows, profiles, last)


def reference_day(judged: Judged, months_back: int) -> date:
    """The day on which a month is judged: the as-at date, and the same day of earlier months."""
    if not months_back:
        return judged.as_at
    first = months_after(judged.as_at.replace(day=1), -months_back)
    last = (months_after(first, 1) - first).days
    return first.replace(day=min(judged.as_at.day, last))


def together_parts(
    notices: Notices, judged: Judged, said: ItemsOfHomes, items: ItemWeights
) -> TogetherParts:
    """What the index keeps of every home."""
    together = put_together(notices, judged, said, items)
    homes = len(judged.population)
    now = _Now.of(judged)
    for number, row in enumerate(together.rows):
        now.take(row, together.profiles, number)
    now.rank = ranks(
        judged.population.home_ids, judged.is_open, now.steps, now.points, now.agencies
    )
    lines, alone = lines_now(notices), alone_now(notices)
    place = {row: number for number, row in enumerate(together.rows)}

    def document(row: int) -> dict[str, Any] | None:
        decided = said.decided.get(row)
        if row not in place and decided is None:
            return None
        return _document(judged, together, place.get(row), row, decided or Decided())

    return TogetherParts(
        homes=[
            now.home(
                judged,
                row,
                evidence=(lines.get(row, []), alone.get(row, [])),
                items=len(together.weighed.get(row, ())),
                document=document(row),
            )
            for row in range(homes)
        ],
        rules={
            "caps": judged.weights.caps.model_dump(mode="json"),
            "items": items.model_dump(mode="json"),
            "ladder": judged.ladder.model_dump(mode="json"),
        },
    )


def _document(
    judged: Judged,
    together: Together,
    number: int | None,
    row: int,
    decided: Decided,
) -> dict[str, Any]:
    profiles = judged.profiles if number is None else together.profiles
    return document_of(
        judged, profiles, row if number is None else number, row,
        together.weighed.get(row, ()), decided,
    )  # fmt: skip


@dataclass
class _Now:
    """The state of every home this month, together."""

    steps: Any
    points: Any
    agencies: Any
    before: Any
    rank: Any

    @classmethod
    def of(cls, judged: Judged) -> "_Now":
        """As the evidence alone has it."""
        p = judged.profiles
        parts = (p.steps[:, -1], p.total[:, -1], p.agencies[:, -1], p.steps[:, -2], p.rank)
        return cls(*(np.array(part) for part in parts))

    def take(self, row: int, profiles: Profiles, number: int) -> None:
        """As the items change it."""
        self.steps[row] = profiles.steps[number, -1]
        self.points[row] = profiles.total[number, -1]
        self.agencies[row] = profiles.agencies[number, -1]
        self.before[row] = profiles.steps[number, -2]

    def home(
        self,
        judged: Judged,
        row: int,
        *,
        evidence: tuple[list[EvidenceLine], list[tuple[str, str]]],
        items: int,
        document: dict[str, Any] | None,
    ) -> TogetherHome:
        """The row of one home."""
        level = judged.ladder.levels[int(self.steps[row])]
        return TogetherHome(
            home_id=str(judged.population.home_ids[row]),
            rank=int(self.rank[row]),
            level=level.code,
            level_label=level.label,
            step=int(self.steps[row]),
            points=float(self.points[row]),
            agencies=int(self.agencies[row]),
            step_a_month_ago=int(self.before[row]),
            items=items,
            lines=evidence[0],
            alone=evidence[1],
            document=document,
        )
