"""What an invented release says of evidence and intelligence together, by the real arithmetic."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from caresight.pipeline.build_together_words import counted_item
from caresight.pipeline.release_index.documents import HomeDocument, WithoutAgency
from caresight.pipeline.release_index.together import (
    EvidenceLine,
    TogetherHome,
    TogetherLine,
    TogetherParts,
)
from caresight.surveillance.explanation import level_reason, next_level, without_lines
from caresight.surveillance.item_weights import load_item_weights
from caresight.surveillance.items import WORRYING, Item, weigh
from caresight.surveillance.ladder import load_ladders
from caresight.surveillance.notices import AGENCIES
from caresight.surveillance.together import (
    EvidencePoints,
    Said,
    TogetherRules,
    combine_together,
)
from caresight.surveillance.weights import load_weights
from caresight.vocabulary.agencies import Agency

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
LADDER = load_ladders(DEFINITIONS).require("nqb-2022")
RULES = TogetherRules(load_weights(DEFINITIONS).caps, load_item_weights(DEFINITIONS), LADDER)
Homes = Sequence[HomeDocument]


def together_parts(
    documents: Homes, as_at: date, said: Mapping[str, Sequence[Item]] | None = None
) -> TogetherParts:
    """The parts of every home; `said` are items by home."""
    homes = [
        _home(document, place, (said or {}).get(document["row"]["home_id"], ()), as_at)
        for place, document in enumerate(documents, start=1)
    ]
    rules = {
        "caps": RULES.caps.model_dump(mode="json"),
        "items": RULES.items.model_dump(mode="json"),
        "ladder": LADDER.model_dump(mode="json"),
    }
    return TogetherParts(homes, rules)


def _home(document: HomeDocument, place: int, items: Sequence[Item], as_at: date) -> TogetherHome:
    row = document["row"]
    lines = [
        EvidenceLine(agency=agency, family="figures", points=points)
        for agency, points in row["points_by_agency"].items()
    ]
    if not items:
        return TogetherHome(
            row["home_id"], place, row["level"], row["level_label"], row["step"], row["points"],
            row["agencies"], row["step"], 0, lines, [], None,
        )  # fmt: skip
    weighed = weigh(items, RULES.items, as_at)
    profile = _combined(lines, weighed)
    level = LADDER.levels[int(profile.steps[0, -1])]
    return TogetherHome(
        row["home_id"], place, level.code, level.label, int(profile.steps[0, -1]),
        float(profile.total[0, -1]), int(profile.agencies[0, -1]), row["step"], len(weighed),
        lines, [], _document(document, weighed, profile),
    )  # fmt: skip


def _combined(lines: Sequence[EvidenceLine], weighed: Any) -> Any:
    return combine_together(
        concerning=EvidencePoints(
            np.zeros(len(lines), dtype=np.int64),
            np.array([AGENCIES.index(Agency(line["agency"])) for line in lines], dtype=np.int64),
            np.zeros(len(lines), dtype=np.int64),
            np.array([line["points"] for line in lines], dtype=float),
        ),
        improving=EvidencePoints.none(),
        alone={},
        said=Said({0: weighed}),
        rules=RULES,
        homes=1,
        months=1,
    )


def _document(document: HomeDocument, weighed: Any, profile: Any) -> dict[str, Any]:
    sentences = {line["agency"]: line["sentences"] for line in document["arithmetic"]}
    own = document["row"]["points_by_agency"]
    arithmetic = []
    for place, agency in enumerate(AGENCIES):
        refs = [
            one.item.ref
            for one in weighed
            if one.item.agency == agency and one.item.direction == WORRYING
        ]
        if not refs and agency not in sentences:
            continue
        points = float(profile.by_agency[0, place])
        arithmetic.append(
            TogetherLine(
                agency=str(agency),
                label=agency.label,
                sentences=sentences.get(agency, []),
                item_refs=refs,
                points=points,
                before_cap=points,
                cap=None,
                evidence_points=own.get(agency, 0.0),
            )
        )
    return {
        "level_reason": level_reason(profile, LADDER, 0),
        "next_level_sentence": next_level(profile, LADDER, 0),
        "arithmetic": arithmetic,
        "without_agency": [
            WithoutAgency(agency=a, label=b, points=c, level_label=d)
            for a, b, c, d in without_lines(profile, LADDER, 0)
        ],
        "good_points": float(profile.good[0, -1]),
        "items": [counted_item(one) for one in weighed],
        "agreed": [],
        "actions_open": 0,
        "actions_closed": 0,
    }
