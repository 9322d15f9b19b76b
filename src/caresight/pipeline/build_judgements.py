"""What people had said and decided by a release's date, by the rows of the homes it knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from caresight.lake.as_at import Evidence
from caresight.surveillance.items import STANDING, Item
from caresight.vocabulary.agencies import Agency

ITEM, LEVEL, ACTION = "intelligence_item", "level_agreed", "action"


@dataclass(frozen=True)
class AgreedRow:
    """A level that a group agreed for a home."""

    ref: str
    group_ref: str
    ladder: str
    level: str
    on: date


@dataclass(frozen=True)
class Decided:
    """What was decided about one home."""

    levels: Sequence[AgreedRow] = ()
    """The latest level of each group."""
    actions_open: int = 0
    actions_closed: int = 0


@dataclass(frozen=True)
class ItemsOfHomes:
    """By the rows of the homes in the population."""

    items: Mapping[int, Sequence[Item]] = field(default_factory=dict)
    """Every state in which each item has been, so that earlier months can be judged."""
    decided: Mapping[int, Decided] = field(default_factory=dict)


def judgements_known(evidence: Evidence, home_of: Mapping[str, tuple[int, str]]) -> ItemsOfHomes:
    """The items and levels of the homes that are known, as known at the release's date."""
    rows = evidence.arrow("judgements").to_pylist()
    rows.sort(key=lambda row: (row["known_from"], row["ref"]))
    return ItemsOfHomes(
        items=_items([row for row in rows if row["kind"] == ITEM], home_of),
        decided=_decided(rows, home_of),
    )


def _items(
    rows: Iterable[Mapping[str, Any]], home_of: Mapping[str, tuple[int, str]]
) -> dict[int, list[Item]]:
    states: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        states.setdefault(row["ref"], []).append(row)
    found: dict[int, list[Item]] = {}
    for versions in states.values():
        # The home may have another registered id by now: the latest word counts.
        home = home_of.get(versions[-1]["entity_id"])
        if home is None:
            continue
        ends = [*(_day(later["known_from"]) for later in versions[1:]), None]
        found.setdefault(home[0], []).extend(
            _item(row, until)
            for row, until in zip(versions, ends, strict=True)
            if row["state"] == STANDING and row["on"] is not None
        )
    return {row: items for row, items in found.items() if items}


def _item(row: Mapping[str, Any], until: date | None) -> Item:
    return Item(
        ref=row["ref"],
        observed_on=row["on"],
        agency=row["agency"] or Agency.INTELLIGENCE,
        themes=frozenset(filter(None, (row["themes"] or "").split("|"))),
        severity=row["severity"] or 0,
        grade=row["grade"] or "",
        direction=row["direction"] or "neutral",
        reliability=row["reliability"] or "",
        credibility=row["credibility"] or "",
        known_on=_day(row["known_from"]),
        until_on=until,
    )


def _decided(
    rows: Iterable[Mapping[str, Any]], home_of: Mapping[str, tuple[int, str]]
) -> dict[int, Decided]:
    latest = {(row["kind"], row["ref"]): row for row in rows if row["kind"] in (LEVEL, ACTION)}
    standing = [row for row in latest.values() if row["state"] == STANDING]
    levels = _agreed([row for row in standing if row["kind"] == LEVEL], home_of)
    actions: dict[int, list[bool]] = {}
    for row in standing:
        home = home_of.get(row["entity_id"])
        if row["kind"] == ACTION and home:
            actions.setdefault(home[0], []).append(row["ended_on"] is not None)
    return {
        row: Decided(
            levels.get(row, ()),
            actions_open=actions.get(row, []).count(False),
            actions_closed=actions.get(row, []).count(True),
        )
        for row in levels.keys() | actions.keys()
    }


def _agreed(
    rows: Iterable[Mapping[str, Any]], home_of: Mapping[str, tuple[int, str]]
) -> dict[int, list[AgreedRow]]:
    by_group: dict[tuple[int, str], AgreedRow] = {}
    for row in sorted(rows, key=lambda row: (str(row["on"]), row["ref"])):
        home = home_of.get(row["entity_id"])
        if home and row["on"] and row["level"]:
            by_group[home[0], row["group_ref"] or ""] = AgreedRow(
                row["ref"], row["group_ref"] or "", row["ladder"] or "", row["level"], row["on"]
            )
    found: dict[int, list[AgreedRow]] = {}
    for (home_row, _), agreed in by_group.items():
        found.setdefault(home_row, []).append(agreed)
    return found


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
