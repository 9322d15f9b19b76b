"""What a release says of a part of its homes: counted again, so that nothing of the rest is told.

Sources, and what was tested, are facts of the whole release and stay as they are; a sentence
about them says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from caresight.pipeline.release_index.documents import (
    AreaRow,
    FunnelPoint,
    HomeRow,
    IndicatorDocument,
    LevelCount,
    Mention,
    Summary,
)
from caresight.pipeline.release_index.packing import VARYING
from caresight.pipeline.release_index.scope import Scope
from caresight.pipeline.release_index.summary_words import budget_in_words, headline
from caresight.surveillance.numbers_in_words import times
from caresight.vocabulary.identifiers import fold_name
from caresight.vocabulary.lists import joined

ANOTHER_HOME = "another home"
_MOST_NAMED = 3
_INDICATOR, _VALUE, _VARIATION = (VARYING.index(n) for n in ("indicator", "value", "variation"))


def summary_within(
    summary: Summary, *, homes: Sequence[HomeRow], place: str, doing_well: list[Mention]
) -> Summary:
    """The first page of the open homes given."""
    counts = Counter(home["level"] for home in homes)
    levels = [
        LevelCount(**{**level, "homes": counts[level["code"]]}) for level in summary["levels"]
    ]
    by_step = [level["homes"] for level in sorted(levels, key=lambda level: level["step"])]
    flagged, newly = sum(by_step[1:]), sum(home["is_newly_flagged"] for home in homes)
    return {
        **summary,
        "place": place,
        "homes": len(homes),
        "headline": headline(by_step),
        "homes_by_step": by_step,
        "homes_needing_attention": flagged,
        "homes_newly_needing_attention": newly,
        # What the whole release can have reviewed is no measure of a part: groups say their own.
        "budget": None,
        "budget_sentence": budget_in_words(len(homes), flagged, newly, None),
        "homes_silent": sum(home["is_silent"] for home in homes),
        "homes_improving": sum(home["improves"] and home["step"] == 0 for home in homes),
        "levels": levels,
        "false_discovery_sentence": f"In the whole release: {summary['false_discovery_sentence']}",
        "doing_well": doing_well,
    }


def place_within(scope: Scope, areas: Sequence[AreaRow], further_homes: int) -> str:
    """The areas of a scope by name, and how many open homes it holds beyond them."""
    codes = scope.area_codes or frozenset()
    names = sorted(
        {area["area_name"] for area in areas if area["area_code"] in codes}, key=fold_name
    )
    named = names[:_MOST_NAMED]
    if len(names) > _MOST_NAMED:
        named = [*names[: _MOST_NAMED - 1], times(len(names) - _MOST_NAMED + 1, "more area")]
    if further_homes:
        named.append(times(further_homes, "further home" if names else "home"))
    if len(named) < 2:
        return named[0].capitalize() if named and not names else "".join(named) or "No area"
    return joined(named)


def indicator_within(
    document: IndicatorDocument, scope: Scope, variation: Mapping[str, int]
) -> IndicatorDocument:
    """An indicator with every point, but names and ids only of homes within the scope."""
    points = [
        point if scope.holds(point["home_id"], point["area_code"]) else _unnamed(point)
        for point in document["points"]
    ]
    counts = {code: variation.get(code, 0) for code in document["variation_counts"]}
    return {**document, "points": points, "variation_counts": {**counts, **variation}}


def _unnamed(point: FunnelPoint) -> FunnelPoint:
    return {**point, "home_id": "", "name": ANOTHER_HOME, "area_code": ""}


def variation_of(homes: Iterable[Sequence[Sequence[Any]]]) -> dict[str, dict[str, int]]:
    """How homes vary, by indicator, from the packed lines of their icon tables."""
    found: dict[str, Counter[str]] = {}
    for lines in homes:
        for line in lines:
            if line[_VALUE] is not None:
                found.setdefault(line[_INDICATOR], Counter())[line[_VARIATION]] += 1
    return {code: dict(counts) for code, counts in found.items()}
