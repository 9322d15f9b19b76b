"""Councils, or states, from above: homes and beds by kind, changes, ratings, levels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from caresight.pipeline.build_pages import IndicatorPage
from caresight.pipeline.release_index.documents import AreaRow, HomeRow
from caresight.vocabulary.areas import councils
from caresight.vocabulary.periods import months_after

NOT_RATED = "Not rated"
_CHANGES = ("opened", "closed", "changed_hands")


def area_rows(
    homes: Sequence[HomeRow],
    regions: Mapping[str, str],
    events: Iterable[Mapping[str, Any]],
    occupancy: IndicatorPage | None,
    as_at: date,
) -> Iterator[AreaRow]:
    """One row an area, by its code; changes are those of the year before the as-at date."""
    members: dict[str, list[HomeRow]] = {}
    for home in homes:
        if home["is_open"]:
            members.setdefault(home["area_code"], []).append(home)
    changes = _changes(events, as_at)
    for code in sorted(members):
        yield _row(
            code, members[code], regions.get(code, ""), changes.get(code, Counter()), occupancy
        )


def _changes(events: Iterable[Mapping[str, Any]], as_at: date) -> dict[str, Counter[str]]:
    since = months_after(as_at, -12)
    found: dict[str, Counter[str]] = {}
    for event in events:
        if event["kind"] in _CHANGES and event["on"] and since <= event["on"] <= as_at:
            found.setdefault(event["area_code"] or "", Counter())[event["kind"]] += 1
    return found


def _row(
    code: str,
    homes: Sequence[HomeRow],
    region: str,
    changes: Mapping[str, int],
    occupancy: IndicatorPage | None,
) -> AreaRow:
    nursing = [home for home in homes if home["kind"].startswith("Nursing")]
    residential = [home for home in homes if home["kind"].startswith("Residential")]
    kinds_known = bool(nursing or residential or not homes)
    council = councils().get(code)
    occupied, days = _bed_days(code, occupancy)
    return AreaRow(
        area_code=code,
        area_name=homes[0]["area_name"] or code or "Area not known",
        region=region or (council.region if council else ""),
        homes=len(homes),
        beds=_beds(homes),
        nursing_homes=len(nursing) if kinds_known else None,
        nursing_beds=_beds(nursing),
        residential_homes=len(residential) if kinds_known else None,
        residential_beds=_beds(residential),
        opened=changes.get("opened", 0),
        closed=changes.get("closed", 0),
        changed_hands=changes.get("changed_hands", 0),
        ratings=dict(Counter(home["rating"] or NOT_RATED for home in homes)),
        occupancy=round(occupied / days, 4) if days > 0 else None,
        levels=dict(Counter(home["level"] for home in homes)),
        homes_with_unknown_beds=sum(home["beds"] is None for home in homes),
        occupied_bed_days=occupied,
        bed_days=days,
    )


def _beds(homes: Iterable[HomeRow]) -> int | None:
    """Known beds added up; None where no home's beds are known."""
    known = [home["beds"] for home in homes if home["beds"] is not None]
    return sum(known) if known else None


def _bed_days(code: str, page: IndicatorPage | None) -> tuple[float, float]:
    """Occupied and all bed days of an area in the latest period; 0 where nothing is known."""
    if page is None:
        return 0.0, 0.0
    inside = page.areas == code
    top = np.array([page.numbers["numerator"][i] or 0.0 for i in np.flatnonzero(inside)])
    bottom = np.array([page.numbers["denominator"][i] or 0.0 for i in np.flatnonzero(inside)])
    return float(top.sum()), float(bottom.sum())
