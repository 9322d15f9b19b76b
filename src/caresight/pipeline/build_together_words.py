"""The document of one home's evidence and intelligence together."""

from collections.abc import Sequence
from typing import Any

from caresight.pipeline.build_judgements import Decided
from caresight.pipeline.build_profiles import Judged
from caresight.pipeline.release_index.documents import WithoutAgency
from caresight.pipeline.release_index.together import AgreedLevel, CountedItem, TogetherLine
from caresight.surveillance.combining import Profiles
from caresight.surveillance.explanation import level_reason, next_level, without_lines
from caresight.surveillance.items import WORRYING, Weighed
from caresight.surveillance.notices import AGENCIES


def document_of(
    judged: Judged,
    profiles: Profiles,
    number: int,
    row: int,
    weighed: Sequence[Weighed],
    decided: Decided,
) -> dict[str, Any]:
    """All of a TogetherDocument but its row; `number` is the home's line in the profiles."""
    ladder = judged.ladder
    return {
        "level_reason": level_reason(profiles, ladder, number),
        "next_level_sentence": next_level(profiles, ladder, number),
        "arithmetic": _sum(judged, profiles, number, row, weighed),
        "without_agency": [
            WithoutAgency(agency=agency, label=label, points=points, level_label=level)
            for agency, label, points, level in without_lines(profiles, ladder, number)
        ],
        "good_points": float(profiles.good[number, -1]),
        "items": [counted_item(one) for one in weighed],
        "agreed": [
            AgreedLevel(
                ref=one.ref,
                group_ref=one.group_ref,
                ladder=one.ladder,
                level=one.level,
                on=one.on.isoformat(),
            )
            for one in decided.levels
        ],
        "actions_open": decided.actions_open,
        "actions_closed": decided.actions_closed,
    }


def _sum(
    judged: Judged, profiles: Profiles, number: int, row: int, weighed: Sequence[Weighed]
) -> list[TogetherLine]:
    lines = []
    noticed = judged.concerning(row)
    for place, agency in enumerate(AGENCIES):
        own = [s for s in noticed if s.agency == agency and s.points > 0]
        said = [w for w in weighed if w.item.agency == agency and w.item.direction == WORRYING]
        if not own and not said:
            continue
        own.sort(key=lambda s: (-s.points, s.family, s.rule))
        raw = sum(s.points for s in own) + sum(w.counted for w in said)
        counted = float(profiles.by_agency[number, place])
        lines.append(
            TogetherLine(
                agency=str(agency),
                label=agency.label,
                sentences=[s.sentence for s in own],
                item_refs=[w.item.ref for w in said],
                points=counted,
                before_cap=raw,
                cap=judged.weights.caps.of(agency) if raw > counted + 1e-9 else None,
                evidence_points=float(judged.profiles.by_agency[row, place]),
            )
        )
    return sorted(lines, key=lambda line: -line["points"])


def counted_item(one: Weighed) -> CountedItem:
    """What an item is worth, as a document keeps it."""
    return CountedItem(
        ref=one.item.ref,
        agency=str(one.item.agency),
        observed_on=one.item.observed_on.isoformat(),
        themes=sorted(one.item.themes),
        severity=one.item.severity,
        grade=one.item.grade,
        direction=one.item.direction,
        reliability=one.item.reliability,
        credibility=one.item.credibility,
        points=one.points,
        counted=one.counted,
        voice=one.voice,
    )
